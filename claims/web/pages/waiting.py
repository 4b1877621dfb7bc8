"""The desk: what waits for one person, each with why it is here and what to do next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import Truncator

from claims.annotations.models import Annotation
from claims.records.models import Claim
from claims.reviews.models import Check, Recheck
from claims.reviews.workflow import FIRST_WRITES, State
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import may_check, may_moderate, may_record
from provenance.capture.models import CaptureRequest, Watch
from provenance.sources.models import Citation
from provenance.written import written_once

from ..links import named
from ..words import count, dotted
from .listing import first_seen_line
from .noting import listed, where
from .rechecks import MOST_URGENT_FIRST, Question, question, waiting_url
from .reviewing import answers_in_each, leading, offers, says

MOST = 8
LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
    """One line: why, what, how long, and the next step."""

    why: str
    what: str
    url: str
    more: str
    since: datetime
    next: str
    next_url: str


@dataclass(frozen=True)
class Desk:
    """`mine` waits for this person; the others are there to be picked up."""

    mine: list[Waiting]
    changed: list[Waiting]
    astray: list[Waiting]
    notes: list[Waiting]
    unchecked: list[Waiting]
    failed: list[Waiting]
    recent: list[Waiting]
    citations: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was done here yet."""
        first = (self.mine, self.changed, self.astray, self.notes)
        return not any((*first, self.unchecked, self.failed, self.recent, self.citations))


# state -> why it is on the desk
WHY = {
    State.REQUESTED: "Asked for",
    State.TRIAGED: "To check",
    State.ASSIGNED: "Given to you",
    State.IN_PROGRESS: "Draft",
    State.RE_REVIEW: "Reopened",
    State.SUBMITTED: "Second check",
    State.SECOND_CHECK: "Second check",
    State.ADJUDICATION: "Two differ",
    State.EDITOR: "To publish",
}
# In a narrow column; the page of the claim says it in full.
SHORT = {
    "review-write": "Go on",
    "review-second": "Look at it",
    "check-adjudicate": "Decide",
    "check-take": "Begin",
    "review-publish": "Publish",
}
# What anyone may pick up waits among the claims, not for one person.
FOR_ANYONE = (State.REQUESTED, State.TRIAGED)
NOT_BEGUN = (*FOR_ANYONE, State.WITHDRAWN)


def waiting_for(user: User, workspace: Workspace) -> Desk:
    """Everything on the desk, in a constant number of queries."""
    checks = may_check(user, workspace.pk)
    return Desk(
        mine=_turns(user, workspace) if checks else [],
        changed=_changed(user, workspace) if may_record(user, workspace.pk) else [],
        astray=_astray(user, workspace) if may_record(user, workspace.pk) else [],
        notes=[*_to_decide(user, workspace), *_naming(user, workspace)],
        unchecked=_unchecked(user, workspace) if checks else [],
        failed=_failed(user, workspace) if may_record(user, workspace.pk) else [],
        recent=_recent(user, workspace),
        citations=_proposed(user, workspace) if may_record(user, workspace.pk) else 0,
    )


def _proposed(user: User, workspace: Workspace) -> int:
    """How many proposals wait of who had it from whom."""
    return sum(row["waiting"] for row in _proposals(user, workspace.pk))


@written_once
def _proposals(user: User, workspace_id: int) -> Any:
    rows = Citation.objects.visible_to(user).filter(workspace=workspace_id).waiting()
    return rows.order_by().values("workspace").annotate(waiting=Count("pk"))


def _turns(user: User, workspace: Workspace) -> list[Waiting]:
    rows = _waiting_checks(user, workspace.pk)
    answers = answers_in_each(rows, user)
    return [_turn(row, answers[row.pk], user) for row in rows]


@written_once
def _waiting_checks(user: User, workspace_id: int) -> Any:
    rows = Check.objects.visible_to(user).filter(workspace=workspace_id).waiting_for(user)
    rows = rows.exclude(state__in=FOR_ANYONE).with_people()
    return rows.order_by("updated_at")[: 3 * MOST]


def _turn(check: Any, answers: list[Any], user: User) -> Waiting:
    step, page = offers(check, answers, user)[0], reverse("claim", args=[check.claim_id])
    return Waiting(
        why=WHY[State(check.state)],
        what=check.claim.called,
        url=page,
        more=_because(check) or dotted(says(check, user).rstrip("."), _proposed_in(answers)),
        since=check.updated_at,
        next=SHORT.get(step.name, step.words),
        next_url=reverse(step.name, args=[step.pk]) if step.asks else f"{page}#verdict",
    )


def _because(check: Any) -> str:
    """What whoever writes must know first: why it is theirs again."""
    if check.state not in FIRST_WRITES or not check.reason:
        return ""
    sent_back = check.state == State.IN_PROGRESS
    return f"Sent back: {check.reason}" if sent_back else f"Because: {check.reason}"


def _proposed_in(answers: list[Any]) -> str:
    review = leading(answers)
    return f"proposed: {review.rating.label}" if review and review.rating else ""


def _changed(user: User, workspace: Workspace) -> list[Waiting]:
    """Claims that rest on words that changed, those with a verdict that is out first."""
    about: dict[int, list[Question]] = {}
    for row in _waiting_questions(user, workspace.pk):
        about.setdefault(row.claim_id, []).append(question(row, user))
    return [_of_questions(*asked) for asked in list(about.values())[:MOST]]


