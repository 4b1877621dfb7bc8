"""Who and what was picked: counted once each, with what one may see as the whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.attention import services
from claims.attention.balance import Balance, balance_of, declined_in
from claims.attention.shares import Count
from claims.records.models import Claim
from claims.records.services import Hop, merge_claims, set_visibility, tag_claims, topic_named
from claims.reviews import services as reviews
from tests.claims.scene import Scene, decide, snapshot_of, span

pytestmark = pytest.mark.django_db


def told(scene: Scene, who: str = "ann", **period: Any) -> Balance:
    return balance_of(getattr(scene.cast, who), scene.cast.desk.pk, **period)


def groups(balance: Balance, key: str) -> dict[str, tuple[int, int, int, int]]:
    (table,) = [one for one in balance.tables if one.key == key]
    return {row.name: (row.recorded, row.picked, row.declined, row.out) for row in table.rows}


def furnish(scene: Scene) -> list[Claim]:
    """One with a verdict, one being checked, one asked for, one declined, one left alone."""
    cast, other = scene.cast, snapshot_of(scene.cast.desk, outlet="Lower Valley")
    there = (other, *span("We closed it on 3 May"))
    out = scene.claim(cast.ann, "One.", attributions=[Hop("Mira Tal", "direct")])
    busy = scene.claim(cast.ann, "Two.", appearance=there, kind="quantity")
    asked, refused = scene.claim(cast.ann, "Three."), scene.claim(cast.ann, "Four.")
    left = scene.claim(cast.ann, "Five.", appearance=there)
    decide(out, scene)
    reviews.triage(reviews.request_check(busy, by=cast.ann), by=cast.ann)
    reviews.request_check(asked, by=cast.ann)
    check = reviews.request_check(refused, by=cast.ann)
    reviews.decline(check, reason="An opinion.", by=cast.eve)
    services.pick(out, "reach", by=cast.ann)
    return [out, busy, asked, refused, left]


def test_each_claim_is_counted_once(scene: Scene) -> None:
    furnish(scene)
    balance = told(scene)
    assert balance.whole == Count("", 5, 2, 1, 1)
    assert (balance.whole.left, balance.asked) == (2, 1)
    assert [(name, share.part, share.whole) for name, share in balance.rules] == [
        ("it reaches many", 1, 2),
        ("nothing is said of it", 1, 2),
    ]
    assert [(name, one.part, one.whole) for name, one in balance.verdicts] == [("False", 1, 1)]


def test_divided_by_outlet_person_topic_and_kind(scene: Scene) -> None:
    claims = furnish(scene)
    topics = [topic_named(name, workspace=scene.cast.desk, by=scene.cast.ann) for name in "ab"]
    ids = [one.pk for one in topics]
    tag_claims([claims[0].pk, claims[1].pk], ids, by=scene.cast.ann)
    balance = told(scene)
    assert groups(balance, "outlet") == {"Harbour Post": (3, 1, 1, 1), "Lower Valley": (2, 1, 0, 0)}
    assert groups(balance, "person")["Mira Tal"] == (1, 1, 0, 1)
    assert groups(balance, "kind") == {"Event": (4, 1, 1, 1), "Quantity": (1, 1, 0, 0)}
    assert groups(balance, "topic") == {
        "a": (2, 2, 0, 1),
        "b": (2, 2, 0, 1),
        "no topic": (3, 0, 1, 0),
    }


def test_what_one_does_not_see_is_in_no_count(scene: Scene) -> None:
    *_, left = furnish(scene)
    set_visibility(left, "me", by=scene.cast.ann)
    assert told(scene, "ann").whole.recorded == 5
    assert told(scene, "bea").whole.recorded == 4
    assert groups(told(scene, "bea"), "outlet")["Lower Valley"] == (1, 1, 0, 0)
    assert told(scene, "olga").whole.recorded == 1  # What is published.
    assert not declined_in(scene.cast.ron, scene.cast.desk.pk).exists()


def test_a_claim_that_was_merged_is_no_second_one(scene: Scene) -> None:
    claims = furnish(scene)
    merge_claims(claims[0], claims[4], "The same.", by=scene.cast.eve)
    assert told(scene).whole.recorded == 4


def test_what_is_asked_for_again_after_it_was_declined_waits(scene: Scene) -> None:
    claims = furnish(scene)
    reviews.request_check(claims[3], by=scene.cast.ann)
    balance = told(scene)
    assert (balance.whole.declined, balance.asked) == (0, 2)


def test_between_two_days(scene: Scene) -> None:
    claims, today = furnish(scene), timezone.localdate()
    Claim.objects.filter(pk=claims[4].pk).update(created_at=timezone.now() - timedelta(days=10))
    assert told(scene, since=today).whole.recorded == 4
    assert told(scene, until=today - timedelta(days=5)).whole.recorded == 1
    assert told(scene, until=today - timedelta(days=30)).whole.recorded == 0
    assert declined_in(scene.cast.ann, scene.cast.desk.pk, since=today).count() == 1


def test_of_nothing_nothing_is_told(scene: Scene) -> None:
    balance = told(scene)
    assert balance.whole == Count("all", 0, 0, 0, 0)
    assert (balance.rules, balance.verdicts) == ([], [])


def test_the_number_of_queries_does_not_grow(scene: Scene) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            told(scene)
        return len(queries)

    furnish(scene)
    few = asked()
    for number in range(5):
        scene.claim(scene.cast.ann, f"Boat {number}.", attributions=[Hop(f"P{number}", "direct")])
    assert asked() == few
