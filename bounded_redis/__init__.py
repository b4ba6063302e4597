"""Redis as this service uses it: nobody waits for it longer than a second. Knows no app."""
