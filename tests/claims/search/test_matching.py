"""Claims like a text are found before the same claim is recorded twice."""

import json
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import call_command

from claims.records.models import Claim
from claims.search.matching import likeness, similar
from provenance.accounts.models import Visibility
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_languages() -> None:
    caches["throttle"].clear()


@pytest.fixture
def known(cast: Cast) -> Claim:
    for statement in ("The school roof leaks.", "The pier was sold to a bank in 2019."):
        Claim.objects.create(workspace=cast.desk, statement=statement, created_by=cast.ann)
    return Claim.objects.create(
        workspace=cast.desk,
        statement="The town knew of the lead in February 2025.",
        created_by=cast.ann,
    )


def test_another_wording_of_the_same_claim_comes_first(cast: Cast, known: Claim) -> None:
    matches = similar("In February 2025 the town already knew about the lead", by=cast.bea)
    assert matches[0].claim == known.pk
    assert matches[0].score > 0.6


def test_misspelt_words_still_lead_to_the_claim(cast: Cast, known: Claim) -> None:
    matches = similar("Townn knewe of leadd in Februaryy", by=cast.bea)
    assert [match.claim for match in matches] == [known.pk]


def test_an_unlike_text_matches_nothing(cast: Cast, known: Claim) -> None:
    assert similar("Penguins breed on sea ice.", by=cast.bea) == []


def test_strangers_are_offered_nothing_private(cast: Cast, known: Claim) -> None:
    text = known.statement
    assert similar(text, by=cast.olga) == []
    assert similar(text, by=cast.nobody) == []
    Claim.objects.filter(pk=known.pk).update(visibility=Visibility.PUBLIC)
    assert [m.claim for m in similar(text, by=cast.nobody)] == [known.pk]


def test_a_merged_claim_is_not_offered(cast: Cast, known: Claim) -> None:
    other = Claim.objects.create(
        workspace=cast.desk, statement="The town knew of lead.", created_by=cast.ann
    )
    Claim.objects.filter(pk=other.pk).update(merged_into=known)
    assert other.pk not in {m.claim for m in similar("The town knew of lead.", by=cast.ann)}


@pytest.mark.parametrize("text", ["", "   ", "!!!", "a" * 5000])
def test_odd_texts_are_answered(cast: Cast, known: Claim, text: str) -> None:
    assert similar(text, by=cast.ann) == []


def test_likeness_is_between_0_and_1_and_1_for_the_same() -> None:
    assert likeness("One thing.", "One thing.") == 1
    assert 0 <= likeness("One thing.", "Quite another") < 0.5


def test_the_command_answers_one_json_object_a_text(cast: Cast, known: Claim) -> None:
    out = StringIO()
    call_command("match_claim", known.statement, "Penguins", "--user=ann", "--json", stdout=out)
    first, second = [json.loads(line) for line in out.getvalue().splitlines()]
    assert first["matches"][0] == {
        "claim": known.pk,
        "text": known.statement,
        "score": 1.0,
        "verdict": "",
    }
    assert second == {"query": "Penguins", "matches": []}
