"""Scales, one checker's work on a claim, what was published, and what must be looked at again."""

from .rechecks import Recheck
from .reviews import Review
from .scales import Rating, Scale
from .verdicts import Verdict

__all__ = ["Rating", "Recheck", "Review", "Scale", "Verdict"]
