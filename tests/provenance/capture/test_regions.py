from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.regions import Region, text_of, tile

KINDS = st.sampled_from(["body", "comment", "boilerplate", "caption"])


def test_white_space_between_two_kinds_belongs_to_the_first():
    regions = tile([(2, "body"), (10, "comment")], 15)
    assert regions == (Region("body", 0, 10), Region("comment", 10, 15))


def test_neighbours_of_one_kind_become_one():
    assert tile([(0, "body"), (5, "body"), (9, "caption")], 12) == (
        Region("body", 0, 9),
        Region("caption", 9, 12),
    )


def test_nothing_marked_gives_no_regions():
    assert tile([], 7) == ()


@given(st.sets(st.integers(0, 99), min_size=1), st.data())
def test_regions_cover_the_text_in_order(starts, data):
    marks = [(start, data.draw(KINDS)) for start in sorted(starts)]
    regions = tile(marks, 100)
    assert regions[0].start == 0
    assert regions[-1].end == 100
    assert all(one.end == other.start for one, other in pairwise(regions))
    assert all(region.start < region.end for region in regions[1:])


def test_text_of_one_kind_joins_its_parts_with_a_blank_line():
    text = "One.\n\nad\n\nTwo.\n"
    regions = tile([(0, "body"), (6, "boilerplate"), (10, "body")], len(text))
    assert text_of(text, regions) == "One.\n\nTwo."
    assert text_of(text, regions, "comment") == ""
