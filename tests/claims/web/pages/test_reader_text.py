"""What the reader's page keeps of a text: every character, in blocks, however it is marked."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.web.pages import reader_text
from claims.web.pages.reader_blocks import Block, blocks_of
from claims.web.pages.reader_marks import KINDS, LANES, Mark, laid, reach, segments
from claims.web.pages.reader_text import block_html
from tests.clocks import spent

ODD = "a b\n\n\n 💧👩‍👧é\u0301שלום مرحبا\u200b\u00a0\u2029<&>\"']\r\t.[x](https://example.org/a_b) "
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(
    st.one_of(st.sampled_from(ODD), ANY),
    min_size=1,
    max_size=120,
)


class Reading(HTMLParser):
    """Reads the page as a browser does: the text of each block, and what each character wears."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[int, int, str]] = []
        self.worn: dict[int, set[int]] = {}
        self.lines: dict[int, dict[str, str]] = {}
        self.endings: dict[int, str] = {}
        self._open: tuple[int, int] | None = None
        self._text, self._marks, self._classes = "", "", ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "data-start" in given:
            self._open = int(given["data-start"] or 0), int(given["data-end"] or 0)
            self._text = ""
        if tag == "mark":
            assert not self._marks, "marks never nest"
            self._marks, self._classes = given["data-passages"] or "", given["class"] or ""

    def handle_data(self, data: str) -> None:
        if self._open is None:
            assert not data.strip(), "words outside a block"
            return
        for place in range(len(self._text), len(self._text) + len(data)):
            at = self._open[0] + place
            self.worn[at] = {int(one) for one in self._marks.split()}
            self.lines[at] = {
                one[:2]: one[3:] for one in self._classes.split() if one[:1] == "l" and self._marks
            }
        self._text += data
        if "end-" in self._classes:
            self.endings[self._open[0] + len(self._text)] = self._classes.split("end-")[1]

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._marks = self._classes = ""
        if self._open and tag in {"p", "h1", "h2", "h3", "li", "blockquote"}:
            self.blocks.append((*self._open, self._text))
            self._open = None


def read(text: str, marks: list[Mark], blocks: list[Block] | None = None) -> Reading:
    parts = reader_text.parts_of(
        text,
        blocks_of(text, [], []) if blocks is None else blocks,
        segments(laid(marks)),
        reader_text.dimmed_in(text),
    )
    return Reading("".join(part.html for part in parts))


def spans(text: str) -> st.SearchStrategy[tuple[int, int]]:
    starts = st.integers(0, len(text) - 1)
    return starts.flatmap(lambda s: st.tuples(st.just(s), st.integers(s + 1, len(text))))


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[Mark], list[Block]]:
    text = draw(TEXTS)
    found = draw(st.lists(st.tuples(spans(text), st.sampled_from(KINDS)), max_size=12))
    # One passage a span, as in the database.
    numbers = {span: number for number, span in enumerate(dict.fromkeys(s for s, _ in found))}
    marks = [Mark(numbers[span] + 1, *span, kind, (7,)) for span, kind in found]
    said = st.sampled_from(["paragraph", "heading", "quote", "list", "caption", "table"])
    blocks = draw(st.lists(st.tuples(spans(text), said), max_size=5))
    regions = draw(
        st.lists(
            st.tuples(spans(text), st.sampled_from(["comment", "caption", "body"])), max_size=4
        )
    )
    return (
        text,
        marks,
        blocks_of(
            text,
            [{"kind": kind, "start": s, "end": e, "level": 2} for (s, e), kind in blocks],
            [{"kind": kind, "start": s, "end": e} for (s, e), kind in regions],
        ),
    )


@given(pages())
def test_the_text_nodes_give_back_the_text(page: tuple[str, list[Mark], list[Block]]) -> None:
    text, marks, blocks = page
    seen = read(text, marks, blocks)
    at, again = 0, ""
    for start, end, words in seen.blocks:
        assert words == text[start:end]
        assert not text[at:start].strip(), "words between two blocks are lost"
        again += text[at:start] + words
        at = end
    assert again + text[at:] == text
    assert not text[at:].strip()


@given(pages())
def test_every_character_wears_exactly_its_passages(
    page: tuple[str, list[Mark], list[Block]],
) -> None:
    text, marks, blocks = page
    for at, worn in read(text, marks, blocks).worn.items():
        assert worn == {one.passage for one in marks if one.start <= at < one.end}


@given(pages())
def test_a_passage_keeps_its_lane_and_shares_it_with_none(
    page: tuple[str, list[Mark], list[Block]],
) -> None:
    text, marks, blocks = page
    lanes = {one.mark: one.lane for one in laid(marks)}
    assert set(lanes) == set(marks)
    for at, lines in read(text, marks, blocks).lines.items():
        here = {m: lane for m, lane in lanes.items() if m.start <= at < m.end and lane}
        assert len(set(here.values())) == len(here)
        assert lines == {f"l{lane}": mark.kind for mark, lane in here.items()}


@given(pages(), st.data())
def test_a_new_passage_changes_the_look_of_none_beyond_its_reach(
    page: tuple[str, list[Mark], list[Block]], data: st.DataObject
) -> None:
    text, marks, blocks = page
    start, end = data.draw(spans(text))
    new = Mark(99, start, end, "unreviewed")
    far = reach(marks, start, end)
    before, after = read(text, marks, blocks), read(text, [*marks, new], blocks)
    for at in before.lines:
        if not start <= at < far:
            assert before.lines[at] == after.lines[at]