def _of_questions(one: Question, *others: Question) -> Waiting:
    """One claim with the most urgent question about it."""
    more = f"{one.source}: the words are {one.fate.said}"
    return Waiting(
        why="Verdict at stake" if one.alarm else "Source changed",
        what=one.recheck.claim.called,
        url=reverse("claim", args=[one.recheck.claim_id]),
        more=f"{more}, and {count(len(others), 'more question')}" if others else more,
        since=one.recheck.created_at,
        next="Look at it",
        next_url=f"{waiting_url(claim=one.recheck.claim_id)}#recheck-{one.recheck.pk}",
    )


@written_once
def _waiting_questions(user: User, workspace_id: int) -> Any:
    rows = Recheck.objects.visible_to(user).filter(workspace=workspace_id).waiting()
    return rows.with_words().order_by(*MOST_URGENT_FIRST)[: 3 * MOST]


def _astray(user: User, workspace: Workspace) -> list[Waiting]:
    """Watched articles that moved or are no longer at their address."""
    return [
        Waiting(
            why="Moved" if row.moved_to else "Dead",
            what=str(row.article),
            url=named("article", row.article_id),
            more=f"to {row.moved_to}" if row.moved_to else row.reason,
            since=(row.moved_at if row.moved_to else row.dead_since) or row.updated_at,
            next="Look at it",
            next_url=f"{reverse('article-facts', args=[row.article_id])}#watch",
        )
        for row in _lost_addresses(user, workspace.pk)
    ]


@written_once
def _lost_addresses(user: User, workspace_id: int) -> Any:
    rows = Watch.objects.visible_to(user).filter(article__workspace=workspace_id)
    return rows.alive().lost().with_articles().urgent_first()[:MOST]


def _to_decide(user: User, workspace: Workspace) -> list[Waiting]:
    """Notes that wait for a moderator, where this person is one."""
    if not may_moderate(user, workspace.pk):
        return []
    rows = _to_moderate(user, workspace.pk)
    return [_of_note("For a moderator", row, "waiting") for row in rows]


@written_once
def _to_moderate(user: User, workspace_id: int) -> Any:
    return listed("waiting", user, workspace_id).with_ground()[:MOST]


def _naming(user: User, workspace: Workspace) -> list[Waiting]:
    """Notes of the last fortnight in which others name this person."""
    return [_of_note("Names you", row, "mentions") for row in _mentions(user, workspace.pk)]


@written_once
def _mentions(user: User, workspace_id: int) -> Any:
    rows = listed("mentions", user, workspace_id).filter(created_at__gt=Now() - LATELY)
    return rows.exclude(created_by=user.pk).with_ground()[:MOST]


def _of_note(why: str, note: Annotation, show: str) -> Waiting:
    url = f"{reverse('notes')}?show={show}#note-{note.pk}"
    words, more = Truncator(note.body).chars(140), f"{note.created_by}, on {where(note)}"
    return Waiting(why, words, url, Truncator(more).chars(200), note.created_at, "Look at it", url)


def _unchecked(user: User, workspace: Workspace) -> list[Waiting]:
    """Claims that can be checked and that nobody has begun on, oldest first."""
    rows = _without_review(user, workspace.pk)
    return [_of_claim("No review yet", row, "Look at it", user) for row in rows]


@written_once
def _without_review(user: User, workspace_id: int) -> Any:
    begun = Check.objects.filter(claim=OuterRef("pk")).exclude(state__in=NOT_BEGUN)
    rows = _claims(user, workspace_id).exclude(Exists(begun)).exclude(checkable="no")
    return rows.order_by("pk")[:MOST]


def _recent(user: User, workspace: Workspace) -> list[Waiting]:
    rows = _newest(user, workspace.pk)
    return [_of_claim("Recorded", row, "Open", user) for row in rows]


@written_once
def _newest(user: User, workspace_id: int) -> Any:
    return _claims(user, workspace_id)[:MOST]


def _claims(user: User, workspace_id: int) -> Any:
    rows = Claim.objects.visible_to(user).filter(workspace=workspace_id).standing()
    return rows.with_first_appearance().order_by("-pk")


def _of_claim(why: str, claim: Claim, words: str, user: User) -> Waiting:
    url = reverse("claim", args=[claim.pk])
    seen = first_seen_line(claim, user)
    return Waiting(why, claim.called, url, seen, claim.created_at, words, url)


def _failed(user: User, workspace: Workspace) -> list[Waiting]:
    """What this person wanted to bring in and could not."""
    return [
        Waiting(
            why="Not brought in",
            what=str(row),
            url=named("batch", row.batch),
            more=row.reason,
            since=row.updated_at,
            next="See why",
            next_url=named("batch", row.batch),
        )
        for row in _not_brought_in(user, workspace.pk)
    ]


@written_once
def _not_brought_in(user: User, workspace_id: int) -> Any:
    rows = CaptureRequest.objects.visible_to(user).filter(workspace=workspace_id)
    failed = rows.filter(state=CaptureRequest.State.FAILED, created_by=user.pk).light()
    return failed.order_by("-pk")[:MOST]
