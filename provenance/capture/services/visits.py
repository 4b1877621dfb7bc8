"""Sending visits to watched addresses, and noting what each of them found."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from provenance.accounts.roles import Visibility
from provenance.audit.services import record
from provenance.sources.models import Article
from provenance.sources.services import Kept, keep_snapshot

from .. import after, fetch
from ..models import Host, Watch
from ..rhythm import LONGEST, is_dead, next_wait, spread
from ..robots import Rules, rules_at
from ..visiting import Place, Sight, failed_sight, keys_of, known_as, look
from .proving import prove
from .watching import LEASE, send

HOSTS_AT_ONCE = 50
LOST_AFTER = timedelta(hours=1)
GAP = timedelta(seconds=30)  # between two visits to one host, at least
LONGEST_GAP = timedelta(hours=1)
RULES_KEPT = timedelta(days=1)
Found = Watch.Found
LEFT = Sight(
    "failed",
    code="refused",
    reason="Whoever watched it may not bring in this article any more.",
)


@transaction.atomic
def send_visits(*, by: Any = None) -> int:  # noqa: ARG001 - the clock asks; each visit has its person.
    """Send a visit to each host that is free and has one due; give how many.

    Hosts are locked and those that another worker is just dealing with are passed over, so that
    no address is visited twice and no host by two at once.
    """
    now = timezone.now()
    due = Watch.objects.due(now, sent_before=now - LOST_AFTER)
    free = Host.objects.filter(free_at__lte=now, pk__in=due.values("host")).order_by("free_at")
    sent = 0
    for host in free.select_for_update(skip_locked=True)[:HOSTS_AT_ONCE]:
        waiting = due.filter(host=host.pk).order_by("due_at", "pk")
        row = waiting.select_for_update(of=("self",), skip_locked=True, no_key=True).first()
        if row is not None:
            send(row, host)
            row.save(update_fields=["sent_at"])
            sent += 1
    return sent


def visit(pk: int, sent: datetime | None) -> None:
    """Visit a watched address, keep what is new and note what was found.

    `sent` is the moment at which the watch was sent here. Doing it again changes nothing.
    Whatever goes wrong is noted on the watch.
    """
    begun = _begin(pk, sent)
    if begun is None:
        return
    row, host = begun
    sight, rules = _look(row, host)
    kept = None
    if sight.kind == "page":
        sight, kept = _keep(row, sight)
    if kept is not None:
        prove([kept], by=row.created_by)
    _note(row, host, sight, kept, rules)
    if kept is not None and kept.status == "revised":
        after.tell([kept.snapshot], by=row.created_by)


@transaction.atomic
def _begin(pk: int, sent: datetime | None) -> tuple[Watch, Host] | None:
    """The watch and its host, held for this visit; None where there is nothing to do.

    The moment it was sent is put forward to now, so that whoever was sent then begins only once.
    """
    row = Watch.objects.with_articles().locked(pk)
    if row.sent_at is None or row.sent_at != sent:
        return None
    if row.ended_at is not None or row.article.deleted_at is not None:
        return None
    host = Host.objects.select_for_update().get(pk=row.host)
    now = timezone.now()
    if host.free_at > now and host.busy_with != row.pk:
        row.sent_at = None  # Someone else is there; it stays due.
        row.save(update_fields=["sent_at"])
        return None
    row.sent_at = now
    row.save(update_fields=["sent_at"])
    host.free_at, host.busy_with = now + LEASE, row.pk
    host.save(update_fields=["free_at", "busy_with"])
    return row, host


def _look(row: Watch, host: Host) -> tuple[Sight, Rules | None]:
    """What is seen, and the rules of the site where they were read anew."""
    read, rules = None, Rules(host.rules)
    if host.rules_at is None or timezone.now() - host.rules_at > RULES_KEPT:
        try:
            read = rules = rules_at(row.address, allow=settings.FETCH_ALLOW)
        except fetch.FetchError as error:
            return failed_sight(error), None
    if not rules.permit(row.address):
        reason = "The site asks programs not to visit this page by themselves (robots.txt)."
        return Sight("disallowed", code="robots", reason=reason), read
    article = row.article
    keys = {article.address_key} | keys_of(article.final_address, article.address)
    known = (row.etag, row.modified, row.moved_refused)
    return look(Place(row.address, frozenset(keys), *known, in_browser=row.in_browser)), read


def _keep(row: Watch, sight: Sight) -> tuple[Sight, Kept | None]:
    """Keep the page as the article's, in the name of whoever watches it."""
    article = Article.objects.select_related("workspace").get(pk=row.article_id)
    if article.deleted_at or article.address_key != row.article.address_key:
        reason = "The article was changed during the visit."
        return Sight("failed", code="overtaken", reason=reason), None
    private = article.visibility == Visibility.ME
    if private and article.created_by_id != row.created_by_id:
        return LEFT, None
    try:
        kept = keep_snapshot(
            known_as(sight, article.address_key),
            workspace=article.workspace,
            by=row.created_by,
            visibility=Visibility.ME if private else Visibility.WORKSPACE,
        )
    except PermissionDenied:
        return LEFT, None
    except (DatabaseError, ValidationError, ValueError) as error:
        reason = f"It could not be stored: {str(error).partition(chr(10))[0]}"
        return Sight("failed", code="not_kept", reason=reason), None
    return sight, kept


