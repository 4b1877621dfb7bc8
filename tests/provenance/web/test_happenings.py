"""Events in plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.web.happenings import DOORS, Detail, details, door, sentence


@pytest.mark.parametrize(
    ("action", "target", "words"),
    [
        ("claim.recorded", "claims.claim:9", "recorded claim 9"),
        ("review.submit", "reviews.review:3", "handed in review 3"),
        ("member.role_changed", "accounts.workspace:1", "gave a member another role"),
        ("article.brought_in", "sources.article:2", "brought in article 2"),
        ("note.written", "annotations.annotation:4", "wrote note 4"),
        ("user.changed_by_operator", "accounts.user:4", "changed, as an operator, user 4"),
        ("odd", "", "odd"),
    ],
)
def test_a_sentence_goes_on_after_the_name(action, target, words):
    assert sentence(action, target) == words


def test_changed_fields_are_told_before_and_after():
    told = details(
        {"before": {"name": "A", "kind": ""}, "after": {"name": "B", "kind": "school"}}, {}
    )
    assert told == [Detail("name", "A", "B"), Detail("kind", "nothing", "school")]


def test_a_changed_value_has_no_name():
    assert details({"before": "draft", "after": "published"}, {}) == [
        Detail("", "draft", "published")
    ]


def test_the_rest_is_told_as_it_is():
    told = details({"role_given": "reader", "list": [1, True], "none": None}, {})
    assert told == [
        Detail("role given", None, "reader"),
        Detail("list", None, "1, yes"),
        Detail("none", None, "nothing"),
    ]


def test_people_are_told_by_name():
    assert details({"user": 7}, {7: "Ann"}) == [Detail("who", None, "Ann")]
    assert details({"user": 8}, {7: "Ann"}) == [Detail("who", None, "8")]


def test_doors_have_words():
    assert [door(via) for via in DOORS] == list(DOORS.values())


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text() | st.sampled_from(["before", "after"]), json))
def test_whatever_a_service_noted_can_be_told(detail):
    for line in details(detail, {}):
        assert isinstance(line.after, str)
