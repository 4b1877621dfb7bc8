"""What an article shows is made of the chosen facts; what a person says is checked."""

import pytest
from django.core.exceptions import ValidationError

from provenance.sources.shown import Shown, checked, shown
from tests.provenance.sources.arriving import finding


def test_chosen_values_are_put_together_and_others_left_out():
    values = [
        finding("title", "Well closed"),
        finding("title", "Home", chosen=False),
        finding("author", "Ida Roy"),
        finding("author", "IDA ROY"),
        finding("author", "Ben Marsh"),
        finding("published", "2024-05"),
        finding("republished_from", "River Post"),
    ]
    made = shown(values)
    assert (made.title, made.byline, made.republished_from) == (
        "Well closed",
        "Ida Roy, Ben Marsh",
        "River Post",
    )
    assert (str(made.published), made.precision) == ("2024-05-01", "month")


def test_a_byline_too_long_for_its_column_says_how_many_are_left_out():
    names = tuple(f"Ida Number {n:02}" for n in range(60))
    byline = Shown(authors=names).byline
    assert len(byline) <= 500
    kept = byline.partition(" and ")[0].split(", ")
    assert kept == list(names[: len(kept)])
    assert byline.endswith(f" and {60 - len(kept)} more")


def test_nothing_known_shows_nothing():
    assert shown([]) == Shown()
    assert shown([finding("author", ""), finding("published", "")]) == Shown()


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("author", "Ida Roy, Ben Marsh and Lea Falk", ["Ida Roy", "Ben Marsh", "Lea Falk"]),
        ("author", ["Roy, Ida"], ["Roy, Ida"]),
        ("author", "", [""]),
        ("title", "  Well \n closed ", ["Well closed"]),
        ("outlet", "Black & White", ["Black & White"]),
    ],
)
def test_what_a_person_says_is_read(field, value, read):
    assert [text for text, _ in checked(field, value)] == read


@pytest.mark.parametrize(
    ("field", "value"),
    [("published", "soon"), ("language", "english"), ("title", "x" * 501), ("author", "x" * 201)],
)
def test_what_cannot_be_shown_names_its_field(field, value):
    with pytest.raises(ValidationError) as refusal:
        checked(field, value)
    assert set(refusal.value.message_dict) == {field}
