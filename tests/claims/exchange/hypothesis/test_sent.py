"""What is sent is read with care, whatever it is."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.exchange.hypothesis.sent import read_sent

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)
FIELDS = ["uri", "document", "group", "text", "tags", "references", "permissions", "target"]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON) | JSON)
def test_anything_is_read_or_refused_by_name(data: object):
    try:
        sent = read_sent(data)
    except ValidationError as error:
        refused = error
    else:
        assert all(address.startswith("http") for address in sent.addresses)
        return
    assert refused.message_dict


def test_what_is_not_sent_is_not_known():
    sent = read_sent({})
    assert (sent.text, sent.tags, sent.readers, sent.group) == (None, None, None, None)


@pytest.mark.parametrize(
    ("permissions", "private"),
    [
        ({"read": ["group:desk"]}, False),
        ({"read": ["group:__world__"]}, False),
        ({"read": ["acct:ann@desk.example"]}, True),
        ({"read": []}, True),
        ({}, True),
        (None, True),
    ],
)
def test_only_a_group_that_reads_makes_a_note_shared(permissions: object, private: bool):
    assert read_sent({"permissions": permissions}).is_private is private


def test_the_addresses_of_the_page_come_first_and_only_those_of_the_web():
    links = [{"href": "https://a.example/1"}, {"href": "doi:10/1"}, {"href": 5}, "x"]
    document = {"title": ["The  pier"], "link": [*links, {"href": "https://b.example"}]}
    sent = read_sent({"uri": "urn:x-pdf:1", "document": document})
    assert sent.addresses == ("https://a.example/1", "https://b.example")
    assert sent.title == "The pier"
