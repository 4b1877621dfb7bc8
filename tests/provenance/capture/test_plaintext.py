from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.plaintext import inferred_date, read
from tests.provenance.capture.prose import REPORT, TALK, article


def parts(reading):
    return [(r.kind, reading.text[r.start : r.end].strip()) for r in reading.regions]


def test_every_part_of_a_text_gets_its_region():
    text = article(
        "A crack in the bridge", "Region: North", *REPORT, *TALK, "Copyright © Fjordpost 2018"
    )
    reading = read(text)
    kinds = [kind for kind, _ in parts(reading)]
    assert kinds == ["body", "boilerplate", "body", "comment", "boilerplate"]
    assert parts(reading)[3][1].startswith(TALK[0])
    assert text[reading.article_start :].startswith(REPORT[0])


def test_the_text_is_kept_as_it_is():
    text = "  A \u00a0 b\n\n\n[c](#)  "
    assert read(text).text == text


def test_a_caption_is_a_region_of_its_own():
    reading = read("Vold and Reet\nVold and Reet\n" + article(*REPORT))
    assert parts(reading)[0] == ("caption", "Vold and Reet\nVold and Reet")
    assert reading.blocks[0].kind == "caption"


def test_blocks_know_headings_lists_and_quotations():
    text = article(
        "A crack in it", REPORT[0], "What now", REPORT[1], "- one\n- two", "> so they say"
    )
    kinds = [(block.kind, block.level) for block in read(text).blocks]
    assert kinds == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
        ("list", 0),
        ("list", 0),
        ("quote", 0),
    ]


def test_conflicting_origins_are_both_kept():
    text = article(
        "A crack in the bridge",
        *REPORT,
        "This article was originally published on Fjordpost.",
        "The original source of this article is Global Harbour",
    )
    origins = [c for c in read(text).candidates if c.field == "republished_from"]
    assert [c.value for c in origins] == ["Fjordpost", "Global Harbour"]
    assert origins[0].confidence > origins[1].confidence


def test_links_without_words_are_read_like_anything_else():
    reading = read(article(*REPORT, "[](http://x/)", *REPORT, "[](y)"))
    assert [kind for kind, _ in parts(reading)] == ["body"]


def test_a_damaged_text_is_told():
    assert read(article("It rained.Then it stopped,So they left.And so on")).warnings
    assert not read(article(*REPORT)).warnings


def test_the_damage_of_comments_is_not_the_damage_of_the_article():
    assert not read(article("A crack in the bridge", *REPORT, *TALK)).warnings


def test_an_undated_text_is_hardly_older_than_its_latest_date():
    body = "It was seen on May 2, 2016 and again on 3 June 2016."
    (found,) = inferred_date(body, body)
    assert (found.value, found.known, found.precision) == ("2016-06-03", "inferred", "day")
    assert body[found.start : found.end] == "3 June 2016"


def test_a_later_day_without_a_year_gives_its_month():
    body = "Declared on February 27th 2016. On the 13th of September a new one went into effect."
    (found,) = inferred_date(body, body)
    assert (found.value, found.precision) == ("2016-09", "month")


def test_empty_text_gives_nothing():
    assert read("").regions == ()
    assert read(" \n \n").blocks == ()


@given(
    st.lists(
        st.one_of(
            st.sampled_from([*REPORT, *TALK, "Comments", "By Ann Sol", "©", "*", "- x", "[a](#)"]),
            st.text(max_size=40),
        ),
        max_size=25,
    ),
    st.sampled_from(["\n", "\n\n"]),
)
def test_regions_tile_any_text_and_blocks_stay_inside(paragraphs, between):
    text = between.join(paragraphs)
    reading = read(text)
    ends = [0, *(region.end for region in reading.regions)]
    assert [region.start for region in reading.regions] == ends[:-1]
    assert ends[-1] in (0, len(text))
    places = [place for block in reading.blocks for place in (block.start, block.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    for candidate in reading.candidates:
        assert candidate.start is None or 0 <= candidate.start < candidate.end <= len(text)