def test_three_that_cross_have_three_lanes_and_a_fourth_has_none() -> None:
    marks = [Mark(n, n, 10 + n, "unreviewed") for n in range(1, 5)]
    assert [one.lane for one in laid(marks)] == [1, 2, LANES, 0]


def test_words_that_more_marks_cross_than_there_are_lanes_say_so() -> None:
    marks = [Mark(n, n, 10 + n, "true") for n in range(1, 5)]
    html = str(block_html("abcdefghijklmnop", Block("paragraph", 0, 16), segments(laid(marks))))
    told = [piece.split(">")[1].split("<")[0] for piece in html.split("<mark ") if "more-" in piece]
    assert told == ["efghijk", "l", "m", "n"]


def test_a_lane_is_free_again_behind_its_passage() -> None:
    marks = [Mark(1, 0, 4, "true"), Mark(2, 2, 8, "false"), Mark(3, 4, 9, "mixed")]
    assert [one.lane for one in laid(marks)] == [1, 2, 1]


def test_the_shape_of_a_verdict_stands_where_the_passage_ends() -> None:
    text = "The pier was closed.\n\nNobody was hurt."
    seen = read(text, [Mark(1, 4, 30, "false"), Mark(2, 10, 40, "unreviewed")])
    assert seen.endings == {30: "false"}


def test_two_claims_nobody_checked_that_overlap_are_deeper() -> None:
    text = "The pier was closed."
    html = read_html(text, [Mark(1, 0, 12, "unreviewed"), Mark(2, 4, 19, "unreviewed")])
    assert 'class="hi hi-2 l1-unreviewed l2-unreviewed"' in html


def read_html(text: str, marks: list[Mark]) -> str:
    parts = reader_text.parts_of(text, blocks_of(text, [], []), segments(laid(marks)))
    return "".join(part.html for part in parts)


def test_markup_in_the_text_stays_words() -> None:
    html = read_html("<script>alert(1)</script> & “so”", [])
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “so”" in html


def test_a_link_of_a_plain_text_is_dimmed_and_its_words_are_not() -> None:
    text = "See [the plan](https://example.org/plan) now."
    dimmed = reader_text.dimmed_in(text)
    assert [text[s:e] for s, e in dimmed] == ["[", "](https://example.org/plan)"]
    parts = reader_text.parts_of(text, blocks_of(text, [], []), [], dimmed)
    assert '<span class="dim">[</span>the plan<span class="dim">](https' in parts[0].html


def test_a_link_whose_address_was_lost_is_dimmed_too() -> None:
    text = "The [extent](#) of [this](not a link)."
    assert [text[s:e] for s, e in reader_text.dimmed_in(text)] == ["[", "](#)"]


def test_a_text_without_blocks_is_cut_at_blank_lines() -> None:
    text = "One\nstill one\n \n\n  Two  \n\nThree"
    assert [text[b.start : b.end] for b in blocks_of(text, [], [])] == [
        "One\nstill one",
        "Two",
        "Three",
    ]


def test_what_the_blocks_leave_out_is_shown_all_the_same() -> None:
    text = "date 2017-12 The pier closed.\n\nThe end."
    blocks = blocks_of(text, [{"kind": "paragraph", "start": 13, "end": 29}], [])
    assert [text[b.start : b.end] for b in blocks] == [
        "date 2017-12",
        "The pier closed.",
        "The end.",
    ]


def test_each_line_of_a_list_is_a_block_of_its_own() -> None:
    text = "boats\npiers"
    parts = reader_text.parts_of(
        text, blocks_of(text, [{"kind": "list", "start": 0, "end": 11}], []), []
    )
    assert parts[0].html.count("<li ") == 2
    assert parts[0].html.count("<ul>") == 1


def test_readers_comments_are_a_part_of_their_own() -> None:
    text = "The pier closed.\n\nFirst!\n\nYou are wrong."
    regions = [{"kind": "body", "start": 0, "end": 18}, {"kind": "comment", "start": 18, "end": 40}]
    marks = segments(laid([Mark(1, 18, 24, "note")]))
    body, comments = reader_text.parts_of(text, blocks_of(text, [], regions), marks)
    assert (body.region, body.paragraphs, body.marked) == ("body", 1, False)
    assert (comments.region, comments.paragraphs, comments.marked) == ("comment", 2, True)


def test_a_block_over_the_edge_of_a_region_is_parted() -> None:
    text = "Body words comment words"
    regions = [{"kind": "comment", "start": 10, "end": 24}]
    blocks = blocks_of(text, [{"kind": "paragraph", "start": 0, "end": 24}], regions)
    assert [(b.region, text[b.start : b.end]) for b in blocks] == [
        ("body", "Body words"),
        ("comment", "comment words"),
    ]


@pytest.mark.parametrize(
    ("language", "runs"), [("ar", "rtl"), ("he-IL", "rtl"), ("en", "ltr"), ("", "auto")]
)
def test_a_text_runs_as_its_language_does(language: str, runs: str) -> None:
    assert reader_text.direction(language) == runs


def test_a_long_text_with_a_thousand_marks_is_ready_at_once() -> None:
    sentence = "The waterworks measured 31 units at the station 💧 and 12 at the school. "
    text = "\n\n".join([sentence * 6] * 240)
    assert len(text) > 100_000
    marks = [Mark(n, n * 100, n * 100 + 130, KINDS[n % len(KINDS)], (n,)) for n in range(1000)]
    took = []
    for _ in range(3):
        read_it, seconds = spent(
            lambda: reader_text.parts_of(
                text, blocks_of(text, [], []), segments(laid(marks)), reader_text.dimmed_in(text)
            )
        )
        took.append(seconds)
    assert read_it[0].paragraphs == 240
    assert min(took) < 0.15
