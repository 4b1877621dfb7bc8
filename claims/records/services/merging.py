"""Making one claim of two, and two of one again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User, Visibility
from provenance.accounts.roles import wider
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import Claim, Merge
from .appearances import keep_first_appearance, refuse_merged


@transaction.atomic
def merge_claims(
    kept: Claim, merged: Claim, reason: str, *, version: int | None = None, by: User
) -> Claim:
    """Find that two claims are one. `version` is that of the kept claim, which is returned.

    The merged claim keeps its rows and is read through the kept one; from now on it is seen by
    whoever sees that. What had been merged into it before moves with it.
    """
    kept, merged = _pair(kept, merged, version)
    _require_merge(kept, merged, by)
    if not reason.strip():
        raise ValidationError({"reason": "Say why the two are one claim."})
    merge = Merge.objects.create(
        kept=kept,
        merged=merged,
        reason=reason.strip(),
        visibility_before=merged.visibility,
        created_by=by,
    )
    merge.carried.set(merged.merged.all())
    merged.merged.update(merged_into=kept, visibility=kept.visibility)
    merged.merged_into, merged.visibility = kept, kept.visibility
    merged.touch()
    keep_first_appearance(kept)
    record("claim.merged", merged, by=by, into=kept.pk, reason=merge.reason)
    return kept


@transaction.atomic
def unmerge_claim(merged: Claim, *, version: int | None = None, by: User) -> Claim:
    """Take a merge back; the claim stands on its own again, as it did before."""
    if merged.merged_into_id is None:
        raise NotNow("This claim was not merged into another.")
    kept, merged = _pair(Claim(pk=merged.merged_into_id), merged, None, version)
    require(rules.may_edit(by, kept), "You may not change the claim this was merged into.")
    merge = Merge.objects.filter(merged=merged, kept=kept, undone_at=None).first()
    if merge is None:
        raise NotNow("This claim came along with another one; take that merge back first.")
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    carried = merge.carried.filter(merged_into=kept)
    carried.update(merged_into=merged, visibility=merge.visibility_before)
    merged.merged_into, merged.visibility = None, merge.visibility_before
    keep_first_appearance(merged)
    keep_first_appearance(kept)
    record("claim.unmerged", merged, by=by, into=kept.pk, reason=merge.reason)
    return merged


def _pair(
    kept: Claim, merged: Claim, kept_version: int | None, merged_version: int | None = None
) -> tuple[Claim, Claim]:
    """Both claims, locked in the order of their ids so that two merges never wait in a circle."""
    if kept.pk == merged.pk:
        raise ValidationError({"merged": "A claim cannot be merged into itself."})
    versions = {kept.pk: kept_version, merged.pk: merged_version}
    rows = {pk: Claim.objects.locked(pk, versions[pk]) for pk in sorted(versions)}
    return rows[kept.pk], rows[merged.pk]


def _require_merge(kept: Claim, merged: Claim, by: User) -> None:
    allowed = rules.may_edit(by, kept) and rules.may_edit(by, merged)
    require(allowed, "You may merge only claims that you may change.")
    if kept.workspace_id != merged.workspace_id:
        raise ValidationError({"merged": "The two claims belong to different workspaces."})
    refuse_merged(kept)
    refuse_merged(merged)
    if merged.visibility == Visibility.PUBLIC:
        raise NotNow(
            "A claim with a published verdict keeps its page. Merge the other one into it, or "
            "relate the two as the same claim."
        )
    if wider(merged.visibility, kept.visibility):
        raise NotNow("Show the claim you keep to those who see the other one, then merge.")
    if kept.visibility == Visibility.PUBLIC:
        require(
            rules.may_publish(by, kept.workspace_id),
            "Only an editor adds a claim to one that is published.",
        )
