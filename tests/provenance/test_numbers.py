"""Numbers as addresses and forms send them."""

import pytest

from provenance.numbers import number_in


@pytest.mark.parametrize(
    ("given", "number"),
    [("7", 7), ("0", 0), ("007", 7), ("9" * 18, 10**18 - 1), ("0" * 5000 + "3", 3)],
)
def test_digits_are_a_number(given: str, number: int) -> None:
    assert number_in(given) == number


@pytest.mark.parametrize("given", ["", "²", "٣", "-1", " 7", "7\x00", "1e3", "9" * 19, "9" * 5000])
def test_all_else_is_none(given: str) -> None:
    assert number_in(given) is None
