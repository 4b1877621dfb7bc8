"""Agreement about which words were marked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.reviews.agreement import Overlap, against, alpha, marked_tokens, percent
from claims.reviews.agreement.spans import Span

TEXT = "The bridge failed in May. Nobody was hurt, the mayor said.\nIt had been built in 1961."


def span(words, label="marked"):
    start = TEXT.index(words)
    return Span(start, start + len(words), label)


def marks(**markings):
    return marked_tokens(TEXT, markings)


def test_every_word_is_a_unit_and_every_sentence_a_group():
    table = marks(ann=[span("bridge failed")], bea=[])
    assert len(table.units) == 21
    assert len(set(table.groups.tolist())) == 3
    assert [TEXT[start:end] for start, end in table.units[:3]] == ["The", "bridge", "failed"]


def test_the_same_marks_agree_and_others_do_not():
    both = marks(ann=[span("bridge failed")], bea=[span("bridge failed")])
    assert alpha(both).value == pytest.approx(1)
    apart = marks(ann=[span("bridge failed")], bea=[span("built in 1961")])
    assert alpha(apart).value < 0
    assert percent(apart).value == pytest.approx(16 / 21)


def test_a_word_is_marked_by_whoever_marked_a_part_of_it():
    whole, part = marks(ann=[span("bridge")], bea=[span("ridg")]), marks(ann=[], bea=[])
    assert alpha(whole).value == pytest.approx(1)
    assert alpha(part).why == "one_value"


def test_labels_are_told_apart():
    table = marks(ann=[span("Nobody", "claim")], bea=[span("Nobody", "opinion")])
    assert table.values == ("unmarked", "claim", "opinion")
    assert alpha(table).value < 0.5


@pytest.mark.parametrize("wrong", [Span(-1, 3), Span(4, 4), Span(5, 4), Span(0, 10_000)])
def test_a_span_outside_the_text_is_refused(wrong):
    with pytest.raises(ValueError, match="no span"):
        marks(ann=[wrong])


def test_code_points_not_bytes_nor_utf_16_units():
    text = "😀 Überraschung 東京 fails"
    table = marked_tokens(text, {"ann": [Span(2, 14)], "bea": [Span(2, 14)]})
    marked = [unit for unit, code in zip(table.units, table.codes[:, 0], strict=True) if code]
    assert [text[start:end] for start, end in marked] == ["Überraschung"]
    assert [text[a:b] for a, b in table.units] == ["😀", "Überraschung", "東", "京", "fails"]


def test_precision_recall_and_f1_by_code_points():
    points, _ = against([Span(0, 10)], [Span(5, 20)])
    assert points == Overlap(5 / 15, 5 / 10, 2 * 5 / 25)


def test_a_span_is_found_when_half_of_both_is_shared():
    reference = [Span(0, 10), Span(20, 30)]
    _, spans = against(reference, [Span(0, 6), Span(24, 60)])
    assert spans == Overlap(1 / 2, 1 / 2, 1 / 2)


def test_a_span_is_found_once():
    _, spans = against([Span(0, 10)], [Span(0, 10), Span(0, 9)])
    assert spans == Overlap(1 / 2, 1.0, 2 / 3)


def test_a_wrong_label_is_wrong():
    points, spans = against([Span(0, 10, "quote")], [Span(0, 10, "claim")])
    assert points.f1 == spans.f1 == 0


def test_overlapping_marks_of_one_rater_count_once():
    points, _ = against([Span(0, 10)], [Span(0, 6), Span(4, 10)])
    assert points == Overlap(1.0, 1.0, 1.0)


def test_nothing_to_count_is_told():
    assert against([], []) == (Overlap(None, None, None), Overlap(None, None, None))
    assert against([Span(0, 5)], [])[0] == Overlap(None, 0.0, 0.0)
    assert against([], [Span(0, 5)])[0] == Overlap(0.0, None, 0.0)


spans = st.lists(
    st.builds(lambda start, length: Span(start, start + length), st.integers(0, 60),
              st.integers(1, 20)), max_size=6,
)  # fmt: skip


@given(spans, spans)
@settings(max_examples=100, deadline=None)
def test_who_is_the_reference_turns_precision_into_recall(one, other):
    for there, back in zip(against(one, other), against(other, one), strict=True):
        assert (there.precision, there.recall, there.f1) == (back.recall, back.precision, back.f1)
        assert all(part is None or 0 <= part <= 1 for part in vars(there).values())


@given(spans)
@settings(max_examples=50, deadline=None)
def test_one_agrees_with_oneself(own):
    for overlap in against(own, own):
        assert set(vars(overlap).values()) == ({1.0} if own else {None})
