"""Making one outlet or person of two, and two of one again. See decision 0026."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.roles import wider
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from ..models import Outlet, OutletMerge, Person, PersonMerge
from ..owning import owned_by_detour, owners_above
from ..rules import may_merge, may_show

Row = TypeVar("Row", Outlet, Person)
LONGEST_REASON = 500
MERGES: dict[Any, Any] = {Outlet: OutletMerge, Person: PersonMerge}


@transaction.atomic
def merge_in_catalogue(
    kept: Row,
    merged: Row,
    reason: str,
    *,
    show_wider: bool = False,
    version: int | None = None,
    by: Any,
) -> Row:
    """Find that two outlets, or two people, are one. `version` is that of the kept row, returned.

    Nothing moves: what points at the merged row is counted with the kept one while the merge
    stands. The merged row is seen by whoever sees the kept one; `show_wider` says that this is
    known where it is more people than before.
    """
    kept, merged = _pair(kept, merged, version)
    _require_merge(kept, merged, by)
    _refuse_other_sight(kept, merged, show_wider, by)
    reason = _reason(reason)
    merge = MERGES[type(kept)].objects.create(
        kept=kept,
        merged=merged,
        reason=reason,
        visibility_before=merged.visibility,
        created_by=by,
    )
    carried = list(type(kept).objects.filter(merged_into=merged).values_list("pk", flat=True))
    merge.carried.set(carried)
    type(kept).objects.filter(pk__in=carried).update(merged_into=kept, visibility=kept.visibility)
    merged.merged_into, merged.visibility = kept, kept.visibility
    merged.touch()
    record(f"{_kind(kept)}.merged", merged, by=by, into=kept.pk, reason=reason, carried=carried)
    return kept


@transaction.atomic
def unmerge_in_catalogue(merged: Row, *, version: int | None = None, by: Any) -> Row:
    """Take a merge back; the row stands on its own again, exactly as it did before."""
    model = type(merged)
    kept_id = model.objects.values_list("merged_into", flat=True).get(pk=merged.pk)
    if kept_id is None:
        raise NotNow(f"{merged.name} was not merged into another.")
    kept, merged = _pair(model(pk=kept_id), merged, None, version)
    require(may_merge(by, kept), "Only an editor takes a merge back.")
    merge = MERGES[model].objects.filter(merged=merged, kept=kept, undone_at=None).first()
    if merge is None:
        raise NotNow(f"{merged.name} came along with another one; take that merge back first.")
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    carried = merge.carried.filter(merged_into=kept)
    carried.update(merged_into=merged, visibility=merge.visibility_before)
    merged.merged_into, merged.visibility = None, merge.visibility_before
    merged.touch()
    _refuse_loop_again(merged)
    record(f"{_kind(kept)}.unmerged", merged, by=by, into=kept.pk, reason=merge.reason)
    return merged


def refuse_merged(row: Outlet | Person) -> None:
    """A merged row is changed no more: what is known is said of the one that counts."""
    if row.merged_into_id is not None:
        raise NotNow(f"{row.name} is counted with {row.kept.name}; change that one.")


def _pair(
    kept: Row, merged: Row, kept_version: int | None, merged_version: int | None = None
) -> tuple[Row, Row]:
    """Both rows, locked in the order of their ids so that two merges never wait in a circle."""
    if type(kept) is not type(merged):
        raise ValidationError({"merged": "An outlet and a person are never one."})
    if kept.pk == merged.pk:
        raise ValidationError({"merged": f"{kept.name} cannot be merged with itself."})
    versions = {kept.pk: kept_version, merged.pk: merged_version}
    rows = {pk: type(kept).objects.locked(pk, versions[pk]) for pk in sorted(versions)}
    return rows[kept.pk], rows[merged.pk]


def _require_merge(kept: Row, merged: Row, by: Any) -> None:
    allowed = may_merge(by, kept) and may_merge(by, merged)
    require(allowed, "Only an editor finds that two are one; others may propose it.")
    if kept.workspace_id != merged.workspace_id:
        raise ValidationError({"merged": "The two belong to different workspaces."})
    refuse_merged(kept)
    refuse_merged(merged)
    if isinstance(kept, Person) and isinstance(merged, Person):
        _refuse_unmasking(kept, merged)
    if isinstance(kept, Outlet) and isinstance(merged, Outlet):
        _refuse_loop(kept, merged)


def _refuse_unmasking(kept: Person, merged: Person) -> None:
    unnamed = {one.kind == Person.Kind.UNNAMED for one in (kept, merged)}
    if len(unnamed) > 1:
        raise ValidationError(
            {"merged": "Someone unnamed is not made one with a name; record who it was as a claim."}
        )


def _refuse_other_sight(kept: Row, merged: Row, show_wider: bool, by: Any) -> None:
    """Nobody learns of a name, or loses sight of one, without somebody saying so."""
    if wider(merged.visibility, kept.visibility):
        raise NotNow(f"Show {kept.name} to those who see {merged.name}, then merge.")
    if not wider(kept.visibility, merged.visibility):
        return
    who = kept.get_visibility_display()
    require(may_show(by, merged, kept.visibility), f"You may not show {merged.name} to {who}.")
    if not show_wider:
        raise ValidationError(
            {"show_wider": f"{merged.name} will be shown to {who}. Say that you mean it."}
        )


def _refuse_loop(kept: Outlet, merged: Outlet) -> None:
    above = {one.pk for one in owners_above(kept)} | {one.pk for one in owners_above(merged)}
    if above & {kept.pk, merged.pk}:
        raise NotNow("One of the two owns the other; say first that it does not.")


def _refuse_loop_again(merged: Row) -> None:
    """Others may have come to be owned by what now stands alone, and own it."""
    if not isinstance(merged, Outlet) or merged.owner is None:
        return
    if owned_by_detour(merged, merged.owner):
        raise NotNow(f"{merged.owner} is now owned by {merged}; correct that first.")


def _reason(given: str) -> str:
    reason = " ".join(given.split())
    if not reason:
        raise ValidationError({"reason": "Say why the two are one."})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": f"Use at most {LONGEST_REASON} characters."})
    return reason


def _kind(row: Outlet | Person) -> str:
    return str(row._meta.model_name)
