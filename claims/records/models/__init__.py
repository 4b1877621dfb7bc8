"""Claims, the places where they stand, who said them to whom, and how they stand to each other."""

from .claims import Appearance, Attribution, Claim, Merge
from .namings import Naming
from .relations import Relation
from .topics import Topic, TopicOfClaim

__all__ = [
    "Appearance",
    "Attribution",
    "Claim",
    "Merge",
    "Naming",
    "Relation",
    "Topic",
    "TopicOfClaim",
]
