"""A case file attaches itself to texts with the same hashes, and to no others."""

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.exchange import casefile
from claims.records.drifting import drift_of
from claims.records.models import Appearance, Claim, Relation
from claims.records.reading import appearances_of
from provenance.capture.material import from_file
from provenance.capture.pipeline import bring_in
from provenance.lineage.origins import independent_articles
from provenance.sources.models import Article, Citation, Fact, Passage, Snapshot
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
    left_out = Citation.objects.filter(uncredited=True, state="confirmed", known="outside")
    assert [one.target_name for one in left_out] == ["Reuters", "Reuters"]
    client = Client()
    client.force_login(cast.ron)
    pages = [f"/articles/{left_out[0].source_id}/", f"/articles/{left_out[0].source_id}/facts/"]
    pages += [reverse("claim", args=[one.pk]) for one in _claims_on(left_out[0].passage)]
    for page, words in zip(pages, ["Agency not credited: Reuters", "Not credited:"], strict=False):
        assert words in client.get(page).content.decode()
    assert len(pages) > 2
    assert "Agency not credited: Reuters" in client.get(pages[2]).content.decode()


def test_002_shows_both_places_it_is_said_to_be_from(cast: Cast) -> None:
    (path,) = ARTICLES.glob("002_*") if ARTICLES.is_dir() else [None]
    if path is None:
        pytest.skip("../shared/corpus is missing: 002 was not looked at")
    call_command("import_articles", str(path), "--workspace=desk", "--json", stdout=StringIO())
    client = Client()
    client.force_login(cast.ron)
    article = Citation.objects.get(state="proposed").source
    page = client.get(f"/articles/{article.pk}/facts/").content.decode()
    origin = page[page.index('id="republished_from"') : page.index('id="leans"')]
    assert "Eurasia Future" in origin
    assert "Global Research" in origin
    assert "Eurasia Future" in page[page.index('id="leans"') :]


def test_a_guess_that_became_a_fact_is_shown_as_one(cast: Cast) -> None:
    (path,) = ARTICLES.glob("004_*") if ARTICLES.is_dir() else [None]
    if path is None:
        pytest.skip("../shared/corpus is missing: 004 was not looked at")
    call_command("import_articles", str(path), "--workspace=desk", "--json", stdout=StringIO())
    found = {}
    for words in ("Syria and Iran had agreed", "once more had to take what Russia offered"):
        claim = Claim.objects.get(statement__contains=words)
        (place,) = appearances_of(claim, cast.ron)
        (passed,) = drift_of(place)
        found[words] = [(one.kind, passed.to is None) for one in passed.findings]
        chain = list(place.attributions.all())
        assert chain[0].directness == "hearsay"
        assert {hop.basis for hop in chain} <= {"not_stated", "told", "reasoned"}
    first, second = found.values()
    assert ("hedge_lost", True) in first
    assert ("hedge_lost", False) in second


def _claims_on(passage: Passage | None) -> list[Claim]:
    return list(Claim.objects.filter(appearances__passage=passage).distinct())


def test_the_five_pieces_on_syria_carry_three_voices_and_say_why(cast: Cast) -> None:
    if not ARTICLES.is_dir():
        pytest.skip("../shared/corpus is missing: the voices of the Syria pieces were not counted")
    call_command("import_articles", str(ARTICLES), "--workspace=desk", stdout=StringIO())
    pieces = list(Article.objects.order_by("input_name"))
    found = independent_articles(pieces, cast.ann)
    number = {one.pk: place for place, one in enumerate(pieces)}
    groups = {tuple(number[pk] for pk in one.members): one for one in found.groups}
    assert (found.raw, set(groups)) == (5, {(0, 1, 2), (3,), (4,)})
    (reason,) = groups[0, 1, 2].reasons
    assert (reason.rule, reason.shared) == ("author", ("Andrew Korybko",))
    assert reason.doubts == ("from outside", "inferred")
    assert independent_articles(pieces, cast.ann, ["author"]).independent == 5
    # What readers wrote below the fourth piece is nobody's claim, whatever it says.
    rows = list(Appearance.objects.telling_comments())
    assert not any(one.in_comment for one in rows)
