"""What other apps may hear of without being imported."""

from django.dispatch import Signal

analysis_finished = Signal()
"""Sent after commit with `analysis` (an `EmotionAnalysis`), done or failed."""
