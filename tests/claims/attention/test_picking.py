"""Why claims were picked: by whom it is said and read, once a claim."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from claims.attention import rules, services
from claims.attention.models import Pick
from claims.records.services import merge_claims
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db

CHECKS = {"ann", "bea", "eve", "tom", "max"}


def allowed(do: Any) -> bool:
    try:
        do()
    except PermissionDenied:
        return False
    return True


def test_who_says_and_reads_it(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    row = services.pick(claim, "reach", by=scene.cast.ann)
    for name, user in scene.cast.everyone().items():
        may = allowed(lambda user=user: services.pick(claim, "reach", by=user))
        assert may == rules.may_pick(user, claim) == (name in CHECKS), name
        seen = Pick.objects.visible_to(user).filter(pk=row.pk).exists()
        assert seen == rules.may_see_pick(user, row) == (name in CHECKS), name


def test_said_anew_and_taken_back_it_stays_on_record(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    first = services.pick(claim, "reach", by=cast.ann)
    assert services.pick(claim, "reach", by=cast.bea) == first
    second = services.pick(claim, "other", words="  A  hunch. ", version=1, by=cast.bea)
    assert (second.words, Pick.objects.visible_to(cast.ann).get()) == ("A hunch.", second)
    with pytest.raises(Stale):
        services.pick(claim, "harm", version=7, by=cast.ann)
    services.take_back_pick(second, by=cast.ann)
    assert not Pick.objects.visible_to(cast.ann).exists()
    assert Pick.objects.count() == 2
    said = AuditEvent.objects.filter(action__startswith="pick.").order_by("number")
    assert [one.action for one in said] == ["pick.made", "pick.made", "pick.taken_back"]
    assert said[1].detail["before"] == {"rule": "reach", "words": ""}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"rule": "whim"}, "rule"),
        ({"rule": "other"}, "words"),
        ({"rule": "reach", "words": "x" * 301}, "words"),
    ],
)
def test_what_is_wrong_is_named(scene: Scene, given: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as wrong:
        services.pick(scene.claim(scene.cast.ann), **given, by=scene.cast.ann)
    assert field in wrong.value.message_dict


def test_a_merged_claim_is_not_picked(scene: Scene) -> None:
    ann = scene.cast.ann
    kept, other = scene.claim(ann), scene.claim(ann, "The pier was shut.")
    merge_claims(kept, other, "The same.", by=ann)
    with pytest.raises(NotNow):
        services.pick(other, "reach", by=ann)


def test_the_database_keeps_one_rule_a_claim(scene: Scene) -> None:
    claim, ann = scene.claim(scene.cast.ann), scene.cast.ann
    services.pick(claim, "reach", by=ann)
    for rule in ("harm", "whim", "other"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pick.objects.create(workspace=scene.cast.desk, claim=claim, rule=rule, created_by=ann)
