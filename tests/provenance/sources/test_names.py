"""Names are found again however they are written."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given as given_any
from hypothesis import strategies as st

from provenance.sources.names import LONGEST, fold, given, tidy


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Société Générale", "SOCIETE  GENERALE"),
        ("O’Brien", "O'Brien"),
        ("Straße", "STRASSE"),
        ("The Times-Post", "the times post"),
        ("Ida\u00adRoy", "IdaRoy"),
        ("Ёлка", "елка"),
    ],
)
def test_spellings_of_one_name_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Ida Roy", "Ida Royce"), ("AP", "AFP"), ("!", "?")])
def test_different_names_stay_different(one, other):
    assert fold(one) != fold(other)


@given_any(st.text(max_size=300))
def test_folding_again_changes_nothing_and_fits_its_column(name):
    once = fold(name)
    assert fold(once) == once
    assert len(once) <= LONGEST
    assert len(tidy(name)) <= LONGEST


@given_any(st.text(min_size=1, max_size=50).filter(tidy))
def test_a_name_that_shows_has_a_key(name):
    assert fold(name)


def test_a_name_that_a_person_gives_is_never_cut():
    assert given("  Ida\n Roy ") == "Ida Roy"
    assert given("x" * LONGEST) == "x" * LONGEST
    with pytest.raises(ValidationError) as refusal:
        given("x" * (LONGEST + 1), "aliases")
    assert refusal.value.message_dict == {"aliases": ["Use at most 200 characters for a name."]}
