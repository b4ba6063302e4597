"""How well songs are recommended: on simulated people, on moods, and by stored ratings."""
