"""The chain of who is said to have said it: hops in order, from the origin to the page."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.models import AuditEvent
from provenance.audit.services import Happening, label, record_many

from .. import rules
from ..models import Appearance, Attribution, Claim
from .hops import KEPT, MOST_HOPS, TOO_MANY, Found, Hop, HopChanges, fill, found_for, hop_of, told

MAY_NOT_EDIT = "You may not change this claim. Students change only their own."
COLUMNS = {one.name: one.attname for one in Attribution._meta.concrete_fields}
NONE_STAND: Mapping[int, Attribution] = MappingProxyType({})
FAR = 1000  # Where hops wait while a chain is put into another order; no chain is so long.


@transaction.atomic
def replace_chain(
    appearance: Appearance, hops: Sequence[Hop], *, version: int | None = None, by: User
) -> Appearance:
    """Put another chain in the place of the one that stands; the old hops are kept aside."""
    appearance = locked_appearance(appearance, version, by=by)
    happened = swap_chain(appearance, hops, by=by)
    appearance.touch()
    record_many(appearance.workspace_id, happened, by=by)
    return appearance


def swap_chain(appearance: Appearance, hops: Sequence[Hop], *, by: User) -> list[Happening]:
    """Swap the chain of a locked appearance; what happened is for the caller to record."""
    workspace = appearance.claim.workspace
    _, found, news = found_for(appearance.passage, hops, workspace=workspace, by=by)
    before, standing = told(appearance), appearance.attributions.in_bulk()
    appearance.attributions.update(deleted_at=timezone.now())
    rows = chain_of(appearance, hops, found, standing)
    for row in rows:
        if row.pk:
            row.save()
    Attribution.objects.bulk_create([row for row in rows if not row.pk])
    detail = {"claim": appearance.claim_id, "before": before, "after": told(appearance)}
    return [*news, Happening("chain.replaced", label(appearance), detail)]


@transaction.atomic
def add_hop(
    appearance: Appearance,
    hop: Hop,
    *,
    at: int | None = None,
    version: int | None = None,
    by: User,
) -> Attribution:
    """Put one more hop into a chain: before the one that is `at`-th now (from 0), else last."""
    appearance = locked_appearance(appearance, version, by=by)
    before, rows = told(appearance), list(appearance.attributions.order_by("position"))
    if len(rows) >= MOST_HOPS:
        raise ValidationError({"attributions": TOO_MANY})
    workspace = appearance.claim.workspace
    _, found, news = found_for(appearance.passage, [hop], workspace=workspace, by=by)
    place = len(rows) if at is None else max(0, min(at, len(rows)))
    row = Attribution(appearance=appearance, position=place)
    fill(row, hop, found, 0)
    row.position = 2 * FAR
    row.save()
    _put_in_order(appearance, [*rows[:place], row, *rows[place:]])
    return _changed(row, appearance, "hop.added", before, news, by=by)


@transaction.atomic
def order_chain(
    appearance: Appearance, order: Sequence[int], *, version: int | None = None, by: User
) -> Appearance:
    """Put the hops of a chain into another order, given as their ids from the origin on."""
    appearance = locked_appearance(appearance, version, by=by)
    before, rows = told(appearance), appearance.attributions.in_bulk()
    if sorted(order) != sorted(rows):
        raise ValidationError({"hops": "Name every hop of the chain once."})
    if list(order) == [hop["id"] for hop in before]:
        return appearance
    _put_in_order(appearance, [rows[pk] for pk in order])
    _remember(appearance, "chain.reordered", before, [], by=by)
    return appearance


@transaction.atomic
def edit_hop(
    hop: Attribution, *, version: int | None = None, by: User, **changes: Unpack[HopChanges]
) -> Attribution:
    """Change one hop where it stands. `version` is that of its appearance."""
    appearance = locked_appearance(hop.appearance, version, by=by)
    hop = Attribution.objects.in_chains().get(pk=hop.pk)
    before, wanted = told(appearance), hop_of(hop, **changes)
    workspace = appearance.claim.workspace
    _, found, news = found_for(appearance.passage, [wanted], workspace=workspace, by=by)
    fill(hop, wanted, found, 0)
    hop.save()
    return _changed(hop, appearance, "hop.edited", before, news, by=by)


@transaction.atomic
def withdraw_hop(hop: Attribution, *, version: int | None = None, by: User) -> Attribution:
    """Take one hop out of its chain; the others keep their order."""
    appearance = locked_appearance(hop.appearance, version, by=by)
    before = told(appearance)
    hop.deleted_at = timezone.now()
    hop.save(update_fields=["deleted_at"])
    return _changed(hop, appearance, "hop.withdrawn", before, [], by=by)


@transaction.atomic
def restore_hop(hop: Attribution, *, by: User) -> Attribution:
    """Put a withdrawn hop back where it stood."""
    appearance = locked_appearance(hop.appearance, None, by=by)
    if hop.deleted_at is None:
        return hop
    if appearance.attributions.filter(position=hop.position).exists():
        raise NotNow("The chain was rewritten since; enter it anew with this hop in it.")
    before = told(appearance)
    hop.deleted_at = None
    hop.save(update_fields=["deleted_at"])
    return _changed(hop, appearance, "hop.restored", before, [], by=by)


@transaction.atomic
def take_back_chain(appearance: Appearance, *, version: int | None = None, by: User) -> Appearance:
    """Take back the last change to a chain: its hops stand again as they stood before it.

    Taking back what was taken back brings the change again. Raises NotNow where something else
    was done to the appearance since.
    """
    appearance = locked_appearance(appearance, version, by=by)
    last = AuditEvent.objects.filter(chain=appearance.workspace_id, target=label(appearance))
    event = last.order_by("-id").first()
    if event is None or not event.action.startswith(("chain.", "hop.")):
        raise NotNow("Nothing was changed in this chain that could be taken back.")
    before, wanted = told(appearance), event.detail["before"]
    appearance.attributions.update(deleted_at=timezone.now())
    rows = Attribution.including_withdrawn.filter(appearance=appearance)
    kept = rows.in_bulk([hop["id"] for hop in wanted])
    for hop in wanted:
        _bring_back(kept[hop["id"]], hop)
    _remember(appearance, "chain.taken_back", before, [], by=by)
    return appearance


def locked_appearance(appearance: Appearance, version: int | None, *, by: User) -> Appearance:
    """The claim and then the appearance, locked for a change that `by` may make."""
    family = {claim.pk: claim for claim in Claim.objects.locked_with_kept(appearance.claim_id)}
    claim = family[appearance.claim_id]
    require(rules.may_edit(by, claim), MAY_NOT_EDIT)
    locked: Appearance = Appearance.objects.select_related("passage").locked(appearance.pk, version)
    claim.merged_into = family.get(claim.merged_into_id)
    locked.claim = claim
    return locked


def chain_of(
    appearance: Appearance,
    hops: Sequence[Hop],
    found: Found,
    standing: Mapping[int, Attribution] = NONE_STAND,
) -> list[Attribution]:
    """The hops of a chain, each checked and none stored yet; those that stood go on as they are."""
    left, rows = dict(standing), []
    for place, hop in enumerate(hops):
        row = left.pop(hop.stands or 0, None) or Attribution(appearance=appearance)
        row.position, row.deleted_at = place, None
        fill(row, hop, found, place)
        rows.append(row)
    return rows


def _put_in_order(appearance: Appearance, rows: Sequence[Attribution]) -> None:
    """Number the hops anew; they step aside first, since no two may share a number meanwhile."""
    appearance.attributions.filter(position__lt=FAR).update(position=F("position") + FAR)
    for place, row in enumerate(rows):
        row.position = place
    Attribution.objects.bulk_update(rows, ["position"])


def _bring_back(row: Attribution, hop: dict[str, Any]) -> None:
    """Have a row say again what the audit kept of it; older events know fewer fields."""
    for name in ("position", *KEPT):
        if name in hop:
            setattr(row, COLUMNS[name], hop[name])
    row.deleted_at = None
    row.save()


def _changed(
    hop: Attribution,
    appearance: Appearance,
    action: str,
    before: list[dict[str, Any]],
    happened: list[Happening],
    *,
    by: User,
) -> Attribution:
    """Count the appearance up and remember both chains and the hop."""
    hop.appearance = appearance
    _remember(appearance, action, before, happened, by=by, hop=hop.pk)
    return hop


def _remember(
    appearance: Appearance,
    action: str,
    before: list[dict[str, Any]],
    happened: list[Happening],
    *,
    by: User,
    **more: int,
) -> None:
    appearance.touch()
    detail = {
        "claim": appearance.claim_id,
        **more,
        "before": before,
        "after": told(appearance),
    }
    happened = [*happened, Happening(action, label(appearance), detail)]
    record_many(appearance.workspace_id, happened, by=by)
