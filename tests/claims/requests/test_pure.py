"""The rule of ranking, the digests of senders, and the tables of steps."""

import pytest

from claims.requests.ranking import place_of, wanted
from claims.requests.senders import digest
from claims.requests.workflow import CORRECTIONS, REPORTS, REQUESTS, after, steps_from
from provenance.accounts.roles import Role
from provenance.accounts.rules import NotNow


def test_whoever_asks_twice_counts_once_and_strangers_each_for_themselves() -> None:
    sent = [("a", "post.example"), ("a", "post.example"), ("b", "a leaflet"), ("", "a leaflet")]
    assert wanted(sent) == (3, 2)
    assert wanted([]) == (0, 0)


def test_places_are_told_apart_by_site_or_by_their_words() -> None:
    assert place_of("https://www.post.example/a?x=1", "") == place_of("http://post.example/b", "")
    assert place_of("", " A  Leaflet ") == place_of("", "a leaflet")


def test_a_digest_depends_on_the_day_and_hides_the_address() -> None:
    one = digest("192.0.2.7", b"monday")
    assert one == digest("192.0.2.7", b"monday") != digest("192.0.2.7", b"tuesday")
    assert "192" not in one
    assert digest("", b"monday") == ""


def test_one_household_is_one_sender() -> None:
    salt = b"monday"
    assert digest("2001:db8:1:2::1", salt) == digest("2001:db8:1:2:ffff::9", salt)
    assert digest("2001:db8:1:2::1", salt) != digest("2001:db8:1:3::1", salt)
    assert digest("::ffff:192.0.2.7", salt) == digest("192.0.2.7", salt)


@pytest.mark.parametrize("table", [REQUESTS, REPORTS, CORRECTIONS])
def test_every_state_that_is_reached_can_be_left_again(table: dict[str, object]) -> None:
    ends = {step.end for step in table.values()}  # type: ignore[attr-defined]
    starts = {state for step in table.values() for state in step.start}  # type: ignore[attr-defined]
    assert ends <= starts


def test_what_may_not_follow_is_refused_in_words() -> None:
    with pytest.raises(NotNow, match="declined already"):
        after(REQUESTS, "declined", "accept")
    assert steps_from(REQUESTS, "waiting", Role.CHECKER) == ["accept", "join", "spam"]
    assert steps_from(REQUESTS, "waiting", Role.READER) == []
    assert steps_from(REPORTS, "waiting", Role.EDITOR) == ["answer", "correct", "spam"]
