"""Remembering what was done, and proving that nothing of it was changed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from provenance.written import written_once

from .chain import seal
from .doors import current_door
from .models import AuditEvent, AuditHead


@dataclass(frozen=True)
class Happening:
    """One thing to remember, before it is sealed. `target` reads `claims.claim:9`."""

    action: str
    target: str
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class ChainReport:
    """What `verify` found. `first_broken` is the number of the first bad or missing event."""

    chain: int
    events: int
    ok: bool
    first_broken: int | None


def label(target: Model) -> str:
    """The name of a row in the audit: `claims.claim:9`."""
    return f"{target._meta.label_lower}:{target.pk}"


def record(action: str, target: Model, *, by: Any, chain: int | None = None, **detail: Any) -> None:
    """Note that `by` did `action` to `target`. Call it inside the transaction that does it.

    The chain is the row's workspace unless one is given; 0 stands for the whole site.
    """
    if chain is None:
        chain = getattr(target, "workspace_id", None) or 0
    record_many(chain, [Happening(action, label(target), detail)], by=by)


def record_many(chain: int, happenings: Iterable[Happening], *, by: Any) -> None:
    """Seal several happenings at the end of one chain, under one lock."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "An event is recorded inside the transaction that makes the change."
        )
    head = _locked_head(chain)
    events = []
    for happening in happenings:
        head.number += 1
        event = AuditEvent(
            chain=chain,
            number=head.number,
            at=timezone.now(),
            actor=by,
            via=current_door(),
            action=happening.action,
            target=happening.target,
            detail=_plain(happening.detail),
            previous=head.hash,
        )
        head.hash = event.hash = _seal(event)
        events.append(event)
    AuditEvent.objects.bulk_create(events)
    head.save(update_fields=["number", "hash"])


def verify(chain: int) -> ChainReport:
    """Walk one chain from its beginning and say where it first breaks, if it does.

    The end is read first, so that events added meanwhile are no mistake.
    """
    head = AuditHead.objects.filter(chain=chain).first() or AuditHead(chain=chain)
    events = AuditEvent.objects.filter(chain=chain, number__lte=head.number)
    last, broken = _walk(events.order_by("number").iterator(), AuditEvent(number=0))
    if broken is None and (last.number, last.hash) != (head.number, head.hash):
        broken = last.number + 1
    if broken is None and _beyond_the_end(chain):
        broken = head.number + 1
    return ChainReport(chain, last.number, ok=broken is None, first_broken=broken)


def fits_together(events: Iterable[AuditEvent]) -> bool:
    """Whether neighbouring events of one chain, oldest first, are whole and follow each other."""
    first, *rest = events
    return first.hash == _seal(first) and _walk(rest, first)[1] is None


def _walk(events: Iterable[AuditEvent], last: AuditEvent) -> tuple[AuditEvent, int | None]:
    """The last good event after `last`, and the number of the first bad one."""
    for event in events:
        follows = event.number == last.number + 1 and event.previous == last.hash
        if not follows or event.hash != _seal(event):
            return last, last.number + 1
        last = event
    return last, None


def _beyond_the_end(chain: int) -> bool:
    """Whether an event was put behind the end; one statement sees end and events as one moment."""
    end = AuditHead.objects.filter(chain=chain).values("number")
    later = AuditEvent.objects.filter(chain=chain)
    return later.filter(number__gt=Coalesce(Subquery(end), Value(0))).exists()


def chains() -> list[int]:
    """Every chain that has a beginning."""
    heads = AuditHead.objects.values_list("chain", flat=True)
    events = AuditEvent.objects.order_by().values_list("chain", flat=True).distinct()
    return sorted({*heads, *events})


def _locked_head(chain: int) -> AuditHead:
    head: AuditHead
    for head in _heads(chain):
        return head
    AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
    return _locked_head(chain)


@written_once
def _heads(chain: int) -> Any:
    return AuditHead.objects.select_for_update().filter(pk=chain)


def _seal(event: AuditEvent) -> str:
    return seal(
        previous=event.previous,
        chain=event.chain,
        number=event.number,
        at=event.at,
        actor=event.actor_id,
        via=event.via,
        action=event.action,
        target=event.target,
        detail=event.detail,
    )


def _plain(detail: Mapping[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(dict(detail), cls=DjangoJSONEncoder))
    return plain
