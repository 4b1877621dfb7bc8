"""One voice or many: how many mouths the claims of a text come from, said honestly."""

from types import SimpleNamespace
from typing import Any
from zlib import crc32

import pytest

from claims.web.pages.reader_voices import Voices, voices
from provenance.lineage.graph import Origins
from provenance.sources.models import Person

OWN = "own_voice"


class Hops(list[Any]):
    def all(self) -> list[Any]:
        return list(self)


def said(claim: int, name: str | None = "", *, how: str = "indirect", unnamed: bool = False) -> Any:
    """An appearance of a claim; an empty name means no chain, None a missing link."""
    kind = Person.Kind.UNNAMED if unnamed else Person.Kind.PERSON
    speaker = Person(pk=crc32(name.encode()), name=name, kind=kind) if name else None
    hop = SimpleNamespace(speaker=speaker, directness=how, anonymous=unnamed)
    hops = Hops([] if name == "" and how != OWN else [hop])
    return SimpleNamespace(
        claim_id=claim, claim=SimpleNamespace(merged_into_id=None), attributions=hops
    )


def card(*here: Any, independent: int = 1, source: str = "") -> Voices:
    origins = {one.claim_id: Origins(independent, independent, ()) for one in here}
    return voices(here, origins, SimpleNamespace(republished_from=source))


def test_without_claims_it_says_when_it_will_say_something() -> None:
    assert card() == Voices("It shows here once claims are recorded in this text.", [], [])


@pytest.mark.parametrize(
    ("here", "says"),
    [
        (
            [said(1, "an official", unnamed=True), said(2, "an official", unnamed=True)],
            "2 claims rest on one voice: an official (unnamed).",
        ),
        ([said(1, how=OWN)], "1 claim rests on one voice: the text itself."),
        ([said(1), said(2, None)], "2 claims rest on nobody who is named."),
        ([said(1), said(2)], "2 claims; who said so is not recorded yet."),
        ([said(1, "Mira Tal"), said(2)], "2 claims rest on one voice."),
        ([said(1, "Mira Tal"), said(2, "Ina Held")], "2 claims rest on 2 voices."),
    ],
)
def test_the_sentence_counts_mouths_and_not_claims(here: list[Any], says: str) -> None:
    assert card(*here).says == says


def test_one_unnamed_voice_is_not_two_because_it_speaks_twice() -> None:
    twice = card(said(1, "an official", unnamed=True), said(1, "an official", unnamed=True))
    assert twice.says == "1 claim rests on one voice: an official (unnamed)."


def test_each_voice_is_listed_with_what_rests_on_it() -> None:
    heard = card(said(1, "Mira Tal"), said(2, "Mira Tal"), said(3, "Ina Held"), said(4)).heard
    assert heard == [
        ("Mira Tal", "2 claims"),
        ("Ina Held", "1 claim"),
        ("not recorded who", "1 claim"),
    ]


def test_many_voices_are_counted_up_behind_the_loudest() -> None:
    heard = card(*(said(number, f"Voice {number}") for number in range(7))).heard
    assert heard[-1] == ("others", "3 claims")
    assert len(heard) == 5


def test_a_text_taken_over_is_no_voice_of_its_own() -> None:
    also = card(said(1, how=OWN), source="Northline Agency").also
    assert also[0] == (
        "The text comes from Northline Agency and counts once with it."
        " What the text says itself is theirs."
    )


@pytest.mark.parametrize(
    ("number", "independent", "says"),
    [
        (2, 1, "No text here says the same independently."),
        (2, 3, "All are also said by a text of another origin."),
        (1, 2, "It is also said by a text of another origin."),
    ],
)
def test_what_others_say_independently_is_told(number: int, independent: int, says: str) -> None:
    here = [said(pk, "Mira Tal") for pk in range(number)]
    assert card(*here, independent=independent).also == [says]
