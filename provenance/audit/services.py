"""Remembering what was done, and proving that nothing of it was changed."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from .chain import seal
from .doors import current_door
from .models import AuditEvent, AuditHead

# Every change ends with these two, so they are written out: the ORM took several times longer to
# write them than PostgreSQL to run them.
LOCK = "SELECT number, hash FROM audit_audithead WHERE chain = %s FOR UPDATE"
COLUMNS = {
    "chain": "bigint",
    "number": "bigint",
    "at": "timestamptz",
    "actor": "bigint",
    "via": "text",
    "action": "text",
    "target": "text",
    "previous": "text",
    "hash": "text",
    "detail": "text",
}
APPEND = f"""
WITH moved AS (UPDATE audit_audithead SET number = %s, hash = %s WHERE chain = %s)
INSERT INTO audit_auditevent
    (chain, number, at, actor_id, via, action, target, previous, hash, detail)
SELECT chain, number, at, actor, via, action, target, previous, hash, detail::jsonb
FROM unnest({", ".join(f"%s::{kind}[]" for kind in COLUMNS.values())})
    AS event ({", ".join(COLUMNS)})
ORDER BY number
"""  # noqa: S608 - Only names of our own columns are put in.


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
    number, last = _locked_end(chain)
    sealed: list[dict[str, Any]] = []
    for happening in happenings:
        number += 1
        event: dict[str, Any] = {
            "previous": last,
            "chain": chain,
            "number": number,
            "at": timezone.now(),
            "actor": None if by is None else by.pk,
            "via": current_door(),
            "action": happening.action,
            "target": happening.target,
            "detail": _plain(happening.detail),
        }
        last = seal(**event)
        sealed.append(event | {"hash": last})
    if sealed:
        _append(chain, sealed)


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


def _locked_end(chain: int) -> tuple[int, str]:
    """Number and hash of the last event; nobody else adds one until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [chain])
        end: tuple[int, str] | None = cursor.fetchone()
    if end is not None:
        return end
    AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
    return _locked_end(chain)


def _append(chain: int, sealed: Sequence[Mapping[str, Any]]) -> None:
    """Store events and move the end of their chain, in one statement."""
    columns = [[event[name] for event in sealed] for name in COLUMNS if name != "detail"]
    details = [json.dumps(event["detail"]) for event in sealed]
    end = sealed[-1]
    with connection.cursor() as cursor:
        cursor.execute(APPEND, [end["number"], end["hash"], chain, *columns, details])


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
