"""A case file opens a case with what it attached; the Syria pieces read together."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from claims.cases import services
from claims.cases.models import Case
from claims.cases.reading import articles_in, claims_in, contradictions_in, voices_of
from claims.exchange import casefile
from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.sources.models import Snapshot
from tests.claims.exchange.test_casefile import attach, case, snapshot
from tests.people import Cast

__all__ = ["snapshot"]

pytestmark = pytest.mark.django_db

ARTICLES = Path(__file__).parents[4] / "shared" / "corpus" / "articles"


def titled() -> dict[str, Any]:
    return case() | {"title": "The mill", "about": "Who sold it, and when."}


def test_a_case_is_opened_once_with_what_was_attached(cast: Cast, snapshot: Snapshot) -> None:
    attach(cast, titled())
    attach(cast, titled())
    row = Case.objects.get()
    assert (row.title, row.summary) == ("The mill", "Who sold it, and when.")
    assert [one.pk for one in articles_in(row, cast.ron)] == [snapshot.article_id]
    assert claims_in(row, cast.ron).count() == 2


def test_what_someone_took_out_stays_out(cast: Cast, snapshot: Snapshot) -> None:
    attach(cast, titled())
    row, claim = Case.objects.get(), Claim.objects.order_by("pk")[0]
    services.take_from_case(row, claims=[claim.pk], by=cast.ann)
    attach(cast, titled())
    assert claim not in claims_in(row, cast.ann)


def test_a_deleted_case_is_not_opened_again(cast: Cast, snapshot: Snapshot) -> None:
    attach(cast, titled())
    services.delete_case(Case.objects.get(), by=cast.ann)
    attach(cast, titled())
    assert Case.objects.get().deleted_at is not None


def test_a_file_without_texts_here_opens_nothing(cast: Cast) -> None:
    attach(cast, titled())
    assert not Case.objects.exists()


def test_the_demo_has_its_case() -> None:
    call_command("load_demo", "--json", stdout=StringIO())
    row, max_ = Case.objects.get(), User.objects.get(username="max")
    assert row.workspace.slug == "demo"
    found = contradictions_in(row, max_)
    assert len(found.against) >= 2
    assert all(pair.decided for pair in found.against)
    articles = list(articles_in(row, max_).with_sources())
    assert voices_of(row, articles, max_).independent < len(articles) == 10


# --- the Syria pieces -----------------------------------------------------------------------


@pytest.fixture
def syria(cast: Cast) -> Case:
    """The five pieces, brought in as an operator would."""
    if not ARTICLES.is_dir():
        pytest.skip("../shared/corpus/articles is missing: the Syria case cannot be read together")
    call_command("import_articles", str(ARTICLES), "--workspace", "desk", stdout=StringIO())
    casefile.attach(list(Snapshot.objects.select_related("article")))
    return Case.objects.get()


def test_the_syria_case_reads_as_its_texts_are(cast: Cast, syria: Case) -> None:
    articles = list(articles_in(syria, cast.ann).with_sources())
    assert (len(articles), claims_in(syria, cast.ann).count()) == (5, 125)
    origins = voices_of(syria, articles, cast.ann)
    assert origins.independent <= 3
    reasons = [reason for group in origins.groups for reason in group.reasons]
    assert any("Andrew Korybko" in reason.shared for reason in reasons)
    _two_withdrawals_are_apart(syria, cast)
    client = Client()
    client.force_login(cast.ann)
    page = " ".join(client.get(f"/cases/{syria.pk}/").content.decode().split())
    assert "5 articles, 125 claims, at most" in page
    assert "Andrew Korybko" in page
    assert "At different times" in page
    told = client.get(f"/api/v1/cases/{syria.pk}/lineage/")
    assert json.loads(told.content)["articles"]["independent"] == origins.independent


def _two_withdrawals_are_apart(syria: Case, cast: Cast) -> None:
    found = contradictions_in(syria, cast.ann)
    statements = dict(claims_in(syria, cast.ann).values_list("pk", "statement"))

    def of_both(pairs: Any) -> list[Any]:
        wanted = {"taking units out", "air force would go home"}
        told = [(one, statements[one.one] + statements[one.other]) for one in pairs]
        return [one for one, words in told if all(part in words for part in wanted)]

    assert of_both(found.against) == []
    (pair,) = of_both(found.apart)
    assert pair.times == "They speak of different times: March 2016; December 2017."
