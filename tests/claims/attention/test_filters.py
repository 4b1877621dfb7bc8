"""Filters saved by name: for whom, by whom, and once by one name."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.attention import rules, services
from claims.attention.models import SavedFilter
from claims.attention.queries import tidy_query
from provenance.accounts.rules import Stale, may_see
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db

RECORDS = {"ann", "bea", "eve", "tom", "sam", "sue", "max"}
MEMBERS = RECORDS | {"ron"}


def saved(scene: Scene, who: str = "ann", name: str = "Numbers", **given: Any) -> SavedFilter:
    given = {"page": "claims", "query": "kind=quantity"} | given
    return services.save_filter(scene.cast.desk, name, **given, by=getattr(scene.cast, who))


def allowed(do: Any) -> bool:
    try:
        do()
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize(("visibility", "who"), [("me", MEMBERS), ("workspace", RECORDS)])
def test_who_saves(scene: Scene, visibility: str, who: set[str]) -> None:
    for name, user in scene.cast.everyone().items():
        may = allowed(lambda name=name: saved(scene, name, visibility=visibility))
        expected = rules.may_save_filter(user, scene.cast.desk.pk, visibility)
        assert may == expected == (name in who), name


@pytest.mark.parametrize(
    ("visibility", "see", "change"),
    [("me", {"ann"}, {"ann"}), ("workspace", MEMBERS, {"ann", "eve", "max"})],
)
def test_who_sees_and_changes(
    scene: Scene, visibility: str, see: set[str], change: set[str]
) -> None:
    row = saved(scene, visibility=visibility)
    for name, user in scene.cast.everyone().items():
        seen = SavedFilter.objects.visible_to(user).filter(pk=row.pk).exists()
        assert seen == may_see(user, row) == (name in see), name
        may = allowed(lambda user=user: services.edit_filter(row, query="kind=event", by=user))
        assert may == rules.may_change_filter(user, row) == (name in change), name


def test_only_its_author_says_who_sees_it_and_brings_it_back(scene: Scene) -> None:
    row, cast = saved(scene, visibility="workspace"), scene.cast
    assert not allowed(lambda: services.edit_filter(row, visibility="me", by=cast.eve))
    services.delete_filter(row, by=cast.eve)
    assert not SavedFilter.objects.visible_to(cast.ann).exists()
    for name, user in cast.everyone().items():
        assert SavedFilter.objects.restorable_by(user).exists() == (name == "ann"), name
    row.refresh_from_db()
    services.restore_filter(row, by=cast.ann)
    assert SavedFilter.objects.visible_to(cast.bea).get() == row
    said = AuditEvent.objects.filter(action__startswith="filter.").order_by("number")
    assert [one.action for one in said] == ["filter.saved", "filter.deleted", "filter.restored"]


def test_one_name_is_used_once_by_a_person(scene: Scene) -> None:
    row = saved(scene)
    with pytest.raises(ValidationError) as wrong:
        saved(scene, name=" numbers ")
    assert "name" in wrong.value.message_dict
    saved(scene, "bea")
    services.delete_filter(row, by=scene.cast.ann)
    saved(scene)
    with pytest.raises(ValidationError):
        services.restore_filter(row, by=scene.cast.ann)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"page": "desk"}, "page"),
        ({"visibility": "public"}, "visibility"),
        ({"query": "q=" + "x" * 1001}, "query"),
    ],
)
def test_what_is_wrong_is_named(scene: Scene, given: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        saved(scene, **given)
    assert field in wrong.value.message_dict


def test_of_two_at_once_the_second_is_told(scene: Scene) -> None:
    row = saved(scene)
    services.edit_filter(row, name="Sums", version=1, by=scene.cast.ann)
    with pytest.raises(Stale):
        services.edit_filter(row, name="Figures", version=1, by=scene.cast.ann)


def test_a_query_is_kept_without_its_page() -> None:
    assert tidy_query("?page=3&kind=event&q=&page-draft=2&a=1") == "a=1&kind=event"
    assert tidy_query("q=%3Cb%3E&q=%26") == "q=%26&q=%3Cb%3E"
