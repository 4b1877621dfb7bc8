"""Who owns an outlet, who owned it, and what else is owned by the same hand."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from .models import Outlet, Ownership
from .owning import owners_above

MOST = 50


@dataclass(frozen=True)
class Holdings:
    """What of it somebody sees. `above` are the owners of the owner, the nearest first."""

    present: Ownership | None
    former: list[Ownership]
    above: list[Outlet]
    owns: list[Outlet]
    siblings: list[Outlet]


def holdings_of(outlet: Outlet, user: Any) -> Holdings:
    """Three queries, and one for each owner above the owner."""
    rows = list(Ownership.objects.visible_to(user).of_outlet(outlet.pk)[:MOST])
    present = next((row for row in rows if row.until is None), None)
    owner = present.owner if present else None
    owned = list(_owned([outlet.pk, *([owner.kept_id] if owner else [])], user))
    above = owners_above(owner) if owner else []
    ids = Outlet.objects.visible_to(user).filter(pk__in=[one.pk for one in above])
    seen = set(ids.values_list("pk", flat=True)) if above else set()
    return Holdings(
        present=present,
        former=[row for row in rows if row.until is not None],
        above=[one for one in above if one.pk in seen],
        owns=[one for one in owned if _owner(one) == outlet.pk],
        siblings=[
            one
            for one in owned
            if owner and _owner(one) == owner.kept_id and one.kept_id != outlet.pk
        ],
    )


def _owned(owners: list[int], user: Any) -> Any:
    of_these = Q(owner__in=owners) | Q(owner__merged_into__in=owners)
    rows = Outlet.objects.visible_to(user).standing().filter(of_these)
    return rows.select_related("owner").order_by("name")[:MOST]


def _owner(row: Outlet) -> int | None:
    return row.owner.kept_id if row.owner else None
