"""What others may hear of without being imported."""

from django.dispatch import Signal

access_changed = Signal()
"""Sent after commit with `user_id`: a session of that person ended, open sockets must ask anew."""
