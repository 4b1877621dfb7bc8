"""Rows stored with COPY are as good as any: numbered, checked, guarded."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from provenance.sources.copying import copy_rows, copy_values, number
from provenance.sources.models import Article, Fact, Outlet, SnapshotFile
from provenance.sources.services.building import FACT, FILE

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


def test_every_kind_of_field_is_read_back_as_it_was_given(cast):
    moment, day = datetime(2018, 5, 18, 12, 0, 1, 5, tzinfo=UTC), date(2016, 3, 1)
    article = Article(
        workspace=cast.desk, published=day, published_precision="month", deleted_at=moment
    )
    copy_rows(Article, [article])
    stored = Article.objects.get()
    assert (stored.published, stored.deleted_at, stored.outlet) == (day, moment, None)
    assert stored.created_at == article.created_at is not None


def test_values_are_stored_without_making_rows(cast):
    copy_rows(Article, [article := Article(workspace=cast.desk)])
    moment = datetime(2018, 5, 18, tzinfo=UTC)
    row = (article.pk, None, "title", "Tab\there", "", "in_text", 0.5, 1, 4, "", "", True, None)
    copy_values(Fact, FACT, [(*row, moment), (*row, moment)])
    one, two = Fact.objects.order_by("id")
    assert (one.value, one.end, one.chosen, one.created_at) == ("Tab\there", 4, True, moment)
    assert two.pk == one.pk + 1


def test_values_are_checked_as_rows_are(cast):
    copy_rows(Article, [article := Article(workspace=cast.desk)])
    row = (article.pk, None, "title", "x", "", "in_text", 1.5, 1, 4, "", "", True, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_values(Fact, FACT, [(*row, datetime.now(UTC))])


@pytest.mark.parametrize(("model", "names"), [(Fact, FACT), (SnapshotFile, FILE)])
def test_nothing_of_a_row_is_left_to_the_database_but_its_id(model, names):
    fields = {field.name for field in model._meta.concrete_fields}
    assert set(names) == fields - {"id"}
