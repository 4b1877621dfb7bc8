"""The demo newsroom loads once, whole, through the services."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from claims.annotations.models import Annotation
from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim, Relation
from claims.reviews.models import Review, Verdict
from provenance.accounts.models import User, Workspace
from provenance.audit.services import chains, verify
from provenance.sources.models import Article, Citation, Snapshot

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
        "users": User,
        "articles": Article,
        "snapshots": Snapshot,
        "claims": Claim,
        "appearances": Appearance,
        "evidence": Evidence,
        "relations": Relation,
        "reviews": Review,
        "verdicts": Verdict,
        "annotations": Annotation,
    }
    assert {kind: model.objects.count() for kind, model in there.items()} == {
        kind: counts[kind] for kind in there
    }
    confirmed = Citation.objects.filter(state="confirmed", known="person")
    assert confirmed.count() == counts["citations"]


def test_loading_again_changes_nothing(counts: dict[str, Any]) -> None:
    kinds: list[Any] = [User, Claim, Article, Evidence]
    before = [model.objects.count() for model in kinds]
    assert load() == {}
    assert [model.objects.count() for model in kinds] == before


def test_its_history_verifies(counts: dict[str, Any]) -> None:
    assert all(verify(chain).ok for chain in chains())


def test_a_silently_edited_article_has_two_snapshots(counts: dict[str, Any]) -> None:
    edited = [a for a in Article.objects.all() if a.snapshots.count() == 2]
    assert edited
    assert all("post" in article.address for article in edited)


def test_a_corrected_verdict_says_why(counts: dict[str, Any]) -> None:
    corrected = Verdict.objects.corrections()
    assert corrected.exists()
    assert all(verdict.reason_for_change for verdict in corrected)
