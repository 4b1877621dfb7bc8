"""The board: checks by where they stand, and what each person can do with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from claims.attention.due import Due, due
from claims.attention.models import Pick
from claims.records.models import Topic, TopicOfClaim
from claims.reviews.models import Check
from claims.reviews.rules import may_plan, may_take
from claims.reviews.workflow import CLOSED, STEPS, State
from provenance.accounts.models import User, Workspace

from .paging import Slice, slice_of

IN_A_COLUMN, IN_THE_QUEUE = 20, 50
COLUMNS = [state for state in State if state not in CLOSED]
# What is done on the page of many at once, for one as well: step -> the words in the menu.
AT_ONCE = {
    "triage": "Accept it",
    "assign": "Give it to someone",
    "release": "Give it back",
    "decline": "Decline it",
}
BY_DUE_DAY = ("due", "pk")


@dataclass(frozen=True)
class Doing:
    """One line of a menu."""

    words: str
    url: str


@dataclass(frozen=True)
class Card:
    """One check on the board."""

    check: Check
    chosen: str
    people: str
    due: Due | None
    picked: str
    topics: list[Topic]
    doings: list[Doing] = field(default_factory=list)


@dataclass(frozen=True)
class Column:
    """Checks in one state: how many there are, and a page of them."""

    state: str
    title: str
    count: int
    cards: list[Card]
    page: Slice


@dataclass(frozen=True)
class Board:
    """All columns, those with nothing in them too."""

    columns: list[Column]

    @property
    def count(self) -> int:
        """How many checks there are in all of them."""
        return sum(column.count for column in self.columns)


@dataclass(frozen=True)
class Queue:
    """One person's checks: those in which the next step is theirs, and those that rest."""

    turns: list[Card]
    held: list[Card]
    page: Slice


def board(user: User, rows: Any, asked: QueryDict) -> Board:
    """The board over these checks, each column with its own pages.

    One query counts, one reads each column, and two what hangs on the cards.
    """
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    pages = {
        state: slice_of(
            rows.filter(state=state).with_people().order_by(*BY_DUE_DAY),
            asked,
            IN_A_COLUMN,
            f"page-{state}",
        )
        for state in COLUMNS
        if counts.get(state)
    }
    read = [check for page in pages.values() for check in page.rows]
    cards = {card.check.pk: card for card in _cards(read, user)}
    nothing = Slice([], 1, "", "")
    return Board(
        [
            Column(
                state=state,
                title=str(state.label).capitalize(),
                count=counts.get(state, 0),
                cards=[cards[check.pk] for check in pages.get(state, nothing).rows],
                page=pages.get(state, nothing),
            )
            for state in COLUMNS
        ]
    )


def my_queue(user: User, workspace: Workspace, asked: QueryDict) -> Queue:
    """Open checks in which this person has a part, by the day they are due."""
    rows = Check.objects.visible_to(user).filter(workspace=workspace).open()
    turns = rows.waiting_for(user).filter(_part_of(user) | ~Q(state=State.TRIAGED))
    waiting = list(turns.with_people().order_by(*BY_DUE_DAY)[:IN_THE_QUEUE])
    others = rows.filter(_part_of(user)).exclude(pk__in=turns.values("pk"))
    page = slice_of(others.with_people().order_by(*BY_DUE_DAY), asked, IN_THE_QUEUE)
    cards = {card.check.pk: card for card in _cards([*waiting, *page.rows], user)}
    return Queue(
        turns=[cards[one.pk] for one in waiting],
        held=[cards[one.pk] for one in page.rows],
        page=page,
    )


def _part_of(user: User) -> Q:
    return Q(assignee=user.pk) | Q(second=user.pk) | Q(adjudicator=user.pk)


def _cards(checks: Sequence[Check], user: User) -> list[Card]:
    claims = [check.claim_id for check in checks]
    picks = Pick.objects.visible_to(user).filter(claim__in=claims)
    picked = {row.claim_id: row for row in picks}
    topics = _topics(claims, user)
    today = timezone.localdate()
    return [
        Card(
            check=check,
            chosen=f"{check.pk}.{check.version}",
            people=_people(check),
            due=due(check.due, today),
            picked=_picked(picked.get(check.claim_id)),
            topics=topics.get(check.claim_id, []),
            doings=_doings(check, user),
        )
        for check in checks
    ]


def _topics(claims: Sequence[int], user: User) -> Mapping[int, list[Topic]]:
    rows = TopicOfClaim.objects.visible_to(user).of_claims(claims)
    found: dict[int, list[Topic]] = {}
    for row in rows.select_related("claim", "topic__merged_into").order_by("pk"):
        topic = row.topic.merged_into or row.topic
        kept = found.setdefault(row.claim.merged_into_id or row.claim_id, [])
        if topic not in kept:
            kept.append(topic)
    return found


def _people(check: Check) -> str:
    """Who has it, and who looks at it second."""
    first = str(check.assignee) if check.assignee else ""
    second = f"second: {check.second}" if check.second else ""
    third = f"third: {check.adjudicator}" if check.adjudicator else ""
    return ", ".join(filter(None, [first, second, third])) or "nobody yet"


def _picked(row: Pick | None) -> str:
    if row is None:
        return ""
    return row.words if row.rule == Pick.Rule.OTHER else str(row.get_rule_display())


def _doings(check: Check, user: User) -> list[Doing]:
    """What this person may do with it now, by the table of steps."""
    claim = f"{reverse('claim', args=[check.claim_id])}#verdict"
    found = []
    for step in STEPS[State(check.state)]:
        if not may_take(user, check, step):
            continue
        if step.name in AT_ONCE:
            found.append(Doing(AT_ONCE[step.name], _at_once(check, step.name)))
        elif claim not in [one.url for one in found]:
            found.append(Doing(f"{step.words.capitalize()} …", claim))
    if may_plan(user, check):
        found.append(Doing("Say by when", _at_once(check, "due")))
    found.append(Doing("Put topics on it", _at_once(check, "tag")))
    return [*found, Doing("Say why it was picked", _at_once(check, "pick"))]


def _at_once(check: Check, do: str) -> str:
    query = urlencode({"check": f"{check.pk}.{check.version}", "do": do})
    return f"{reverse('bulk')}?{query}"
