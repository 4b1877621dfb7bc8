"""What a class is to sort into fact, opinion, quotation, scare quotes: chosen by the teacher."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.classroom.models import Assignment
from claims.classroom.tasks import Task
from provenance.sources.models import Snapshot

from .fields import SORTED, Choices, Field, as_choice
from .work import Marked, Text, read_texts

FEW = 8  # Sentences that are proposed where nothing is chosen yet.
IS = Field("is_", "It is", "choice", [("", "not said"), *SORTED])


@dataclass(frozen=True)
class SortingPage:
    """The texts, and the words in them that are chosen. Like a `WorkPage`, as far as it goes."""

    assignment: Assignment
    task: Task
    texts: list[Text]
    marks: list[Marked]
    about: Field = IS
    may_write: bool = True

    @property
    def blank(self) -> Marked:
        """A mark with nothing in it, for the page to copy."""
        return Marked("", "", "", is_part=True)

    @property
    def choices(self) -> Choices:
        """What words can be."""
        return IS.choices


def sorting_page(assignment: Assignment, task: Task) -> SortingPage:
    """The page on which a teacher chooses what is sorted."""
    rows = assignment.materials.select_related("snapshot__article__outlet").order_by("position")
    snapshots = [row.snapshot for row in rows]
    places = [{"text": one.text, "start": one.start, "end": one.end} for one in task.items]
    texts = read_texts(snapshots, places)
    whole = {s.place for text in texts for p in text.paragraphs for s in p.sentences}
    marks = [
        Marked(
            as_choice(at),
            snapshots[at["text"]].text[at["start"] : at["end"]],
            item.is_,
            as_choice(at) not in whole,
        )
        for at, item in zip(places, task.items, strict=True)
    ]
    return SortingPage(assignment, task, texts, marks)


def proposed_items(snapshots: Sequence[Snapshot]) -> list[dict[str, Any]]:
    """The first sentences of the texts, to begin with; what they are is not said."""
    every = [
        sentence
        for text in read_texts(snapshots, [])
        for paragraph in text.paragraphs
        for sentence in paragraph.sentences
    ]
    return [{"text": one.text, "start": one.start, "end": one.end} for one in every[:FEW]]
