"""Scales, the check of a claim and what each does in it, what was published, what changed since."""

from .checks import Check
from .rechecks import Recheck
from .reviews import Review
from .rollups import RollUp
from .scales import Rating, RatingText, Scale
from .verdicts import Verdict

__all__ = ["Check", "Rating", "RatingText", "Recheck", "Review", "RollUp", "Scale", "Verdict"]
