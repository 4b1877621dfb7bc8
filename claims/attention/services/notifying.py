"""Telling people what happened: reads on in the history and writes notifications.

Rooms below cannot call this one, so it reads what they recorded. Each chain is read by one worker
at a time; read again after a fall, it writes nothing twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from claims.annotations.models import Annotation
from claims.records.models import Claim
from claims.reviews.models import Check
from provenance.accounts.models import User
from provenance.audit.bookmarks import next_events
from provenance.audit.models import AuditEvent, AuditHead, Bookmark
from provenance.sources.models import Article

from ..audience import Concern, concerned
from ..grounds import Ground, grounds_of
from ..happenings import words_of
from ..models import Notification

READER = "notifications"
AT_ONCE = 500  # Events read in one transaction.


def notify(*, by: Any) -> int:
    """Read on in every workspace's chain to its end; how many notifications were written."""
    ends = dict(AuditHead.objects.filter(chain__gt=0).values_list("chain", "number"))
    marks = Bookmark.objects.filter(reader=READER)
    read = dict(marks.values_list("chain", "number"))
    written = 0
    for chain in sorted(ends):
        while read.get(chain, 0) < ends[chain]:
            more, upto = read_on(chain, by=by)
            if not upto:
                break  # Somebody else is reading this chain.
            written, read[chain] = written + more, upto
    return written


@transaction.atomic
def read_on(chain: int, *, by: Any) -> tuple[int, int]:  # noqa: ARG001 - Nobody's doing.
    """Read the next events of one chain: how many notifications were written, and up to where."""
    events = next_events(READER, chain, most=AT_ONCE, whole=True)
    rows = _rows(chain, [one for one in events if words_of(one.action, one.detail)])
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows), events[-1].number if events else 0


def _rows(chain: int, events: Sequence[AuditEvent]) -> list[Notification]:
    if not events:
        return []
    grounds = grounds_of(events)
    about: dict[int, list[Concern]] = defaultdict(list)
    for one in concerned(events, grounds):
        about[one.receiver].append(one)
    members = User.objects.filter(
        pk__in=about, is_active=True, memberships__workspace=chain
    ).order_by("pk")
    return [row for user in members for row in _told(user, about[user.pk], grounds, chain)]


def _told(
    user: User, concerns: Sequence[Concern], grounds: dict[int, Ground], chain: int
) -> Iterable[Notification]:
    """What this person may be told of what concerns them; four queries."""
    places = [grounds[one.event.pk] for one in concerns]
    seen = {
        "claim": _seen(Claim.objects, {one.claim for one in places}, user),
        "article": _seen(Article.objects, {one.article for one in places}, user),
        "note": _seen(Annotation.objects, {one.note for one in places}, user),
        "round": _seen(Check.objects, {one.round for one in places}, user),
    }
    for one, ground in zip(concerns, places, strict=True):
        if all(getattr(ground, name) in known for name, known in seen.items()):
            yield Notification(
                receiver=user,
                workspace_id=chain,
                event=one.event,
                why=one.why,
                claim_id=ground.claim,
                article_id=ground.article,
                note_id=ground.note,
                round_id=ground.round,
                subscription_id=one.subscription,
            )


def _seen(rows: Any, ids: set[int | None], user: User) -> set[int | None]:
    """Those of the ids that this person sees; what an event is not about hides nothing."""
    wanted = ids - {None}
    if not wanted:
        return {None}
    visible: QuerySet[Any] = rows.visible_to(user).filter(pk__in=wanted).order_by()
    return {None, *visible.values_list("pk", flat=True)}
