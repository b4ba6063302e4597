"""What counts as a crisis, and what is said then. Knows nothing of the rest of the talk."""
