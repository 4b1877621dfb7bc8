"""Whom events concern: those whose turn it is, those named in notes, and those who follow."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.db.models.functions import Coalesce

from claims.annotations.models import Annotation
from claims.reviews.models import Check
from provenance.audit.models import AuditEvent

from .grounds import Ground, Thing, belongings
from .happenings import NOTED, TURNS, telling
from .models import Notification, Subscription, Why
from .models.following import KINDS

ORDER = {why: place for place, why in enumerate(Why.values)}
MERGED = ("claim", "outlet", "person", "topic")  # What may be followed and be merged into another.


@dataclass(frozen=True)
class Concern:
    """One person whom an event concerns, and why."""

    receiver: int
    event: AuditEvent
    why: str
    subscription: int | None = None


def concerned(events: Sequence[AuditEvent], grounds: Mapping[int, Ground]) -> list[Concern]:
    """Everyone whom these events concern, each once an event, by the most pressing reason.

    Nobody is told what they did themselves. Whether they may know is not asked here. Ten queries.
    """
    best: dict[tuple[int, int], Concern] = {}
    whom = (_in_checks, _in_notes, _followers)
    for one in (found for ask in whom for found in ask(events, grounds)):
        key = (one.receiver, one.event.pk)
        if one.receiver == one.event.actor_id:
            continue
        if key not in best or ORDER[one.why] < ORDER[best[key].why]:
            best[key] = one
    return list(best.values())


def _in_notes(events: Sequence[AuditEvent], grounds: Mapping[int, Ground]) -> Iterator[Concern]:
    """Those whom a note names, and the author of the note that it answers."""
    told = [one for one in events if one.action in NOTED and one.pk in grounds]
    if not told:
        return
    notes = {grounds[one.pk].note or 0 for one in told}
    named: dict[int, set[int]] = defaultdict(set)
    rows = Annotation.mentions.through._default_manager.filter(annotation__in=notes)
    for note, user in rows.values_list("annotation", "user"):
        named[note].add(user)
    answers = Annotation.objects.filter(pk__in=notes, parent__isnull=False)
    answered = dict(answers.values_list("pk", "parent__created_by"))
    for event in told:
        note = grounds[event.pk].note or 0
        yield from (Concern(user, event, Why.MENTIONED) for user in sorted(named[note]))
        if answered.get(note):
            yield Concern(answered[note], event, Why.ANSWERED)


def _in_checks(events: Sequence[AuditEvent], grounds: Mapping[int, Ground]) -> Iterator[Concern]:
    """Those whose turn it is; told once that they are wanted as the second person."""
    told = [one for one in events if one.action in TURNS and one.pk in grounds]
    rounds = {grounds[one.pk].round or 0 for one in told}
    checks = Check.objects.in_bulk(rounds) if rounds else {}
    planned = Notification.objects.filter(round__in=rounds, event__action="check.planned")
    wanted = set(planned.values_list("receiver", "round")) if rounds else set()
    for event in told:
        turn, check = TURNS[event.action], checks[grounds[event.pk].round or 0]
        who = event.detail.get(turn.who) or getattr(check, f"{turn.who}_id", None)
        if who is None or (event.action == "check.planned" and (who, check.pk) in wanted):
            continue
        wanted |= {(who, check.pk)} if event.action == "check.planned" else set()
        yield Concern(who, event, turn.why)


def _followers(events: Sequence[AuditEvent], grounds: Mapping[int, Ground]) -> Iterator[Concern]:
    """Those who followed what an event is about by the time it happened."""
    about = _things(events, grounds)
    follow = _subscriptions({thing for things in about.values() for thing in things})
    for event in events:
        for thing in sorted(about.get(event.pk, ())):
            for row in follow.get(thing, ()):
                if row.created_at <= event.at:
                    yield Concern(row.created_by_id or 0, event, Why.FOLLOWED, row.pk)


def _things(events: Sequence[AuditEvent], grounds: Mapping[int, Ground]) -> dict[int, set[Thing]]:
    """Event id -> what one may follow to be told of it."""
    about: dict[int, set[Thing]] = {}
    news = []
    for event in events:
        said, ground = telling(event.action, event.detail), grounds.get(event.pk)
        if said is None or ground is None:
            continue
        about[event.pk] = _itself(ground)
        news += [event] if said.news else []
    own = {thing for event in news for thing in about[event.pk]}
    more = belongings(*({pk for kind, pk in own if kind == of} for of in ("claim", "article")))
    for event in news:
        for thing in list(about[event.pk]):
            about[event.pk] |= more.get(thing, set())
    return about


def _itself(ground: Ground) -> set[Thing]:
    pairs = (("claim", ground.claim), ("article", ground.article))
    return {(kind, pk) for kind, pk in pairs if pk}


def _subscriptions(things: set[Thing]) -> dict[Thing, list[Subscription]]:
    """Thing -> who follows it, also those who follow what was merged into it. One query."""
    found: dict[Thing, list[Subscription]] = defaultdict(list)
    wanted = {kind: {pk for of, pk in things if of == kind} for kind in KINDS}
    kept = {
        f"{kind}_kept": Coalesce(f"{kind}__merged_into", kind) for kind in MERGED if wanted[kind]
    }
    either = [
        Q(**{f"{kind}_kept__in" if kind in MERGED else f"{kind}__in": pks})
        for kind, pks in wanted.items()
        if pks
    ]
    if not either:
        return found
    rows = Subscription.objects.filter(deleted_at=None, created_by__is_active=True)
    for row in rows.annotate(**kept).filter(reduce(or_, either)).order_by("pk"):
        pk = getattr(row, f"{row.kind}_kept", None) or getattr(row, f"{row.kind}_id")
        found[row.kind, pk].append(row)
    return found
