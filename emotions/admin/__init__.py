"""What staff see of emotions; Django finds it here."""

from emotions.admin import analyses, classifiers, corrections

__all__ = ["analyses", "classifiers", "corrections"]
