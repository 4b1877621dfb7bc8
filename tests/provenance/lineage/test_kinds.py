"""Copies, parts, quotations and coincidences are told apart."""

import pytest

from provenance.lineage.kinds import is_near, kind_of
from provenance.lineage.sharing import Sharing, compare
from provenance.lineage.words import Wording

from .writing import prose


def sharing(words: int, one: float, other: float, quoted: float = 0.0) -> Sharing:
    return Sharing(words, one, other, quoted, quoted)


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        (sharing(300, 1.0, 1.0), "copy"),
        (sharing(300, 0.95, 0.55), "copy"),
        (sharing(300, 0.65, 0.62), "copy"),
        (sharing(180, 0.3, 0.17), "partial"),
        (sharing(300, 1.0, 0.2), "partial"),
        (sharing(45, 0.05, 0.04), "partial"),
        (sharing(39, 0.05, 0.04), "coincidence"),
        (sharing(25, 0.5, 0.02), "partial"),
        (sharing(30, 0.1, 0.1, quoted=1.0), "quotation"),
        (sharing(10, 0.1, 0.1, quoted=1.0), "coincidence"),
        (sharing(300, 0.9, 0.9, quoted=1.0), "copy"),
        (sharing(0, 0.0, 0.0), "coincidence"),
    ],
)
def test_the_kind_follows_from_how_much_is_shared(found: Sharing, kind: str) -> None:
    assert kind_of(found) == kind


def test_a_near_copy_that_others_sign() -> None:
    found = sharing(300, 0.95, 0.9)
    ann, bea = frozenset({"ann lee"}), frozenset({"bea kim"})
    assert kind_of(found, one_by=ann, other_by=bea) == "names"
    assert kind_of(found, one_by=ann, other_by=bea, credited=True) == "copy"
    assert kind_of(found, one_by=ann, other_by=ann | bea) == "copy"
    assert kind_of(found, one_by=ann) == "copy"
    assert kind_of(sharing(100, 0.3, 0.3), one_by=ann, other_by=bea) == "partial"


def test_a_speech_quoted_in_two_pieces() -> None:
    speech = " ".join(prose(45, 9).split())
    one = f"{prose(200, 1)}\n\n“{speech}” the mayor said."
    other = f"The mayor spoke. “{speech}”\n\n{prose(300, 2)}"
    assert kind_of(compare(Wording(one), Wording(other))) == "quotation"


def test_what_two_extractions_of_a_page_have_in_common() -> None:
    assert is_near(sharing(100, 0.5, 0.1))
    assert not is_near(sharing(100, 0.3, 0.3))
    assert not is_near(sharing(10, 1.0, 0.1))
