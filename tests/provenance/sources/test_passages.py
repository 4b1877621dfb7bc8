"""Passages are kept once, with their quote, their neighbours and their digest."""

from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from provenance.sources.models import Article, Passage, Snapshot
from provenance.sources.passages import passage_at, passage_by_selector, passages_at
from tests.people import Cast

pytestmark = pytest.mark.django_db
TEXT = "Zürich 😀 said: “No.” 'quoted, {braced}\\, \"twice\"'\n\nNothing more was known of it." * 2


@pytest.fixture
def snapshot(cast: Cast) -> Snapshot:
    article = Article.objects.create(workspace=cast.desk)
    return Snapshot.objects.create(
        article=article,
        number=1,
        captured_at="2024-05-04T00:00Z",
        media_type="text/plain",
        raw_sha256="0" * 64,
        raw_bytes=1,
        text=TEXT,
        text_sha256=sha256(TEXT.encode()).hexdigest(),
        characters=len(TEXT),
        extractor="plain",
        extractor_version="1",
    )


def test_a_passage_keeps_its_words_and_what_stands_around_them(snapshot: Snapshot) -> None:
    start, end = 40, 60
    passage = Passage.objects.get(pk=passage_at(snapshot, start, end).pk)
    assert (passage.quote, passage.prefix, passage.suffix) == (
        TEXT[start:end],
        TEXT[start - 32 : start],
        TEXT[end : end + 32],
    )
    assert passage.sha256 == sha256(TEXT[start:end].encode()).hexdigest()


def test_any_signs_survive_the_way_to_the_database(snapshot: Snapshot) -> None:
    spans = [(start, start + 5) for start in range(len(TEXT) - 5)]
    kept = passages_at(snapshot, spans)
    stored = Passage.objects.in_bulk([passage.pk for passage in kept.values()])
    for (start, end), passage in kept.items():
        assert stored[passage.pk].quote == TEXT[start:end]


def test_the_same_span_is_one_row_and_new_ones_join_it(
    snapshot: Snapshot, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        first = passage_at(snapshot, 0, 6)
    with django_assert_num_queries(2):
        kept = passages_at(snapshot, [(0, 6), (0, 8), (0, 6)])
    assert kept[0, 6] == first
    assert kept[0, 8] != first
    assert Passage.objects.count() == 2


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [(3, 3, "end"), (5, 2, "end"), (0, 10**6, "end"), (-1, 4, "start"), (10**6, 10**6, "start")],
)
def test_a_span_outside_the_text_is_refused(
    snapshot: Snapshot, start: int, end: int, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        passages_at(snapshot, [(0, 6), (start, end)])
    assert list(refused.value.message_dict) == [field]
    assert not Passage.objects.exists()


def test_selectors_that_fit_twice_are_refused_and_a_position_settles_it(
    snapshot: Snapshot,
) -> None:
    quote = {"type": "TextQuoteSelector", "exact": "Nothing more"}
    with pytest.raises(ValidationError) as refused:
        passage_by_selector(snapshot, [quote])
    assert list(refused.value.message_dict) == ["selector"]
    start = TEXT.rindex("Nothing more")
    position = {"type": "TextPositionSelector", "start": start, "end": start + 12}
    assert passage_by_selector(snapshot, [quote, position]).start == start
