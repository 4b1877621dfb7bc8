"""A student's work on one task: the texts, what is asked, and what was answered so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format

from claims.classroom.answers import is_empty
from claims.classroom.kinds import TEXTS, Kind
from claims.classroom.models import Answer, HintOpened, Submission
from claims.classroom.sentences import sentences_in
from claims.classroom.tasks import Task, tasks_of
from claims.classroom.workflow import WRITABLE, Stage, State
from provenance.sources.models import Snapshot

from ..reader_blocks import blocks_of
from ..reader_text import direction
from .fields import ABOUT, SORTED, Choices, Field, Filled, FilledRows, as_choice, filled
from .pieces import Piece, pieces_of

SHORT = 90  # Characters of a sentence in a choice.


@dataclass(frozen=True)
class Step:
    """A task in the list of tasks."""

    task: Task
    number: int
    is_here: bool
    is_answered: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text: its place, its words, and which of them are marked.

    `pieces` are its words cut where marks begin and end. Offsets are code points.
    """

    text: int
    start: int
    end: int
    words: str
    is_marked: bool
    pieces: list[Piece]

    @property
    def place(self) -> str:
        """Its place as a choice."""
        return f"{self.text}-{self.start}-{self.end}"


@dataclass(frozen=True)
class Marked:
    """Words that were marked, and what is said about them. `is_part`: no whole sentence."""

    place: str
    words: str
    about: str
    is_part: bool


@dataclass(frozen=True)
class Paragraph:
    """A block of a text, cut into sentences."""

    kind: str
    sentences: list[Sentence]


@dataclass(frozen=True)
class Text:
    """One text of the assignment."""

    snapshot: Snapshot
    direction: str
    paragraphs: list[Paragraph]
    version: str


@dataclass(frozen=True)
class Sorted:
    """Words to be sorted, in what goes before and after, and the choice made for them."""

    id: str
    before: str
    words: str
    after: str
    chosen: str


@dataclass(frozen=True)
class WorkPage:
    """Everything the template shows."""

    work: Submission
    steps: list[Step]
    task: Task
    answer: Answer
    texts: list[Text]
    marks: list[Marked] | None
    about: Field | None
    fields: list[Filled | FilledRows]
    theirs: list[Filled | FilledRows]
    items: list[Sorted]
    sorts: Choices
    hints: list[str]
    hints_left: int
    members: list[str]
    last_by: str
    may_write: bool

    @property
    def side_by_side(self) -> bool:
        """Whether two texts are to be compared."""
        return self.task.kind in TEXTS

    @property
    def blank(self) -> Marked:
        """A mark with nothing in it, for the page to copy."""
        return Marked("", "", "", is_part=True)

    @property
    def next(self) -> Step | None:
        """The task after this one."""
        after = [step for step in self.steps if step.number > self.number]
        return after[0] if after else None

    @property
    def number(self) -> int:
        """Which task this is, from 1."""
        return next(step.number for step in self.steps if step.is_here)

    @property
    def done(self) -> int:
        """How many tasks are answered."""
        return sum(step.is_answered for step in self.steps)

    @property
    def missing(self) -> list[Step]:
        """What is not answered yet."""
        return [step for step in self.steps if not step.is_answered]


