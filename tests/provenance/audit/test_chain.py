"""The seal over one event."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.audit.chain import seal

EVENT = {
    "previous": "",
    "chain": 1,
    "number": 1,
    "at": datetime(2031, 5, 4, 12, 30, tzinfo=UTC),
    "actor": 7,
    "via": "page",
    "action": "claim.recorded",
    "target": "claims.claim:9",
    "detail": {"kind": "event"},
}


@pytest.mark.parametrize("part", EVENT)
def test_every_part_is_under_the_seal(part):
    other = {
        "previous": "ab",
        "chain": 2,
        "number": 2,
        "at": EVENT["at"] + timedelta(microseconds=1),
        "actor": None,
        "via": "api",
        "action": "claim.changed",
        "target": "claims.claim:10",
        "detail": {"kind": "quantity"},
    }
    assert seal(**EVENT) != seal(**EVENT | {part: other[part]})


def test_the_seal_stays_the_same_over_the_years():
    assert seal(**EVENT) == "ee30b126dd129162403ce3fbc6596e9fe95e22a602727f6d28f26f4d9fc5c841"


def test_the_time_zone_of_the_reader_does_not_matter():
    there = EVENT["at"].astimezone(timezone(timedelta(hours=5)))
    assert seal(**EVENT) == seal(**EVENT | {"at": there})


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.none()))
def test_the_order_of_details_does_not_matter(detail):
    turned = dict(reversed(detail.items()))
    assert seal(**EVENT | {"detail": detail}) == seal(**EVENT | {"detail": turned})
