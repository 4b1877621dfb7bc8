"""The re-review queue: what rests on words that changed, and what can be answered."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import F, Min, Window
from django.http import QueryDict
from django.urls import reverse

from claims.reviews.models import Recheck
from claims.reviews.rules import may_answer
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import may_publish

from ..words import count, dotted
from .fates import Fate, fate
from .paging import Slice, slice_of

ON_A_PAGE = 25
MOST_URGENT_FIRST = (F("out").asc(nulls_last=True), "pk")
RESTS = {
    "appearance": "The claim stands on these words",
    "evidence": "This is evidence on the claim",
    "cue": "These words say who said it",
}


@dataclass(frozen=True)
class Question:
    """One item of the queue as it is read."""

    recheck: Recheck
    rests: str
    source: str
    fate: Fate
    alarm: bool
    may_answer: bool
    may_reopen: bool

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return bool(self.recheck.state == Recheck.State.OPEN)

    @property
    def slot(self) -> str:
        """The end of the name of the place where its forms open."""
        return str(self.recheck.pk)

    @property
    def may_take(self) -> bool:
        """Whether there are new words to take. Under a verdict that is out, evidence stays."""
        row: Any = self.recheck
        out = row.evidence is not None and row.evidence.shown_at and not row.is_reviewed
        return self.may_answer and row.following.status != "gone" and not out


@dataclass(frozen=True)
class Asked:
    """The questions about one claim that stand on this page, told under it."""

    questions: list[Question]

    @property
    def first(self) -> Question:
        """The one that the heading is taken from."""
        return self.questions[0]

    @property
    def more(self) -> str:
        """`3 questions`; empty for one."""
        number = len(self.questions)
        return count(number, "question") if number > 1 else ""


@dataclass(frozen=True)
class Queue:
    """One page of the queue, claim by claim."""

    claims: list[Asked]
    page: Slice
    counted: str


def queue(workspace: Workspace, user: User, asked: QueryDict, filters: dict[str, Any]) -> Queue:
    """What waits in a workspace, verdicts that are out first; three queries."""
    seen = Recheck.objects.visible_to(user).filter(workspace=workspace)
    rows = _narrowed(seen.with_words(), filters)
    page = slice_of(rows, asked, ON_A_PAGE)
    waiting = seen.waiting().count()
    questions = [question(row, user) for row in page.rows]
    grouped = groupby(questions, key=lambda one: one.recheck.claim_id)
    claims = [Asked(list(about)) for _, about in grouped]
    return Queue(claims, page, f"{count(waiting, 'question')} waiting")


def question(row: Recheck, user: User) -> Question:
    """One item, read with `with_words`."""
    given: Any = row
    words, alarm = row.following, given.out is not None
    article = words.snapshot.article
    answers = row.state == Recheck.State.OPEN and may_answer(user, row)
    return Question(
        recheck=row,
        rests=RESTS[row.rests],
        source=dotted(article.outlet.name if article.outlet else "", str(article)),
        fate=fate(words, user),
        alarm=alarm,
        may_answer=answers,
        may_reopen=answers and alarm and may_publish(user, row.workspace_id),
    )


def waiting_url(**narrowed: int) -> str:
    """The address of the queue, narrowed to a claim or an article."""
    query = "&".join(f"{name}={pk}" for name, pk in narrowed.items())
    return f"{reverse('rechecks')}?{query}" if query else reverse("rechecks")


def _narrowed(rows: Any, filters: dict[str, Any]) -> Any:
    if filters.get("claim"):
        rows = rows.of_claim(filters["claim"])
    if filters.get("article"):
        rows = rows.filter(following__snapshot__article=filters["article"])
    if filters.get("status"):
        rows = rows.filter(following__status=filters["status"])
    if filters.get("state") == "answered":
        return rows.exclude(state=Recheck.State.OPEN).order_by("-answered_at", "-pk")
    # What is asked about one claim stands together, where its oldest question would.
    oldest = Window(Min("pk"), partition_by=F("claim"))
    urgent, longest = MOST_URGENT_FIRST
    return rows.waiting().annotate(oldest=oldest).order_by(urgent, "oldest", longest)