def work_page(work: Submission, number: int, body: dict[str, Any] | None = None) -> WorkPage | None:
    """The page of one task, in a constant number of queries; None where there is no such task.

    `body` is what was typed where it could not be saved, in place of what is kept.
    """
    assignment = work.assignment
    tasks = tasks_of(assignment.tasks)
    if not 1 <= number <= len(tasks):
        return None
    task = tasks[number - 1]
    answers = {one.task: one for one in work.answers.all()}
    answer = answers.get(task.id) or Answer(submission=work, task=task.id)
    typed = answer.body if body is None else body
    opened = HintOpened.objects.filter(submission=work, task=task.id).count()
    rows = assignment.materials.select_related("snapshot__article__outlet").order_by("position")
    marked = [mark["at"] for mark in typed.get("marks") or []]
    texts = read_texts([row.snapshot for row in rows], marked)
    places = [(s.place, _short(s.words)) for t in texts for p in t.paragraphs for s in p.sentences]
    parts = work.parts.filter(left_at=None).select_related("enrolment").order_by("enrolment__name")
    return WorkPage(
        work=work,
        steps=[
            Step(one, at, one == task, one.id in answers and not is_empty(answers[one.id].body))
            for at, one in enumerate(tasks, 1)
        ],
        task=task,
        answer=answer,
        texts=texts,
        marks=_marked(task.kind, texts, typed) if task.kind in ABOUT else None,
        about=ABOUT.get(task.kind),
        fields=filled(task.kind, typed, places, _ratings(assignment)),
        theirs=filled(task.kind, answer.body, places, _ratings(assignment)) if body else [],
        items=[_sorted(item, [row.snapshot.text for row in rows], typed) for item in task.items],
        sorts=SORTED,
        hints=list(task.hints[:opened]),
        hints_left=len(task.hints) - opened,
        members=[part.enrolment.name for part in parts],
        last_by=next(
            (p.enrolment.name for p in parts if p.enrolment.user_id == answer.saved_by_id), ""
        ),
        may_write=work.state in WRITABLE
        and (assignment.stage == Stage.GIVEN or work.state == State.RETURNED),
    )


def _ratings(assignment: Any) -> Choices:
    if assignment.scale is None:
        return []
    return [(one.slug, f"{one.label}: {one.meaning}") for one in assignment.scale.ratings.all()]


def _versions(snapshots: Sequence[Snapshot]) -> list[str]:
    """What tells versions of one article apart; "" for a text that is the only one of its own."""
    articles = [one.article_id for one in snapshots]
    return [
        f"Version {one.number}, {date_format(one.captured_at, 'j F Y')}"
        if articles.count(one.article_id) > 1
        else ""
        for one in snapshots
    ]


def read_texts(snapshots: Sequence[Snapshot], places: Sequence[Mapping[str, int]]) -> list[Text]:
    """The texts of an assignment cut into sentences, with what is marked at these places."""
    named = _versions(snapshots)
    return [
        _text(at, one, [(p["start"], p["end"]) for p in places if p["text"] == at], named[at])
        for at, one in enumerate(snapshots)
    ]


def _text(at: int, snapshot: Snapshot, spans: list[tuple[int, int]], version: str) -> Text:
    text, paragraphs = snapshot.text, []
    for block in blocks_of(text, snapshot.blocks, snapshot.regions):
        if block.region not in {"body", "caption"}:
            continue
        sentences = [
            Sentence(
                at,
                start,
                end,
                text[start:end],
                (start, end) in spans,
                pieces_of(text, start, end, spans),
            )
            for start, end in sentences_in(text, block.start, block.end)
        ]
        paragraphs.append(Paragraph(block.kind, sentences))
    return Text(snapshot, direction(snapshot.article.language), paragraphs, version)


def _marked(kind: Kind, texts: Sequence[Text], body: dict[str, Any]) -> list[Marked]:
    whole = {s.place for text in texts for p in text.paragraphs for s in p.sentences}
    found = []
    for mark in body.get("marks") or []:
        at, place = mark["at"], as_choice(mark["at"])
        words = texts[at["text"]].snapshot.text[at["start"] : at["end"]]
        found.append(Marked(place, words, mark.get(ABOUT[kind].name) or "", place not in whole))
    return found


def _sorted(item: Any, texts: Sequence[str], body: dict[str, Any]) -> Sorted:
    text = texts[item.text]
    return Sorted(
        item.id,
        text[max(0, item.start - SHORT) : item.start],
        text[item.start : item.end],
        text[item.end : item.end + SHORT],
        (body.get("labels") or {}).get(item.id, ""),
    )


def _short(words: str) -> str:
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"
