"""Search finds by words what a person may see, and marks the words found."""

from typing import Any

import pytest
from django.core.cache import caches
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.evidence.models import Evidence
from claims.records.models import Claim
from claims.reviews import services as reviews
from claims.search import fulltext
from claims.search.fulltext import Filters
from claims.search.services import body_of, index_articles
from provenance.accounts.models import Visibility
from provenance.sources.models import Article, Snapshot
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_languages() -> None:
    caches["throttle"].clear()


def claim(cast: Cast, statement: str, **values: object) -> Claim:
    values = {"workspace": cast.desk, "created_by": cast.ann, "language": "en"} | values
    return Claim.objects.create(statement=statement, **values)


def found(query: str, by: object, **filters: Any) -> list[str]:
    page = fulltext.claims(query, by=by, filters=Filters(**filters))
    return [hit.row.statement for hit in page.hits]


def test_words_are_found_by_their_stems(cast: Cast) -> None:
    claim(cast, "Two bridges were closed for repairs.")
    assert found("bridge closing", cast.ann) == ["Two bridges were closed for repairs."]


def test_accents_are_folded_both_ways(cast: Cast) -> None:
    claim(cast, "Mayor Kovač resigned.")
    assert found("kovac", cast.ann)
    claim(cast, "The cafe on Mill Street burned.")
    assert found("café", cast.ann)


def test_a_phrase_in_quotes_wants_the_words_side_by_side(cast: Cast) -> None:
    claim(cast, "The old mill was sold.")
    claim(cast, "The mill was old and was sold.")
    assert found('"old mill"', cast.ann) == ["The old mill was sold."]


def test_a_minus_leaves_out(cast: Cast) -> None:
    claim(cast, "Lead was found in the water.")
    claim(cast, "Iron was found in the water.")
    assert found("water -lead", cast.ann) == ["Iron was found in the water."]


def test_each_language_has_its_own_stems(cast: Cast) -> None:
    claim(cast, "Die Brücken wurden gesperrt.", language="de")
    claim(cast, "The bridges were closed.", language="en")
    assert found("Brücke", cast.ann) == ["Die Brücken wurden gesperrt."]
    assert found("bridge", cast.ann) == ["The bridges were closed."]


def test_the_words_found_are_marked_and_the_rest_is_escaped(cast: Cast) -> None:
    claim(cast, "He said <script>alert(1)</script> about the bridge & left.")
    hit = fulltext.claims("bridge", by=cast.ann, filters=Filters()).hits[0]
    assert "<mark>bridge</mark>" in hit.excerpt
    assert "<script>" not in hit.excerpt
    assert "&amp; left." in hit.excerpt


def test_an_edited_statement_is_found_by_its_new_words_only(cast: Cast) -> None:
    row = claim(cast, "The pier is safe.")
    row.statement = "The tower is safe."
    row.save()
    assert found("tower", cast.ann)
    assert not found("pier", cast.ann)


@pytest.mark.parametrize("visibility", Visibility.values)
def test_nobody_finds_what_they_may_not_see(cast: Cast, visibility: str) -> None:
    claim(cast, "A quiet remark about herons.", visibility=visibility)
    may = {
        Visibility.ME: {"ann"},
        Visibility.WORKSPACE: set(cast.everyone()) - {"olga", "nobody"},
        Visibility.PUBLIC: set(cast.everyone()),
    }[Visibility(visibility)]
    assert {name for name, who in cast.everyone().items() if found("herons", who)} == may


@pytest.mark.parametrize(
    "change",
    [
        {"visibility": "me"},
        {"visibility": "public"},
        {"deleted_at": timezone.now()},
        {"created_by": None},
    ],
    ids=["hidden", "shown", "deleted", "nobodys"],
)
def test_who_finds_a_claim_changes_with_who_sees_it(cast: Cast, change: dict[str, Any]) -> None:
    """The index has a copy of what decides that; it follows every way of changing the row."""
    row = claim(cast, "A quiet remark about herons.", visibility="workspace")
    Claim.objects.filter(pk=row.pk).update(**change)
    for who in cast.everyone().values():
        seen = Claim.objects.visible_to(who).filter(pk=row.pk).exists()
        assert bool(found("herons", who)) == seen
        assert bool(found("herons", who, kind="event")) == (seen and row.kind == "event")


