"""Loading a newsroom from a file: people, texts, and the work on them, step by step.

Everything goes through the services that pages and programs use, so a loaded newsroom can hold
nothing that the rules forbid, and its audit tells how it came to be.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

from claims.classroom.models import Course
from provenance.accounts.models import Workspace

from .afterwards import follow, gather
from .attending import attend
from .claims import record_claim, relate, split
from .filing import file_under
from .letters import ask_for_correction, open_letterbox, report_error, send_request
from .people import open_workspaces
from .reviewing import review
from .room import Room, Row
from .scales import make_scales
from .teaching import teach
from .texts import bring_in_texts, cite, describe_outlets
from .working import add_evidence, find_out, note

Do = Callable[[Room, Row], None]

# What was done to claims at some moment: part of the file -> its field of time, what does it.
# At the same moment, what stands earlier here comes first.
MOMENTS: dict[str, tuple[str, Do]] = {
    "claims": ("recorded_at", record_claim),
    "evidence": ("added_at", add_evidence),
    "groundwork": ("at", find_out),
    "splits": ("at", split),
    "relations": ("at", relate),
    "annotations": ("at", note),
    "reviews": ("at", review),
}

# What rests on all of it, in the order in which it can be loaded.
AFTERWARDS: dict[str, Do] = {
    "cases": gather,
    "topics": file_under,
    "attention": attend,
    "letterboxes": open_letterbox,
    "requests": send_request,
    "reports": report_error,
    "corrections": ask_for_correction,
    "courses": teach,
}


class Newsroom:
    """One file of a newsroom on its way into the database."""

    def __init__(self, path: Path) -> None:
        self.room = Room(path)

    def is_loaded(self) -> bool:
        """Whether a workspace of this file exists already."""
        slugs = [one["slug"] for one in self.room.data["workspaces"]]
        return Workspace.objects.filter(slug__in=slugs).exists()

    def codes(self) -> list[tuple[str, str]]:
        """Titles and codes of the courses that students can join."""
        slugs = [one["slug"] for one in self.room.data["workspaces"]]
        rows = Course.objects.running().filter(workspace__slug__in=slugs, deleted_at=None)
        return [(one.title, one.code) for one in rows.order_by("pk") if one.takes_students]

    @transaction.atomic
    def load(self) -> Counter[str]:
        """Load everything, or nothing if anything fails. How many of each kind."""
        room = self.room
        open_workspaces(room)
        bring_in_texts(room)
        describe_outlets(room)
        make_scales(room)
        for _, do, row in sorted(_moments(room), key=lambda moment: moment[0]):
            do(room, row)
        for row in room.data["citations"]:
            cite(room, row)
        follow(room)
        _compare(room)
        for part, do in AFTERWARDS.items():
            for row in room.data[part]:
                do(room, row)
        return room.counts


def _moments(room: Room) -> Iterator[tuple[datetime, Do, Row]]:
    """What was done to claims; a claim comes before what is done to it."""
    for part, (field, do) in MOMENTS.items():
        for row in room.data[part]:
            for step in _steps(row):
                yield datetime.fromisoformat(step[field]), do, step


def _steps(row: Row) -> list[Row]:
    """What was done in several steps, a row for each."""
    about = {name: row[name] for name in row if name != "steps"}
    return [{**about, **step} for step in row["steps"]] if "steps" in row else [row]


def _compare(room: Room) -> None:
    from provenance.lineage.services.comparing import compare_snapshots  # noqa: PLC0415

    compare_snapshots(sorted(one.pk for one in room.snapshots.values()), by=None)
