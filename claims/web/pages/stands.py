"""The places where a claim stands, each with its words and its own chain. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from claims.records.models import Appearance

from ..words import dotted, published
from .chain import Links, Step, speakers, whole_chain
from .fates import NONE_CHANGED, Fate
from .uncredited import NOBODY


@dataclass(frozen=True)
class Stand:
    """One place: the text it is in, and who is said to have said it.

    `fate` is what became of the words where there is a newer version; `cues` the same of those
    words that said who said it and are no longer there; `drifted` those steps of the chain, the
    text included, at which the wording is not what it was.
    """

    appearance: Appearance
    where: str
    url: str
    details: str
    chain: list[Step]
    fate: Fate | None = None
    cues: list[Fate] = field(default_factory=list)
    drifted: list[Step] = field(default_factory=list)
    uncredited: list[str] = field(default_factory=list)


def stands(
    appearances: Iterable[Appearance],
    links: Links,
    fates: Mapping[int, Fate] = NONE_CHANGED,
    uncredited: Mapping[int, list[str]] = NOBODY,
) -> list[Stand]:
    """In the order given; `uncredited` says of appearances (ids) whom they took words from."""
    return [
        replace(_stand(one, links, fates), uncredited=uncredited.get(one.pk, []))
        for one in appearances
    ]


def _stand(appearance: Appearance, links: Links, fates: Mapping[int, Fate]) -> Stand:
    article = appearance.passage.snapshot.article
    where = article.outlet.name if article.outlet else str(article)
    byline = "" if article.byline == where else article.byline
    details = dotted(byline, published(article) or "date not known")
    became = [fates.get(hop.cue_id or 0) for hop in appearance.attributions.all()]
    return Stand(
        appearance,
        where,
        links(article),
        details,
        speakers(appearance),
        fates.get(appearance.passage_id),
        [one for one in became if one and one.is_lost],
        [step for step in whole_chain(appearance, links) if step.drift],
    )
