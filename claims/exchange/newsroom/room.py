"""What a file of a newsroom has become so far, found again by the names of the file."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from claims.records.models import Claim
from claims.reviews.models import Review
from provenance.accounts.models import User, Workspace
from provenance.sources import services as sources
from provenance.sources.models import Article, Passage, Person, Snapshot
from provenance.sources.passages import passage_at, span_by_selector

Row = dict[str, Any]


class Room:
    """One file, and the rows made of it: by slug of the workspace and name in the file."""

    def __init__(self, path: Path) -> None:
        self.folder = path.parent
        self.data: Row = json.loads(path.read_text(encoding="utf-8"))
        self.counts: Counter[str] = Counter()
        self.people: dict[str, User] = {}
        self.workspaces: dict[str, Workspace] = {}
        self.persons: dict[tuple[str, str], Person] = {}
        self.articles: dict[tuple[str, str], Article] = {}
        self.snapshots: dict[tuple[str, str], Snapshot] = {}
        self.claims: dict[str, Claim] = {}
        self.evidence: dict[str, Any] = {}
        self.reviews: dict[str, Review] = {}
        self.notes: dict[str, Any] = {}

    def place(self, slug: str, row: Row) -> tuple[Snapshot, int, int]:
        """A span of a snapshot, found by its words."""
        snapshot = self.snapshots[slug, row["page"]]
        return (snapshot, *span_by_selector(snapshot.text, [_selector(row)]))

    def passage(self, slug: str, row: Row) -> Passage:
        """The passage at such a place."""
        return passage_at(*self.place(slug, row))

    def speaker(self, slug: str, name: str) -> Person:
        """The person of that name in a workspace, made and described when first asked for."""
        if (slug, name) not in self.persons:
            row, by = self.named(name), self.member(slug)
            person = sources.person_named(
                row["name"], workspace=self.workspaces[slug], kind=row["kind"], by=by
            )
            about = row.get("about", "")
            if about and not person.description:
                person = sources.describe_person(person, description=about, by=by)
            self.persons[slug, name] = person
            self.counts["people"] += 1
        return self.persons[slug, name]

    def named(self, name: str) -> Row:
        """What the file says about a person."""
        row: Row = next(one for one in self.data["persons"] if one["id"] == name)
        return row

    def member(self, slug: str) -> User:
        """Whoever brings texts in: the first checker or teacher of the workspace."""
        return next(
            self.people[row["username"]]
            for row in self.data["users"]
            for membership in row["memberships"]
            if membership["workspace"] == slug and membership["role"] in {"checker", "teacher"}
        )


def _selector(row: Row) -> Row:
    return {
        "type": "TextQuoteSelector",
        "exact": row["quote"],
        "prefix": row.get("prefix", ""),
        "suffix": row.get("suffix", ""),
    }
