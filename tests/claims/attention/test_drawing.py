"""Claims drawn at random: by editors, from what waits, and so that others can draw them again."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.attention import rules, services
from claims.attention.models import Pick
from claims.attention.services.drawing import MOST_DRAWN, waiting_claims
from claims.reviews import services as reviews
from claims.reviews.models import Check
from provenance.accounts.rules import NotNow
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db


def claims(scene: Scene, count: int = 6) -> list[Any]:
    return [scene.claim(scene.cast.ann, f"Boat {number}.") for number in range(count)]


@pytest.mark.parametrize("name", ["ann", "bea", "eve", "tom", "sam", "ron", "max", "olga"])
def test_who_draws(scene: Scene, name: str) -> None:
    claims(scene, 1)
    user = getattr(scene.cast, name)
    assert rules.may_draw(user, scene.cast.desk.pk) == (name in {"eve", "max"})
    if name in {"eve", "max"}:
        assert len(services.draw_sample(scene.cast.desk, 1, by=user)) == 1
    else:
        with pytest.raises(PermissionDenied):
            services.draw_sample(scene.cast.desk, 1, by=user)


def test_each_is_asked_for_and_says_how_it_was_drawn(scene: Scene) -> None:
    claims(scene)
    drawn = services.draw_sample(scene.cast.desk, 2, seed="5eed", by=scene.cast.eve)
    assert len(drawn) == 2
    assert set(Check.objects.values_list("claim", "state")) == {
        (one.pk, "requested") for one in drawn
    }
    assert set(Pick.objects.values_list("rule", "words")) == {("sample", "2 of 6, seed 5eed")}


def test_the_same_seed_draws_the_same_and_another_others(scene: Scene) -> None:
    rows = claims(scene, 30)
    found = {}
    for seed in ("a", "b"):
        drawn = services.draw_sample(scene.cast.desk, 5, seed=seed, by=scene.cast.eve)
        found[seed] = [one.pk for one in drawn]
        Check.objects.all().delete()
        again = services.draw_sample(scene.cast.desk, 5, seed=seed, by=scene.cast.eve)
        assert [one.pk for one in again] == found[seed]
        Check.objects.all().delete()
    assert found["a"] != found["b"]
    assert len(rows) == 30


def test_drawn_only_from_what_can_be_checked_and_was_never_asked_for(scene: Scene) -> None:
    ann = scene.cast.ann
    decide(scene.claim(ann, "Out."), scene)
    reviews.request_check(scene.claim(ann, "Asked for."), by=ann)
    scene.claim(ann, "An opinion.", checkable="no")
    scene.claim(scene.cast.eve, "Private.", visibility="me")
    left = scene.claim(ann, "Left.")
    assert list(waiting_claims(scene.cast.desk, scene.cast.eve)) == [left]
    assert services.draw_sample(scene.cast.desk, 5, by=scene.cast.eve) == [left]
    with pytest.raises(NotNow):
        services.draw_sample(scene.cast.desk, 5, by=scene.cast.eve)


@pytest.mark.parametrize("size", [0, -1, MOST_DRAWN + 1])
def test_how_many(scene: Scene, size: int) -> None:
    claims(scene, 1)
    with pytest.raises(ValidationError):
        services.draw_sample(scene.cast.desk, size, by=scene.cast.eve)
