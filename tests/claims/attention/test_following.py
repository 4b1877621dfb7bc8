"""Following and unfollowing: who may, once each, and what stays on record."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from claims.attention import rules, services
from claims.attention.models import Subscription
from claims.records.services import delete_claim, merge_claims, set_visibility, topic_named
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from provenance.sources.services import person_named
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db

MEMBERS = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}


def things(scene: Scene) -> dict[str, Any]:
    article = scene.snapshot.article
    return {
        "claim": scene.claim(scene.cast.ann),
        "article": article,
        "outlet": article.outlet,
        "person": person_named("Mira Tal", workspace=scene.cast.desk, by=scene.cast.ann),
        "topic": topic_named("Harbour", workspace=scene.cast.desk, by=scene.cast.ann),
    }


def allowed(do: Any) -> bool:
    try:
        do()
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize("kind", ["claim", "article", "outlet", "person", "topic"])
def test_members_follow_what_they_see(scene: Scene, kind: str) -> None:
    thing = things(scene)[kind]
    for name, user in scene.cast.everyone().items():
        may = allowed(lambda user=user: services.follow(thing, by=user))
        assert may == rules.may_follow(user, thing) == (name in MEMBERS), name


def test_nobody_outside_follows_what_everyone_sees(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    decide(claim, scene)
    claim.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.follow(claim, by=scene.cast.olga)


def test_followed_twice_ended_twice_and_begun_again(scene: Scene) -> None:
    claim, bea = scene.claim(scene.cast.ann), scene.cast.bea
    row = services.follow(claim, by=bea)
    assert services.follow(claim, by=bea) == row
    services.unfollow(row, by=bea)
    services.unfollow(row, by=bea)
    assert services.follow(claim, by=bea).pk != row.pk
    said = AuditEvent.objects.filter(action__startswith="subscription.").order_by("number")
    assert list(said.values_list("action", flat=True)) == [
        "subscription.begun",
        "subscription.ended",
        "subscription.begun",
    ]
    assert verify(scene.cast.desk.pk).ok


def test_nobody_ends_or_sees_what_another_follows(scene: Scene) -> None:
    row = services.follow(scene.claim(scene.cast.ann), by=scene.cast.bea)
    for name, user in scene.cast.everyone().items():
        seen = Subscription.objects.visible_to(user).filter(pk=row.pk).exists()
        assert seen == rules.may_see(user, row) == (name == "bea"), name
        if name not in {"bea", "nobody"}:
            with pytest.raises(PermissionDenied):
                services.unfollow(row, by=user)


def test_what_one_no_longer_sees_is_not_listed(scene: Scene) -> None:
    claim, bea = scene.claim(scene.cast.ann), scene.cast.bea
    services.follow(claim, by=bea)
    set_visibility(claim, "me", by=scene.cast.ann)
    assert not Subscription.objects.visible_to(bea).exists()
    set_visibility(claim, "workspace", by=scene.cast.ann)
    assert Subscription.objects.visible_to(bea).exists()
    delete_claim(claim, by=scene.cast.ann)
    assert not Subscription.objects.visible_to(bea).exists()


def test_whoever_leaves_follows_nothing_there(scene: Scene) -> None:
    services.follow(scene.claim(scene.cast.ann), by=scene.cast.bea)
    scene.cast.bea.memberships.all().delete()
    scene.cast.bea.forget_roles()
    assert not Subscription.objects.visible_to(scene.cast.bea).exists()


def test_a_merged_claim_is_followed_as_the_one_that_was_kept(scene: Scene) -> None:
    ann = scene.cast.ann
    kept, other = scene.claim(ann), scene.claim(ann, "The pier was shut.")
    merge_claims(kept, other, "The same.", by=ann)
    other.refresh_from_db()
    assert services.follow(other, by=ann).claim == kept


def test_the_database_holds_one_thing_once(scene: Scene) -> None:
    claim, ann = scene.claim(scene.cast.ann), scene.cast.ann
    services.follow(claim, by=ann)
    for given in (
        {"claim": claim},
        {},
        {"claim": claim, "article": scene.snapshot.article},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.create(workspace=scene.cast.desk, created_by=ann, **given)
