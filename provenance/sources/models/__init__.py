"""Outlets, people, articles, what articles said at each moment, and spans of those texts."""

from .articles import Article, Authorship, Fact
from .catalogue import Outlet, Person
from .citations import Citation
from .texts import Passage, Snapshot, SnapshotFile

__all__ = [
    "Article",
    "Authorship",
    "Citation",
    "Fact",
    "Outlet",
    "Passage",
    "Person",
    "Snapshot",
    "SnapshotFile",
]
