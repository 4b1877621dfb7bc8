"""Where chains begin, which copy is nearest to a lost original, and what can still be read."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.roots import Copy, Known, earliest_reachable, leads, roots
from provenance.lineage.texts import Said, Text, period

DAY = date(2024, 5, 4)


def text(article: int, *said: Said, day: int = 4) -> Text:
    return Text(article, article, f"Paper {article}", period(date(2024, 5, day)), said=said)


def known(*articles: int) -> dict[int, Known]:
    days = {pk: period(date(2024, 5, pk)) for pk in articles}
    return {pk: Known(pk, f"Paper {pk}", days[pk]) for pk in articles}


def test_a_text_that_names_nobody_is_its_own_root() -> None:
    (root,) = roots([text(1)], [], known(1))
    assert (root.kind, root.name, root.items) == ("text", "Paper 1", (1,))


def test_texts_with_one_speaker_have_one_root() -> None:
    (root,) = roots([text(1, Said("Mira Tal")), text(2, Said("Mira Tal"))], [], known(1, 2))
    assert (root.kind, root.name, root.items) == ("speaker", "Mira Tal", (1, 2))


def test_a_root_may_be_unnamed_or_missing() -> None:
    found = roots(
        [text(1, Said("officials", "unnamed")), text(2, Said("", "missing"))], [], known(1, 2)
    )
    assert [one.kind for one in found] == ["unnamed", "missing"]


def test_a_copy_begins_where_its_original_does() -> None:
    texts = [text(1, Said("Mira Tal")), text(2), text(3)]
    (root,) = roots(texts, [Copy(3, 2), Copy(2, 1)], known(1, 2, 3))
    assert (root.name, root.items) == ("Mira Tal", (1, 2, 3))


def test_an_original_in_which_the_claim_is_not_recorded_is_a_lead() -> None:
    found = roots([text(2)], [Copy(2, 1)], known(1, 2))
    assert [(one.kind, one.article) for one in found] == [("original", 1)]
    assert [(one.name, one.is_here, one.items) for one in leads(found)] == [("Paper 1", True, (2,))]


def test_of_an_original_that_is_not_kept_the_nearest_copy_is_named() -> None:
    copies = [Copy(2, "Northline"), Copy(3, "Northline"), Copy(4, 3)]
    found = roots([text(4), text(3), text(2)], copies, known(2, 3, 4))
    assert [(one.name, one.is_kept, one.nearest) for one in found] == [
        ("Northline", False, "Paper 2")
    ]
    assert not leads(found)[0].is_here


def test_copies_in_a_round_have_the_round_for_their_root() -> None:
    found = roots([text(1), text(2), text(3)], [Copy(1, 2), Copy(2, 1), Copy(3, 1)], known(1, 2, 3))
    assert [(one.kind, one.name, one.items) for one in found] == [
        ("circle", "Paper 1, Paper 2", (1, 2, 3))
    ]


def test_an_article_that_copies_itself_is_its_own_root() -> None:
    assert [one.kind for one in roots([text(1)], [Copy(1, 1)], known(1))] == ["text"]


def test_the_earliest_text_that_can_be_read_may_be_a_copy_or_gone_from_its_address() -> None:
    here = known(2, 3)
    here[2] = Known(2, "Paper 2", here[2].when, gone_since=DAY)
    found = earliest_reachable(here, [Copy(2, "Northline")])
    assert found is not None
    assert (found.name, found.is_copy, found.gone_since) == ("Paper 2", True, DAY)
    assert earliest_reachable({}, []) is None


small = st.integers(1, 6)
copies = st.lists(st.builds(Copy, small, small | st.sampled_from(["North", "South"])), max_size=15)


@given(copies, st.randoms())
def test_every_text_has_a_root_whatever_goes_round_and_the_order_changes_nothing(
    things: list[Copy], random: Any
) -> None:
    texts, here = [text(n, day=n) for n in range(1, 7)], known(*range(1, 7))
    found = roots(texts, things, here)
    assert {item for root in found for item in root.items} == set(range(1, 7))
    shuffled = list(things)
    random.shuffle(shuffled)
    assert roots(texts, shuffled, here) == found
