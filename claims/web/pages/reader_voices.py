"""One voice or many? How many mouths the claims of a text come from. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.records.models import Appearance, Attribution
from provenance.lineage.graph import Origins
from provenance.lineage.scare_quotes import Quoted, quoted
from provenance.sources.models import Person, Snapshot
from provenance.sources.revising import OWN as SAYS

from ..words import count

SHOWN = 4
OWN, NOBODY, UNKNOWN = "the text itself", "nobody named", "not recorded who"


@dataclass(frozen=True)
class Voices:
    """What the small card says: a sentence, each voice with its number of claims, what follows."""

    says: str
    heard: list[tuple[str, str]]
    also: list[str]


def voices(
    here: Sequence[Appearance], origins: Mapping[int, Origins], article: Any, further: str = ""
) -> Voices:
    """`here` are the appearances in a text with their chains, `origins` those of their claims.

    `further` is one more thing to say of the text, if there is.
    """
    more = [further] if further else []
    names: dict[int, str] = {}
    firsts = {one.claim.merged_into_id or one.claim_id: first_voice(one, names) for one in here}
    if not firsts:
        return Voices("It shows here once claims are recorded in this text.", [], more)
    counted = Counter(firsts.values())
    also = [*_borrowed(article, speaks=OWN in counted), *_elsewhere(firsts, origins), *more]
    return Voices(_says(counted), _heard(counted), also)


def quoted_in(snapshot: Snapshot) -> list[Quoted]:
    """What stands between quotation marks in what the article itself says."""
    regions = [(one["start"], one["end"]) for one in snapshot.regions if one["kind"] in SAYS]
    return quoted(snapshot.text, regions if snapshot.regions else None)


def scare_line(number: int) -> str:
    """What the card says of scare quotes; nothing where there are none."""
    times = "once" if number == 1 else f"{number} times"
    return f"Words in scare quotes {times}: they quote nobody." if number else ""


def first_voice(appearance: Appearance, names: dict[int, str] | None = None) -> str:
    """Whoever is said to have said it first.

    `names` keeps how those are called who were met already, so that someone who was found to be
    the same is one voice, called as some text here calls them.
    """
    hops = list(appearance.attributions.all())
    if hops and hops[0].directness == Attribution.Directness.OWN_VOICE:
        return OWN
    if not hops:
        return UNKNOWN
    if hops[0].speaker is None:
        return NOBODY
    name = called(hops[0].speaker, anonymous=hops[0].anonymous)
    return (names if names is not None else {}).setdefault(hops[0].speaker.kept_id, name)


def called(person: Person, *, anonymous: bool) -> str:
    """A name, and that it is none where a text keeps it to itself."""
    unnamed = anonymous or person.kind == Person.Kind.UNNAMED
    return f"{person.name} (unnamed)" if unnamed else person.name


def _heard(counted: Counter[str]) -> list[tuple[str, str]]:
    """The voices, most heard first; those who say nothing new of it are left to the sentence."""
    if len(counted) == 1:
        return []
    shown = [(voice, count(number, "claim")) for voice, number in counted.most_common(SHOWN)]
    left = counted.total() - sum(number for _, number in counted.most_common(SHOWN))
    return [*shown, ("others", count(left, "claim"))] if left else shown


def _says(counted: Counter[str]) -> str:
    claims = counted.total()
    mouths = len(counted.keys() - {NOBODY, UNKNOWN})
    rest = f"{count(claims, 'claim')} {'rests' if claims == 1 else 'rest'}".capitalize()
    if counted.keys() == {UNKNOWN}:
        return f"{count(claims, 'claim')}; who said so is not recorded yet."
    if mouths == 0:
        return f"{rest} on nobody who is named."
    if mouths > 1:
        return f"{rest} on {mouths} voices."
    return f"{rest} on one voice{': ' + next(iter(counted)) if len(counted) == 1 else ''}."


def _borrowed(article: Any, *, speaks: bool) -> list[str]:
    origin = article.republished_from
    if not origin:
        return []
    theirs = " What the text says itself is theirs." if speaks else ""
    return [f"The text comes from {origin} and counts once with it.{theirs}"]


def _elsewhere(firsts: Mapping[int, str], origins: Mapping[int, Origins]) -> list[str]:
    """How many of the claims somebody else says independently."""
    many = sum(pk in origins and origins[pk].independent > 1 for pk in firsts)
    if not many:
        return ["No text here says the same independently."]
    if many == 1:
        which = "It is" if len(firsts) == 1 else f"One of {len(firsts)} is"
    else:
        which = "All are" if many == len(firsts) else f"{many} of {len(firsts)} are"
    return [f"{which} also said by a text of another origin."]
