"""The demo newsroom loads once, whole, through the services."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from claims.annotations.models import Annotation
from claims.classroom.models import Answer, Assignment, Course, Submission
from claims.classroom.rules import place_of
from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim, Relation
from claims.reviews.models import Recheck, Review, Verdict
from claims.web.pages.classroom.work import work_page
from provenance.accounts.models import User, Workspace
from provenance.audit.services import chains, verify
from provenance.sources.models import Article, Citation, Following, Revision, Snapshot

pytestmark = pytest.mark.django_db


def load() -> dict[str, Any]:
    out = StringIO()
    call_command("load_demo", "--json", stdout=out)
    counts: dict[str, Any] = json.loads(out.getvalue())
    return counts


@pytest.fixture
def counts() -> dict[str, Any]:
    return load()


def test_what_it_says_it_loaded_is_there(counts: dict[str, Any]) -> None:
    there: dict[str, Any] = {
        "workspaces": Workspace,
        "articles": Article,
        "snapshots": Snapshot,
        "claims": Claim,
        "appearances": Appearance,
        "evidence": Evidence,
        "relations": Relation,
        "reviews": Review,
        "verdicts": Verdict,
        "annotations": Annotation,
        "rechecks": Recheck,
        "courses": Course,
        "assignments": Assignment,
        "works": Submission,
    }
    assert {kind: model.objects.count() for kind, model in there.items()} == {
        kind: counts[kind] for kind in there
    }
    assert User.objects.filter(is_confined=False).count() == counts["users"]
    confirmed = Citation.objects.filter(state="confirmed", known="person")
    assert confirmed.count() == counts["citations"]


def test_loading_again_changes_nothing(counts: dict[str, Any]) -> None:
    kinds: list[Any] = [User, Claim, Article, Evidence]
    before = [model.objects.count() for model in kinds]
    assert load() == {}
    assert [model.objects.count() for model in kinds] == before


def test_the_demo_class_was_revealed_with_answers_that_differ(counts: dict[str, Any]) -> None:
    course = Course.objects.get()
    assert course.enrolments.students().count() == 12
    stages = dict(Assignment.objects.values_list("lesson", "stage"))
    assert stages == {"sift": "revealed", "the-silent-edit": "given", "three-questions": "draft"}
    made = Assignment.objects.get(stage="revealed")
    assert made.submissions.filter(hand_ins__isnull=False).distinct().count() == 10
    key = made.key.body
    assert key["verdict"]["slug"] == "false"
    assert key["chains"]
    answers = Answer.objects.filter(submission__assignment=made, task="verdict")
    assert len({one.body["rating"] for one in answers}) >= 4
    running = Submission.objects.filter(assignment__lesson="the-silent-edit").first()
    page = running and work_page(running, 1)
    assert page is not None
    assert page.side_by_side
    assert [text.version for text in page.texts] == [
        "Version 1, 3 June 2025",
        "Version 2, 6 June 2025",
    ]
    assert place_of(User.objects.get(username="tom"), course) is not None


def test_its_history_verifies(counts: dict[str, Any]) -> None:
    assert all(verify(chain).ok for chain in chains())


def test_an_edited_article_has_three_versions(counts: dict[str, Any]) -> None:
    """One changed without saying so, one with a notice."""
    edited = [a for a in Article.objects.all() if a.snapshots.count() > 1]
    assert len(edited) == 2
    assert all("post" in article.address for article in edited)
    for article in edited:
        kinds = Revision.objects.filter(after__article=article).order_by("after__number")
        assert [one.kind for one in kinds] == ["silent", "announced"]


def test_the_re_review_queue_is_lively(counts: dict[str, Any]) -> None:
    """Reworded and vanished words, cues too, under verdicts that are out; one answered."""
    rows = Recheck.objects.filter(workspace__slug="demo").with_words()
    assert {row.following.status for row in rows} >= {"changed", "gone"}
    assert {row.rests for row in rows} >= {"appearance", "cue"}
    assert {row.state for row in rows} == {"open", "holds"}
    assert {row.claim.statement[:30] for row in rows.alarming()} == {
        "The town council of Eastbank k"
    }
    assert {one.status for one in Following.objects.newest()} >= {"moved", "changed", "gone"}


def test_a_corrected_verdict_says_why(counts: dict[str, Any]) -> None:
    corrected = Verdict.objects.corrections()
    assert corrected.exists()
    assert all(verdict.reason_for_change for verdict in corrected)
