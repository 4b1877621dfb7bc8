"""What is done to all of them alike: taken back, put back, sent out with a verdict."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.audit.services import record

from ..keeping import Row, locked, name_of
from ..models import Gap, Groundwork, Media, Reply, Search

KINDS: list[type[Groundwork]] = [Search, Gap, Reply, Media]


@transaction.atomic
def withdraw_groundwork(row: Row, *, version: int | None = None, by: User) -> Row:
    """Take a row out of sight; it can be restored."""
    row = locked(row, version, by=by)
    if row.deleted_at is None:
        row.deleted_at = timezone.now()
        row.touch()
        record(f"{name_of(row)}.withdrawn", row, by=by, claim=row.claim_id)
    return row


@transaction.atomic
def restore_groundwork(row: Row, *, by: User) -> Row:
    """Put back what was withdrawn."""
    row = locked(row, None, by=by)
    if row.deleted_at is not None:
        row.deleted_at = None
        row.touch()
        record(f"{name_of(row)}.restored", row, by=by, claim=row.claim_id)
    return row


def publish_groundwork(claim: Claim, *, by: User) -> None:
    """Show everyone what shall go out, that on claims merged into this one too.

    Called by whoever publishes a verdict, which is the only way out. What was withdrawn by then
    this verdict does not tell of: restored, it is the workspace's own.
    """
    for kind in KINDS:
        name, now = str(kind._meta.model_name), timezone.now()
        change = {"updated_at": now, "version": F("version") + 1}
        family = kind.objects.filter(claim__in=Claim.objects.family(claim.pk))
        family.filter(deleted_at__isnull=False, shown_at__isnull=False).update(
            shown_at=None, **change
        )
        fresh = family.filter(deleted_at=None, goes_out=True, shown_at=None)
        ids = list(fresh.order_by("id").values_list("id", flat=True))
        if ids:
            kind.objects.filter(pk__in=ids).update(shown_at=now, **change)
            record(f"{name}.published", claim, by=by, rows=ids)
