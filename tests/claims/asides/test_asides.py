"""Private notes to the editor: for their author and for editors and owners, and for nobody else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from claims.asides import rules, services
from claims.asides.models import Aside
from claims.records.services import delete_claim, merge_claims
from provenance.accounts.models import Membership
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.sources.models import Passage

SECRET = "The source asked me not to be named: it was her own brother."
MAY_WRITE = {"ann", "bea", "eve", "tom", "sam", "sue", "max"}
EDITORS = {"eve", "max"}


@pytest.fixture
def claim(scene):
    return scene.claim(scene.cast.ann)


@pytest.fixture
def aside(scene, claim):
    return services.write_aside(SECRET, claim=claim, by=scene.cast.bea)


def may(service, *args, **given):
    """Whether a service lets someone; whatever it did is taken back."""
    try:
        with transaction.atomic():
            service(*args, **given)
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    return True


def test_who_writes_to_the_editor(scene, claim):
    for name, user in scene.cast.everyone().items():
        if name == "nobody":
            continue
        assert may(services.write_aside, SECRET, claim=claim, by=user) == (name in MAY_WRITE), name


@pytest.mark.parametrize(
    ("service", "given", "who"),
    [
        (services.edit_aside, {"body": "Otherwise."}, {"bea"}),
        (services.withdraw_aside, {}, {"bea"}),
        (services.restore_aside, {}, {"bea"}),
        (services.settle_aside, {"answer": "Thank you."}, EDITORS),
        (services.reopen_aside, {}, EDITORS),
    ],
)
def test_who_does_what_to_it(scene, aside, service, given, who):
    for name, user in scene.cast.everyone().items():
        if name != "nobody":
            assert may(service, aside, **given, by=user) == (name in who), name


def test_the_list_agrees_with_the_rule_for_everyone(scene, aside):
    for name, user in scene.cast.everyone().items():
        listed = Aside.objects.visible_to(user).filter(pk=aside.pk).exists()
        assert listed == rules.may_see(user, aside) == (name in EDITORS | {"bea"}), name


def test_whoever_left_the_workspace_reads_nothing_more(scene, aside):
    Membership.objects.filter(user=scene.cast.bea).delete()
    scene.cast.bea.forget_roles()
    assert not Aside.objects.visible_to(scene.cast.bea).exists()
    assert not rules.may_see(scene.cast.bea, aside)


def test_editors_of_elsewhere_read_nothing(scene, aside):
    assert not Aside.objects.visible_to(scene.cast.olga).exists()


def test_what_was_taken_back_only_its_author_puts_back(scene, aside):
    gone = services.withdraw_aside(aside, by=scene.cast.bea)
    for name, user in scene.cast.everyone().items():
        assert not Aside.objects.visible_to(user).exists()
        assert Aside.objects.with_withdrawn(user).exists() == (name == "bea")
    assert services.restore_aside(gone, by=scene.cast.bea).deleted_at is None


def test_a_deleted_claim_takes_its_notes_out_of_sight(scene, claim, aside):
    delete_claim(claim, by=scene.cast.ann)
    assert not Aside.objects.visible_to(scene.cast.max).exists()


def test_a_merged_claim_brings_its_notes_along(scene, claim, aside):
    kept = scene.claim(scene.cast.ann, "The pier closed early in May.")
    merge_claims(kept, claim, "The same.", by=scene.cast.ann)
    assert list(Aside.objects.visible_to(scene.cast.eve).of_claim(kept.pk)) == [aside]


# --- about words -----------------------------------------------------------------------------


def test_words_are_seen_to_be_marked_by_those_alone_who_read_the_note(scene):
    aside = services.write_aside(
        SECRET, place=scene.at("Nobody was hurt"), workspace=scene.cast.desk, by=scene.cast.bea
    )
    for name, user in scene.cast.everyone().items():
        seen = Passage.objects.visible_to(user).filter(pk=aside.passage_id).exists()
        assert seen == (name in EDITORS | {"bea"}), name


def test_what_editors_would_not_see_is_no_ground(scene):
    own = scene.claim(scene.cast.sam)
    with pytest.raises(NotNow, match="Only you see this"):
        services.write_aside(SECRET, claim=own, by=scene.cast.sam)
    article = scene.snapshot.article
    type(article).objects.filter(pk=article.pk).update(visibility="me", created_by=scene.cast.bea)
    with pytest.raises(NotNow, match="Only you see this"):
        services.write_aside(
            SECRET, place=scene.at("Nobody was hurt"), workspace=scene.cast.desk, by=scene.cast.bea
        )


def test_words_of_another_workspace_are_refused(scene, claim):
    place = (scene.foreign, 0, 10)
    with pytest.raises(ValidationError):
        services.write_aside(SECRET, claim=claim, place=place, by=scene.cast.bea)


def test_it_is_about_something(scene):
    for given in ({}, {"workspace": scene.cast.desk}, {"place": scene.at("Nobody was hurt")}):
        with pytest.raises(ValidationError, match="which claim or which words"):
            services.write_aside(SECRET, **given, by=scene.cast.bea)


@pytest.mark.parametrize("body", ["", "  \n", "x" * 5_001, "a\0b"])
def test_bad_words_are_refused_by_name(scene, claim, body):
    with pytest.raises(ValidationError) as refused:
        services.write_aside(body, claim=claim, by=scene.cast.bea)
    assert set(refused.value.message_dict) == {"body"}


# --- answering -------------------------------------------------------------------------------


def test_an_answer_is_read_by_its_author_and_ends_the_rewording(scene, aside):
    settled = services.settle_aside(aside, answer=" Thank you. ", by=scene.cast.eve)
    assert (settled.answer, settled.settled_by) == ("Thank you.", scene.cast.eve)
    with pytest.raises(NotNow, match="answered"):
        services.edit_aside(aside, "Otherwise.", by=scene.cast.bea)
    with pytest.raises(NotNow, match="Eve has answered"):
        services.settle_aside(aside, by=scene.cast.max)
    again = services.reopen_aside(aside, by=scene.cast.max)
    assert (again.answer, again.settled_at) == ("", None)


def test_whoever_is_late_is_told(scene, aside):
    services.edit_aside(aside, "Otherwise.", by=scene.cast.bea)
    with pytest.raises(Stale):
        services.settle_aside(aside, version=aside.version, by=scene.cast.eve)


def test_the_audit_keeps_that_it_was_written_and_never_what_it_says(scene, aside):
    services.edit_aside(aside, f"{SECRET} Really.", by=scene.cast.bea)
    services.settle_aside(aside, answer=SECRET, by=scene.cast.eve)
    services.withdraw_aside(aside, by=scene.cast.bea)
    events = AuditEvent.objects.filter(action__startswith="aside.").order_by("id")
    done = [one.action.split(".")[1] for one in events]
    assert done == ["written", "edited", "settled", "withdrawn"]
    assert all(set(one.detail) == {"claim", "passage"} for one in events)
    assert SECRET not in str(list(AuditEvent.objects.values("detail")))


@pytest.mark.parametrize(
    "columns", [{"body": ""}, {"claim": None}, {"answer": "x"}, {"settled_at": "2026-01-01T00:00Z"}]
)
def test_the_database_refuses_what_may_never_be(scene, aside, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Aside.objects.filter(pk=aside.pk).update(**columns)
