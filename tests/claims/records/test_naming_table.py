"""Who calls whom what: names found as whole words, put into rows and columns."""

import pytest

from claims.records.naming_table import Called, naming_table, occurrences


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Mira Tal came. Tal left.", ["Mira Tal", "Tal"], [("Mira Tal", 1), ("Tal", 1)]),
        ("MIRA\nTAL and Mira Tal", ["Mira Tal"], [("MIRA TAL", 1), ("Mira Tal", 1)]),
        ("Talking of metal.", ["Tal"], []),
        ("Tal's men, the Tal-led group", ["Tal"], [("Tal", 2)]),
        ("a b c", ["a", ""], []),
        ("C++ (the port) [x]", ["(the port)"], [("(the port)", 1)]),
        ("ميرا تال قالت", ["ميرا تال"], [("ميرا تال", 1)]),
        ("", ["Tal"], []),
    ],
)
def test_names_are_found_as_whole_words(
    text: str, names: list[str], found: list[tuple[str, int]]
) -> None:
    assert occurrences(text, names) == found


def test_only_the_commonest_spellings_of_a_text_are_told() -> None:
    names = [f"Name{number}" for number in range(9)]
    assert len(occurrences(" ".join(names), names)) == 5


def test_rows_are_people_and_columns_outlets() -> None:
    table = naming_table(
        [
            Called("Mira Tal", "Post", "Tal", "found in the text", 2),
            Called("Mira Tal", "Post", "tal", "found in the text", 3),
            Called("Mira Tal", "Radio", "the harbour master", "entered by a person"),
            Called("Ina Held", "Radio", "Ina Held", "found in the text"),
        ],
        ["Post", "Radio"],
    )
    assert [row.who for row in table.rows] == ["Mira Tal", "Ina Held"]
    post, radio = table.rows[0].cells
    assert [(one.words, one.number) for one in post] == [("Tal", 5)]
    assert [one.words for one in radio] == ["the harbour master"]
    assert table.rows[1].cells[0] == ()


def test_without_anything_the_table_is_empty() -> None:
    assert naming_table([], ["Post"]).rows == ()
