"""A case file attaches itself to texts with the same hashes, and to no others."""

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from claims.exchange import casefile
from claims.records.models import Appearance, Claim, Relation
from provenance.capture.material import from_file
from provenance.capture.pipeline import bring_in
from provenance.sources.models import Fact, Snapshot
from tests.people import Cast

pytestmark = pytest.mark.django_db

TEXT = (
    "The mill on the Arn was sold in March, a clerk said, and the price was not told to anyone. "
    "People who live beside it heard of the sale from the radio. It stands empty since the spring, "
    "and the roof of the long hall has begun to leak over the old looms."
)
ARTICLES = Path(__file__).parents[4] / "shared" / "corpus" / "articles"


def place(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    return {"file": "mill.txt", "start": start, "end": start + len(words), "sha256": sha256}


def case() -> dict[str, Any]:
    hop = {"speaker": "clerk", "directness": "indirect", "anonymous": True, "known": "in_text"}
    return {
        "language": "en",
        "files": [{"file": "mill.txt", "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}],
        "persons": [{"id": "clerk", "kind": "unnamed", "name": "A clerk"}],
        "claims": [
            {
                "id": "sold",
                "statement": "The mill was sold in March.",
                "kind": "event",
                "checkable": "yes",
                "appearances": [
                    {
                        **place("The mill on the Arn was sold in March"),
                        "chain": [{**hop, "cue": place("a clerk said")}],
                    }
                ],
            },
            {
                "id": "empty",
                "statement": "The mill stands empty.",
                "kind": "event",
                "checkable": "yes",
                "appearances": [{**place("It stands empty"), "chain": []}],
            },
        ],
        "relations": [
            {"from": "sold", "to": "empty", "kind": "context", "reason": "Before and after."}
        ],
        "outside": [
            {
                "file": "mill.txt",
                "field": "outlet",
                "value": "The Arn Letter",
                "known": "outside",
                "confidence": 0.9,
                "source": "A reader remembers it.",
            }
        ],
    }


@pytest.fixture
def snapshot(cast: Cast) -> Snapshot:
    return bring_in(from_file(TEXT.encode(), "mill.txt"), workspace=cast.desk, by=cast.ann).snapshot


def attach(cast: Cast, data: dict[str, Any]) -> casefile.Attached:
    return casefile._Case(data, cast.desk).attach()


def test_claims_chains_relations_and_outside_facts_are_attached(
    cast: Cast, snapshot: Snapshot
) -> None:
    done = attach(cast, case())
    assert (done.claims, done.appearances, done.relations, done.facts) == (2, 2, 1, 1)
    sold = Claim.objects.get(statement="The mill was sold in March.")
    appearance = sold.appearances.get()
    assert appearance.passage.quote == "The mill on the Arn was sold in March"
    hop = appearance.attributions.get()
    assert hop.speaker
    assert hop.cue
    assert (hop.speaker.name, hop.cue.quote) == ("A clerk", "a clerk said")
    fact = Fact.objects.get(known="outside")
    assert (fact.value, fact.confidence, fact.chosen) == ("The Arn Letter", 0.9, False)


def test_attaching_again_adds_nothing(cast: Cast, snapshot: Snapshot) -> None:
    attach(cast, case())
    again = attach(cast, case())
    assert (again.claims, again.appearances, again.relations, again.facts) == (0, 0, 0, 0)
    assert Claim.objects.count() == 2


def test_a_place_with_other_words_is_refused(cast: Cast, snapshot: Snapshot) -> None:
    data = case()
    data["claims"][0]["appearances"][0]["start"] += 1
    done = attach(cast, data)
    assert done.claims == 1
    assert len(done.refused) == 1


def test_another_workspace_gets_nothing(cast: Cast, snapshot: Snapshot) -> None:
    assert casefile._Case(case(), cast.elsewhere).attach().claims == 0


def test_a_text_without_a_case_is_left_alone(cast: Cast, snapshot: Snapshot) -> None:
    assert casefile.attach([snapshot]) == []
    assert not Claim.objects.exists()


def test_the_syria_case_attaches_when_the_corpus_is_imported(cast: Cast) -> None:
    if not ARTICLES.is_dir():
        pytest.skip("../shared/corpus is missing: the Syria case was not attached")
    out = StringIO()
    began = timezone.now()
    call_command("import_articles", str(ARTICLES), "--workspace=desk", "--json", stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["status"] for line in lines] == ["imported"] * 5
    assert Claim.objects.filter(created_at__gte=began).count() >= 60
    assert Appearance.objects.values("passage__snapshot").distinct().count() == 5
    assert Relation.objects.count() >= 60
