"""Who stands above an outlet: its owner, the owner of that, and so on."""

from collections.abc import Iterable

from .models import Outlet


def owners_above(outlet: Outlet) -> list[Outlet]:
    """The owners of an outlet, the nearest first, as they count; it ends where it comes round."""
    found: dict[int, Outlet] = {}
    here = _counted(outlet.owner_id)
    while here is not None and here.pk not in found:
        found[here.pk] = here
        here = _counted(here.owner_id)
    return list(found.values())


def owned_by_detour(outlet: Outlet, owner: Outlet, besides: Iterable[int] = ()) -> bool:
    """Whether `owner`, or whoever owns it, is the outlet itself (or one of `besides`)."""
    counted = _counted(owner.pk)
    assert counted is not None
    above = {one.pk for one in [counted, *owners_above(counted)]}
    return not above.isdisjoint({outlet.kept_id, *besides})


def _counted(pk: int | None) -> Outlet | None:
    if pk is None:
        return None
    row: Outlet = Outlet.objects.select_related("merged_into").get(pk=pk)
    kept: Outlet = row.kept
    return kept
