"""Requests that ask the same are put together; what only looks alike is kept apart."""

import pytest

from claims.requests.likeness import bare, nearly, same_as

ASKED = "Is it true that the eastern pier of the harbour was closed on 3 May?"


@pytest.mark.parametrize(
    "text",
    [
        ASKED,
        "the eastern pier of the harbour was closed on 3 May",
        "Please check: the EASTERN pier of the harbour was closed on 3 May!",
        "Can you check if the harbour's eastern pier was closed on 3 May?",
    ],
)
def test_the_same_question_in_other_words(text: str) -> None:
    assert same_as(text, {4: "Forty boats left the harbour.", 7: ASKED}) == 7


@pytest.mark.parametrize(
    "text",
    [
        "Is it true that the eastern pier of the harbour was closed on 4 May?",
        "Is it true that the eastern pier of the harbour was not closed on 3 May?",
        "Is it true that forty boats had to leave the harbour?",
        "Is it true?",
    ],
)
def test_another_number_or_a_denial_makes_another_question(text: str) -> None:
    assert same_as(text, {7: ASKED}) is None


def test_what_may_be_the_same_is_shown_for_a_person_to_decide() -> None:
    others = {1: "The eastern pier was closed on 4 May", 2: "Nobody likes the mayor", 3: ASKED}
    assert nearly(ASKED, others) == [3, 1]


def test_a_text_that_is_all_opening_stays_as_it_is() -> None:
    assert bare("Is it true?") == "Is it true?"
    assert bare("Hello, please check whether bread costs more.") == "bread costs more"
