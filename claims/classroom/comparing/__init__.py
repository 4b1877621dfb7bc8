"""What a class found, put together, beside what the professionals found. Pure, without names.

A work is what was handed in: task -> body. One work counts once, whether of one student or of a
group. What someone left empty does not count as an answer. Where the key is hidden it is None, and
nothing of the desk is in what comes out.
"""

from .heat import hottest
from .putting import compare
from .values import (
    FEWEST,
    Calibration,
    Choice,
    Compared,
    Found,
    Ground,
    Hop,
    Item,
    Overlay,
    Share,
    Stretch,
    Sure,
)
from .where import reference

__all__ = [
    "FEWEST",
    "Calibration",
    "Choice",
    "Compared",
    "Found",
    "Ground",
    "Hop",
    "Item",
    "Overlay",
    "Share",
    "Stretch",
    "Sure",
    "compare",
    "hottest",
    "reference",
]
