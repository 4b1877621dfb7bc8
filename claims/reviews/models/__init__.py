"""Scales, one checker's work on a claim, what was published, and what must be looked at again."""

from .rechecks import Recheck
from .reviews import Review
from .scales import Rating, RatingText, Scale
from .verdicts import Verdict

__all__ = ["Rating", "RatingText", "Recheck", "Review", "Scale", "Verdict"]
