"""Covers: who puts them on, on what, and what is remembered of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.evidence import services as evidence
from claims.evidence.models import Evidence
from claims.records.models import Claim
from claims.records.services import cover_claim
from provenance.accounts.rules import Stale
from provenance.audit.models import AuditEvent
from provenance.sources.covers import in_place_of, words_of
from provenance.sources.models import Article
from provenance.sources.services import cover_pictures
from tests.claims.scene import decide

WORDS = "describes a drowning"
MAY = {"ann", "bea", "eve", "tom", "max"}


@pytest.fixture
def claim(scene):
    return scene.claim(scene.cast.ann)


@pytest.fixture
def piece(scene, claim):
    place = scene.at("Forty boats had to leave")
    return evidence.add_evidence(
        claim, stance="supports", warrant="The port says so.", place=place, by=scene.cast.ann
    )


def put_on(row, by, **given):
    """The cover of any kind of row."""
    service = {
        Claim: cover_claim,
        Evidence: evidence.cover_evidence,
        Article: cover_pictures,
    }[type(row)]
    return service(row, **({"sensitive": WORDS} | given), by=by)


@pytest.fixture(params=["claim", "evidence", "article"])
def row(request, scene, claim, piece):
    return {"claim": claim, "evidence": piece, "article": scene.snapshot.article}[request.param]


def test_those_who_check_cover_and_nobody_else(scene, row):
    for name, user in scene.cast.everyone().items():
        put_on(row, scene.cast.max, sensitive="")
        if name in MAY:
            assert put_on(row, user).sensitive == WORDS
        else:
            with pytest.raises(PermissionDenied):
                put_on(row, user)
            row.refresh_from_db()
            assert row.sensitive == ""


def test_each_change_is_remembered_and_counted_up(scene, row):
    before = row.version
    put_on(row, scene.cast.ann)
    put_on(row, scene.cast.bea, sensitive="")
    row.refresh_from_db()
    assert row.version == before + 2
    last = AuditEvent.objects.order_by("-id")[:2]
    told = [(one.action.split(".")[1], one.detail["before"], one.detail["after"]) for one in last]
    assert told == [("uncovered", WORDS, ""), ("covered", "", WORDS)]


def test_the_same_words_again_change_nothing(scene, row):
    put_on(row, scene.cast.ann)
    events = AuditEvent.objects.count()
    version = put_on(row, scene.cast.bea, sensitive=f"  {WORDS} ").version
    row.refresh_from_db()
    assert (row.version, AuditEvent.objects.count()) == (version, events)


def test_whoever_is_late_is_told(scene, row):
    put_on(row, scene.cast.ann)
    with pytest.raises(Stale):
        put_on(row, scene.cast.bea, sensitive="other words", version=row.version)


@pytest.mark.parametrize("wrong", ["x" * 201, "a\0b"])
def test_too_long_or_unwritable_words_are_refused(scene, row, wrong):
    with pytest.raises(ValidationError) as refused:
        put_on(row, scene.cast.ann, sensitive=wrong)
    assert set(refused.value.message_dict) == {"sensitive"}


def test_a_published_claim_is_covered_too(scene, claim):
    decide(claim, scene)
    assert put_on(claim, scene.cast.ann).sensitive == WORDS


def test_what_others_keep_to_themselves_is_not_covered(scene):
    own = scene.claim(scene.cast.sam)
    with pytest.raises(PermissionDenied):
        put_on(own, scene.cast.max)


def test_evidence_that_was_withdrawn_is_left_alone(scene, piece):
    gone = evidence.withdraw_evidence(piece, by=scene.cast.ann)
    with pytest.raises(PermissionDenied):
        put_on(gone, scene.cast.ann)


def test_what_stands_in_place_of_the_words():
    assert in_place_of("The pier closed.", "") == "The pier closed."
    assert in_place_of("The pier closed.", WORDS) == f"Covered: {WORDS}"
    assert words_of(" shows \n injured  people ") == "shows injured people"


def test_a_claim_is_called_by_its_cover(scene, claim):
    assert claim.called == claim.statement
    assert put_on(claim, scene.cast.ann).called == f"Covered: {WORDS}"