@transaction.atomic
def _note(watch: Watch, host: Host, sight: Sight, kept: Kept | None, rules: Rules | None) -> None:
    row: Watch = Watch.objects.select_related("article").locked(watch.pk)
    now = timezone.now()
    if row.article.address_key != watch.article.address_key:
        row.sent_at = None  # What was seen is of an address that it has left meanwhile.
        row.save(update_fields=["sent_at"])
        _let_go(host.name, sight, rules, now)
        return
    before = (row.found, row.dead_since, row.moved_to)
    row.sent_at, row.last_at, row.visits = None, now, row.visits + 1
    row.found = _found(sight, kept)
    row.reason_code, row.reason = sight.code, sight.reason
    changed = row.found == Found.REVISED
    if row.found in (Found.UNCHANGED, Found.REVISED):
        _seen(row, sight, now, changed=changed)
    elif row.found == Found.FAILED:
        _failed(row, now)
    _moved(row, sight.moved_to, now)
    row.wait = next_wait(row.every, row.wait, changed=changed, told=sight.told)
    chance = random.random()  # noqa: S311 - it only spreads visits over time.
    row.due_at = now + max(spread(row.wait, chance), _asked_for(sight))
    if sight.code == "refused":
        row.ended_at = now
    row.touch()
    _let_go(host.name, sight, rules, now)
    if before != (row.found, row.dead_since, row.moved_to) or changed:
        _tell(row, kept)


def _found(sight: Sight, kept: Kept | None) -> Found:
    if sight.kind == "same":
        return Found.UNCHANGED
    if kept is not None:
        return Found.UNCHANGED if kept.status == "unchanged" else Found.REVISED
    return Found(sight.kind)


def _seen(row: Watch, sight: Sight, now: datetime, *, changed: bool) -> None:
    """It stands there, as we have it or as we have it now."""
    row.seen_at, row.changes = now, row.changes + changed
    row.failures, row.failing_since, row.dead_since = 0, None, None
    row.etag, row.modified = sight.etag, sight.modified


def _failed(row: Watch, now: datetime) -> None:
    row.failures = min(row.failures + 1, 30_000)
    row.failing_since = row.failing_since or now
    since = row.failing_since
    if is_dead(row.reason_code, failures=row.failures, since=since, now=now):
        row.dead_since = row.dead_since or since


def _moved(row: Watch, address: str, now: datetime) -> None:
    """Note where it was moved to; a page that stands at its address again was not moved."""
    stands = row.found in (Found.UNCHANGED, Found.REVISED)
    if address and address != row.moved_to:
        row.moved_to, row.moved_at = address, now
    elif not address and stands:
        row.moved_to, row.moved_at = "", None


def _let_go(name: str, sight: Sight, rules: Rules | None, now: datetime) -> None:
    """Leave the host alone for a while: as long as it asks, and never less than the usual gap."""
    host = Host.objects.select_for_update().get(pk=name)
    if rules is not None:
        host.rules, host.rules_at = rules.text, now
    gap = max(GAP, min(timedelta(seconds=min(Rules(host.rules).pause, 1e6)), LONGEST_GAP))
    host.free_at, host.busy_with = now + max(gap, _asked_for(sight)), None
    host.save()


def _asked_for(sight: Sight) -> timedelta:
    """How long the server wants to be left alone; nothing that says more than a month is meant."""
    return min(timedelta(seconds=min(sight.told or 0, 1e8)), LONGEST)


def _tell(row: Watch, kept: Kept | None) -> None:
    snapshot = kept.snapshot.pk if kept and row.found == Found.REVISED else None
    record(
        "watch.found",
        row,
        by=row.created_by,
        found=row.found,
        reason=row.reason,
        dead_since=row.dead_since,
        moved_to=row.moved_to,
        snapshot=snapshot,
    )
