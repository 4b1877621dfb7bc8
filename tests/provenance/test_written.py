"""Questions written once must say what their querysets say, whoever asks and for whatever."""

from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import CharField, F, Prefetch, Q, Value
from django.db.models.functions import Concat
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from provenance.accounts.models import Membership, User, Workspace
from provenance.sources.models import Article, Authorship, Outlet, Person
from provenance.written import attach, written_once
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def outlets(cast: Cast) -> list[Outlet]:
    """Nine outlets of one workspace, three of each level, by Ann and Bea in turns."""
    return [
        Outlet.objects.create(
            workspace=cast.desk,
            name=f"Gazette {number}",
            key=f"gazette {number}",
            visibility=["me", "workspace", "public"][number % 3],
            created_by=[cast.ann, cast.bea][number % 2],
        )
        for number in range(9)
    ]


@written_once
def seen(user: Any) -> Any:
    """Outlets a person may see."""
    return Outlet.objects.visible_to(user).order_by("pk")


@written_once
def by_ids(ids: list[int]) -> Any:
    """Outlets by id."""
    return Outlet.objects.filter(pk__in=ids).order_by("pk")


@written_once
def by_names(keys: list[str], workspace: int) -> Any:
    """Outlets by name or alias."""
    return Outlet.objects.filter(workspace=workspace).named(*keys).order_by("pk")


def test_everyone_sees_what_the_queryset_shows_them(cast: Cast, outlets: list[Outlet]) -> None:
    shown = set()
    for person in cast.everyone().values():
        rows = seen(person)
        assert rows == list(Outlet.objects.visible_to(person).order_by("pk"))
        shown.add(tuple(row.pk for row in rows))
    assert len(shown) > 2  # Ann, Bea and strangers do not see the same.


def test_two_with_the_same_roles_see_each_their_own(cast: Cast, outlets: list[Outlet]) -> None:
    anns, beas = set(seen(cast.ann)), set(seen(cast.bea))
    assert {row.created_by_id for row in anns - beas} == {cast.ann.pk}
    assert {row.created_by_id for row in beas - anns} == {cast.bea.pk}


def test_a_person_still_wrapped_by_the_request_is_the_same(
    cast: Cast, outlets: list[Outlet]
) -> None:
    assert seen(SimpleLazyObject(lambda: cast.ann)) == seen(cast.ann)


def test_a_role_taken_away_counts_at_once(cast: Cast, outlets: list[Outlet]) -> None:
    before = seen(cast.ann)
    Membership.objects.filter(user=cast.ann).delete()
    after = seen(User.objects.get(pk=cast.ann.pk))
    assert {row.visibility for row in after} == {"public"} != {row.visibility for row in before}


@pytest.mark.parametrize("size", range(10))
def test_lists_of_any_length_find_each_row_once(outlets: list[Outlet], size: int) -> None:
    wanted = outlets[:size]
    assert by_ids([one.pk for one in wanted]) == wanted


def test_a_list_that_stands_in_an_array_is_filled_in_too(cast: Cast, outlets: list[Outlet]) -> None:
    Outlet.objects.filter(pk=outlets[4].pk).update(alias_keys=["the old gazette"])
    found = by_names(["gazette 1", "the old gazette", "nobody's"], cast.desk.pk)
    assert found == [outlets[1], outlets[4]]


def test_values_are_not_kept_from_one_call_to_the_next(outlets: list[Outlet]) -> None:
    assert [by_ids([one.pk]) for one in outlets] == [[one] for one in outlets]


def test_the_sql_is_written_once(outlets: list[Outlet], monkeypatch: pytest.MonkeyPatch) -> None:
    by_ids([outlets[0].pk])

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("SQL was written again.")

    monkeypatch.setattr(SQLCompiler, "as_sql", refuse)
    assert by_ids([outlets[1].pk]) == [outlets[1]]


def test_rows_can_be_changed_and_saved(outlets: list[Outlet]) -> None:
    [row] = by_ids([outlets[0].pk])
    row.name = "Gazette of record"
    row.save()
    assert [one.name for one in by_ids([outlets[0].pk])] == ["Gazette of record"]


def test_joined_rows_come_along(
    cast: Cast, outlets: list[Outlet], django_assert_num_queries: Any
) -> None:
    @written_once
    def whole(pk: int) -> Any:
        return Outlet.objects.filter(pk=pk).select_related("workspace", "created_by")

    with django_assert_num_queries(1):
        [row] = whole(outlets[0].pk)
        assert (row.workspace.slug, row.created_by.pk) == (cast.desk.slug, cast.ann.pk)


def test_where_nothing_can_be_found_nothing_is_asked(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert by_ids([]) == []


def test_a_value_that_would_stay_in_the_sql_is_refused(outlets: list[Outlet]) -> None:
    @written_once
    def limited(most: int) -> Any:
        return Outlet.objects.all()[:most]

    @written_once
    def joined(pk: int) -> Any:
        name = Concat(Value(f"outlet:{pk}:"), F("name"), output_field=CharField())
        return Outlet.objects.annotate(label=name)

    for question in (limited, joined):
        with pytest.raises(ValueError, match="something else"):
            question(outlets[0].pk)


def test_a_prefetch_that_may_hold_values_is_refused(cast: Cast) -> None:
    @written_once
    def with_articles(user: Any) -> Any:
        seen = Article.objects.visible_to(user)
        return Outlet.objects.prefetch_related(Prefetch("articles", seen))

    with pytest.raises(ValueError, match="attach"):
        with_articles(cast.ann)


def test_a_moment_that_would_be_asked_for_ever_is_refused() -> None:
    @written_once
    def new(pk: int) -> Any:
        return Outlet.objects.filter(Q(pk=pk) | Q(created_at__lt=timezone.now()))

    with pytest.raises(ValueError, match="same moment"):
        new(1)


def test_other_threads_ask_on_connections_of_their_own(cast: Cast) -> None:
    """A thread with its own connection does not see the rows of a transaction still open here."""
    workspace = Workspace.objects.create(slug="unseen", name="Unseen")

    @written_once
    def named(slug: str) -> Any:
        return Workspace.objects.filter(slug=slug)

    assert named("unseen") == [workspace]
    found: list[Any] = ["not asked"]

    def ask() -> None:
        found[:] = named("unseen")
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == []


def test_attached_rows_are_read_as_if_they_had_been_prefetched(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    own: dict[str, Any] = {"workspace": cast.desk, "created_by": cast.ann}
    articles = [Article.objects.create(title=f"No. {n}", **own) for n in range(2)]
    person = Person.objects.create(name="Ida Holm", key="ida holm", **own)
    Authorship.objects.create(article=articles[0], person=person)
    attach(articles, "authorships", Authorship.objects.select_related("person"), "article_id")
    with django_assert_num_queries(0):
        names = [[one.person.name for one in row.authorships.all()] for row in articles]
    assert names == [["Ida Holm"], []]