def test_a_merged_claim_is_not_found_until_it_stands_again(cast: Cast) -> None:
    kept, merged = claim(cast, "A heron."), claim(cast, "Some heron.")
    Claim.objects.filter(pk=merged.pk).update(merged_into=kept)
    assert found("heron", cast.ann) == ["A heron."]
    Claim.objects.filter(pk=merged.pk).update(merged_into=None)
    assert len(found("heron", cast.ann)) == 2


def test_filters_narrow_by_kind_and_state(cast: Cast) -> None:
    claim(cast, "Twelve herons.", kind="quantity")
    claim(cast, "A heron landed.", kind="event")
    assert found("heron", cast.ann, kind="quantity") == ["Twelve herons."]
    assert len(found("heron", cast.ann, state="unchecked")) == 2
    assert found("heron", cast.ann, state="published") == []


def test_the_stance_filter_tells_strangers_only_of_evidence_that_is_out(cast: Cast) -> None:
    row = claim(cast, "A heron on the tower.", visibility="public")
    evidence = Evidence.objects.create(
        claim=row,
        stance="supports",
        warrant="Seen.",
        address="https://a.example/",
        created_by=cast.ann,
    )
    assert found("heron", cast.ron, stance="supports")
    assert not found("heron", cast.nobody, stance="supports")
    Evidence.objects.filter(pk=evidence.pk).update(shown_at=timezone.now())
    assert found("heron", cast.nobody, stance="supports")
    assert not found("heron", cast.nobody, stance="contradicts")


def test_only_who_checks_learns_from_the_filters_that_a_review_is_open(cast: Cast) -> None:
    row = claim(cast, "A heron landed.", visibility=Visibility.PUBLIC)
    reviews.open_review(row, by=cast.ann)
    checks = {"ann", "bea", "eve", "tom", "max"}
    for name, who in cast.everyone().items():
        assert bool(found("heron", who, state="in_review")) == (name in checks), name
        assert bool(found("heron", who, state="unchecked")) == (name not in checks), name


def test_pages_follow_each_other_without_overlap(cast: Cast) -> None:
    for number in range(45):
        claim(cast, f"Heron number {number} landed.")
    pages = [fulltext.claims("heron", by=cast.ann, filters=Filters(), page=n) for n in (1, 2, 3)]
    seen = [hit.row.pk for page in pages for hit in page.hits]
    assert len(seen) == len(set(seen)) == 45
    assert [page.has_more for page in pages] == [True, True, False]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(alphabet=st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_no_question_breaks_the_search(cast: Cast, query: str) -> None:
    claim(cast, "Something to find.")
    fulltext.claims(query, by=cast.ann, filters=Filters())


def article(cast: Cast, text: str, regions: list[dict[str, object]]) -> Article:
    row = Article.objects.create(workspace=cast.desk, title="The mill", language="en")
    row.latest = Snapshot.objects.create(
        article=row,
        number=1,
        captured_at=timezone.now(),
        media_type="text/plain",
        raw_sha256="0" * 64,
        raw_bytes=len(text),
        text=text,
        text_sha256="0" * 64,
        characters=len(text),
        extractor="plain",
        extractor_version="1",
        regions=regions,
    )
    row.save()
    return row


def test_readers_comments_are_not_searched_as_the_article(cast: Cast) -> None:
    body, comment = "The sawmill closed.", "Herons did it!"
    row = article(
        cast,
        f"{body}\n\n{comment}",
        [
            {"kind": "body", "start": 0, "end": len(body) + 2},
            {"kind": "comment", "start": len(body) + 2, "end": len(body) + 2 + len(comment)},
        ],
    )
    assert index_articles() == 1
    assert index_articles() == 0
    hits = fulltext.articles("sawmill", by=cast.ann, filters=Filters()).hits
    assert [hit.row for hit in hits] == [row]
    assert not fulltext.articles("herons", by=cast.ann, filters=Filters()).hits


def test_a_text_without_regions_is_all_body() -> None:
    assert body_of("All of it.", []) == "All of it."
