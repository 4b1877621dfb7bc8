"""Reading the numbers that addresses and forms send: whatever was typed is an answer, no crash."""

LONGEST = 18  # Digits that PostgreSQL's bigint holds whatever they are.


def number_in(given: str) -> int | None:
    """The number that plain digits say, as far as a row could have it; None for all else.

    `int` also reads digits of other alphabets, and refuses thousands of them with an exception.
    """
    if not (given.isascii() and given.isdecimal()):
        return None
    digits = given.lstrip("0") or "0"
    return int(digits) if len(digits) <= LONGEST else None
