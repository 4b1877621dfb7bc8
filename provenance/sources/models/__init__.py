"""Outlets, people, articles, what articles said at each moment, and spans of those texts."""

from .articles import Article, Authorship, Fact
from .catalogue import Outlet, Person
from .citations import Citation
from .covered import Covered
from .followings import Following, Revision
from .merges import OutletMerge, PersonMerge
from .ownerships import Ownership
from .sameness import SameOutlets, SamePeople
from .texts import Passage, Snapshot, SnapshotFile

__all__ = [
    "Article",
    "Authorship",
    "Citation",
    "Covered",
    "Fact",
    "Following",
    "Outlet",
    "OutletMerge",
    "Ownership",
    "Passage",
    "Person",
    "PersonMerge",
    "Revision",
    "SameOutlets",
    "SamePeople",
    "Snapshot",
    "SnapshotFile",
]
