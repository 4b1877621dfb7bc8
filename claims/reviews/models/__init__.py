"""Scales, one checker's work on a claim, what was published, and what must be looked at again."""

from .rechecks import Recheck
from .verdicts import Rating, Review, Scale, Verdict

__all__ = ["Rating", "Recheck", "Review", "Scale", "Verdict"]
