"""Whom words mean: recorded by those who record, taken back and put back, seen with the article."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from claims.records.models import Naming
from claims.records.services import record_naming, restore_naming, withdraw_naming
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.sources.models import Article, Person
from provenance.sources.services.catalogue import person_named
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db

MAY_RECORD = {"ann", "bea", "eve", "tom", "sam", "sue", "max"}


def name(
    scene: Scene, by: Any, meant: Any = "the port workers", words: str = "Forty boats"
) -> Naming:
    return record_naming(scene.at(words), workspace=scene.cast.desk, meant=meant, by=by)


@pytest.mark.parametrize("who", ["ann", "bea", "eve", "tom", "sam", "sue", "ron", "max", "olga"])
def test_who_records_a_naming(scene: Scene, who: str) -> None:
    by = getattr(scene.cast, who)
    if who in MAY_RECORD:
        assert name(scene, by).created_by == by
        return
    with pytest.raises(PermissionDenied):
        name(scene, by)


def test_the_name_or_alias_of_one_person_means_that_person(scene: Scene) -> None:
    ann = scene.cast.ann
    mira = person_named("Mira Tal", workspace=scene.cast.desk, by=ann)
    Person.objects.filter(pk=mira.pk).update(alias_keys=["harbour master"])
    assert name(scene, ann, "MIRA TAL").person == mira
    assert name(scene, ann, "harbour master", "Nobody").person == mira
    free = name(scene, ann, "the besieged", "A port official")
    assert (free.person, free.subject, free.meant) == (None, "the besieged", "the besieged")


def test_it_is_remembered_and_can_be_taken_back_and_put_back(scene: Scene) -> None:
    row = name(scene, scene.cast.ann)
    gone = withdraw_naming(row, by=scene.cast.bea)
    assert not Naming.objects.visible_to(scene.cast.ann)
    assert restore_naming(gone, by=scene.cast.ann).deleted_at is None
    events = AuditEvent.objects.filter(action__startswith="naming.")
    actions = events.values_list("action", flat=True)
    assert sorted(actions) == ["naming.recorded", "naming.restored", "naming.withdrawn"]


def test_students_change_only_their_own(scene: Scene) -> None:
    sam, sue = scene.cast.sam, scene.cast.sue
    row = name(scene, sam)
    assert row.visibility == "me"
    with pytest.raises(PermissionDenied):
        withdraw_naming(row, by=sue)
    gone = withdraw_naming(row, by=sam)
    with pytest.raises(PermissionDenied):
        restore_naming(gone, by=sue)
    assert restore_naming(gone, by=sam).deleted_at is None


def test_the_same_words_mean_the_same_one_once(scene: Scene) -> None:
    row = name(scene, scene.cast.ann)
    with pytest.raises(ValidationError, match="already"):
        name(scene, scene.cast.bea)
    withdraw_naming(row, by=scene.cast.ann)
    name(scene, scene.cast.bea)
    with pytest.raises(NotNow):
        restore_naming(row, by=scene.cast.ann)


def test_a_stale_version_is_refused(scene: Scene) -> None:
    row = name(scene, scene.cast.ann)
    with pytest.raises(Stale):
        withdraw_naming(row, version=row.version + 1, by=scene.cast.ann)


@pytest.mark.parametrize("meant", ["", "  ", "x" * 201])
def test_someone_must_be_meant(scene: Scene, meant: str) -> None:
    with pytest.raises(ValidationError):
        name(scene, scene.cast.ann, meant)


def test_people_and_texts_of_another_workspace_are_refused(scene: Scene) -> None:
    cast = scene.cast
    theirs = person_named("Olga Mir", workspace=cast.elsewhere, by=cast.olga)
    with pytest.raises(ValidationError):
        name(scene, cast.ann, theirs)
    with pytest.raises(ValidationError):
        record_naming((scene.foreign, 0, 5), workspace=cast.desk, meant="x", by=cast.ann)


def test_who_sees_a_naming_sees_the_article(scene: Scene) -> None:
    name(scene, scene.cast.ann)
    seeing = {who for who, user in scene.cast.everyone().items() if Naming.objects.visible_to(user)}
    assert seeing == MAY_RECORD | {"ron"}
    Article.objects.update(visibility="me", created_by=scene.cast.ann)
    assert not Naming.objects.visible_to(scene.cast.bea)


def test_the_database_refuses_one_who_is_nobody_or_two(scene: Scene) -> None:
    ann, passage = scene.cast.ann, scene.passage("Forty boats")
    mira = person_named("Mira Tal", workspace=scene.cast.desk, by=ann)
    for wrong in ({}, {"person": mira, "subject": "the port"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Naming.objects.create(workspace=scene.cast.desk, passage=passage, **wrong)
