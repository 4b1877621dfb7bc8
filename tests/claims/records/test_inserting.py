"""Rows of several tables stored in one statement are what saving them one by one would make."""

from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from claims.records.models import Appearance, Attribution, Claim
from provenance.accounts.models import IdempotentRequest
from provenance.inserting import insert_together
from provenance.sources.models import Person
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db


def made(scene: Scene, **given: Any) -> tuple[Claim, Appearance, list[Attribution]]:
    """A claim and what belongs to it, unsaved and naming each other."""
    claim = Claim(
        **{"workspace": scene.cast.desk, "statement": "It closed.", "created_by": scene.cast.ann}
        | given
    )
    first = Appearance(
        claim=claim, passage=scene.passage("We closed it"), created_by=scene.cast.ann
    )
    claim.first_appearance = first
    hops = [Attribution(appearance=first, position=n, directness="direct") for n in range(2)]
    return claim, first, hops


def test_rows_that_name_each_other_are_stored_in_one_question(
    scene: Scene, django_assert_num_queries: Any
) -> None:
    claim, first, hops = made(scene)
    with django_assert_num_queries(1):
        insert_together([claim, first, *hops])
        assert (claim.first_appearance, first.claim, hops[1].appearance) == (first, claim, first)
        assert (claim.first_appearance_id, first.claim_id) == (first.pk, claim.pk)
    kept = Claim.objects.get()
    assert (kept, kept.first_appearance) == (claim, first)
    assert list(first.attributions.values_list("pk", "position")) == [
        (hops[0].pk, 0),
        (hops[1].pk, 1),
    ]


def test_every_column_reads_as_if_saved(scene: Scene) -> None:
    claim, first, _ = made(scene, about="2024-05-03", about_precision="day")
    insert_together([claim, first])
    other, *_ = made(scene, about="2024-05-03", about_precision="day", first_appearance=None)
    other.first_appearance = None
    other.save()
    one, two = Claim.objects.order_by("pk").values()
    theirs = {"id", "created_at", "updated_at", "first_appearance_id"}
    assert {name: one[name] for name in one.keys() - theirs} == {
        name: two[name] for name in two.keys() - theirs
    }
    assert one["created_at"] == claim.created_at
    assert one["updated_at"] == claim.updated_at


def test_lists_and_json_are_stored(scene: Scene) -> None:
    person = Person(workspace=scene.cast.desk, name="Mira Tal", key="mira tal", aliases=["Tal", ""])
    answer = IdempotentRequest(user=scene.cast.ann, key="k", headers={"ETag": '"1"'})
    insert_together([person, answer])
    assert Person.objects.get().aliases == ["Tal", ""]
    assert IdempotentRequest.objects.get().headers == {"ETag": '"1"'}


def test_rows_stored_may_be_changed_and_saved(scene: Scene) -> None:
    claim, first, hops = made(scene)
    insert_together([claim, first, *hops])
    claim.statement = "It was closed."
    claim.save()
    assert Claim.objects.get().statement == "It was closed."


def test_what_is_too_long_is_refused_and_not_cut(scene: Scene) -> None:
    claim, first, _ = made(scene, statement="x" * 1001)
    with pytest.raises(DataError), transaction.atomic():
        insert_together([claim, first])


def test_constraints_hold(scene: Scene) -> None:
    claim, first, _ = made(scene, statement="")
    with pytest.raises(IntegrityError, match="a_claim_says_something"), transaction.atomic():
        insert_together([claim, first])
    claim, first, hops = made(scene)
    hops[1].position = 0
    with pytest.raises(IntegrityError, match="hops_of_a_chain"), transaction.atomic():
        insert_together([claim, first, *hops])


def test_rows_in_another_order_are_stored_too(scene: Scene) -> None:
    claim, first, hops = made(scene)
    insert_together([*hops, first, claim])
    assert Claim.objects.get().first_appearance == hops[0].appearance == first


def test_words_are_indexed_by_the_trigger(scene: Scene) -> None:
    claim, first, _ = made(scene)
    insert_together([claim, first])
    with connection.cursor() as cursor:
        cursor.execute("SELECT vector::text FROM search_claimwords WHERE claim_id = %s", [claim.pk])
        assert cursor.fetchone() == ("'close':2",)


def test_a_long_chain_is_stored_in_its_order(scene: Scene) -> None:
    claim, first, _ = made(scene)
    hops = [Attribution(appearance=first, position=n, directness="direct") for n in range(300)]
    insert_together([claim, first, *hops])
    stored = first.attributions.order_by("position").values_list("pk", flat=True)
    assert list(stored) == [hop.pk for hop in hops]
