"""Rows stored with COPY are as good as any: numbered, checked, guarded."""

import pytest
from django.db import IntegrityError, transaction

from provenance.sources.copying import copy_rows, number
from provenance.sources.models import Article, Outlet

pytestmark = pytest.mark.django_db


def test_rows_get_ids_and_are_read_back_whole(cast):
    odd = "tab\there, line\nthere, back\\slash, \"quote\", 'tick', \\N, 💧"
    rows = [
        Outlet(workspace=cast.desk, name=odd, key="a", aliases=["x, y", '"z"', "\\"]),
        Outlet(workspace=cast.desk, name="", key="b"),
    ]
    copy_rows(Outlet, rows)
    one, two = Outlet.objects.order_by("id")
    assert (one, two) == tuple(rows)
    assert (one.name, one.aliases, two.name) == (odd, ["x, y", '"z"', "\\"], "")
    assert one.created_at is not None


def test_rows_numbered_ahead_keep_their_numbers(cast):
    rows = [Outlet(workspace=cast.desk, name="x", key=key) for key in "ab"]
    number(Outlet, rows)
    wanted = [row.pk for row in rows]
    copy_rows(Outlet, rows)
    assert list(Outlet.objects.order_by("id").values_list("id", flat=True)) == wanted


def test_constraints_hold(cast):
    twins = [Outlet(workspace=cast.desk, name="x", key="a") for _ in range(2)]
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows(Outlet, twins)


def test_no_rows_are_no_trouble(cast):
    copy_rows(Article, [])
    number(Article, [])
    assert not Article.objects.exists()
