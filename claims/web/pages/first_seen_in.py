"""The claims that were first seen in one outlet."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from claims.records.models import Claim
from claims.records.querysets import told_to
from provenance.sources.models import Outlet

from .listing import Row, rows
from .paging import Slice, slice_of

ON_A_PAGE = 25
PLACE = "first_appearance__"


@dataclass(frozen=True)
class FirstHere:
    """How many there are, and one page of them, newest first."""

    count: int
    rows: list[Row]
    page: Slice


def first_seen_in(outlet: Outlet, user: Any, asked: QueryDict) -> FirstHere:
    """Those that `user` sees and may be told of, under all names of the outlet. Five queries."""
    here = Outlet.objects.family(outlet.pk)
    found = (
        Claim.objects.visible_to(user)
        .standing()
        .filter(
            told_to(user, "", f"{PLACE}passage__snapshot__article__"),
            **{f"{PLACE}passage__snapshot__article__outlet__in": here},
        )
    )
    page = slice_of(found.order_by("-pk").values_list("pk", flat=True), asked, ON_A_PAGE, "claims")
    return FirstHere(found.count(), rows(page.rows, user), page)
