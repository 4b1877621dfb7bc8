"""Who had it from whom, as strips of steps: one strip for each independent origin. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from claims.records.models import Appearance, Attribution
from provenance.lineage.graph import Group, Origins, Reason

from ..words import dotted, published
from .once import why

Links = Callable[[Any], str]  # An article's address on this site; empty where there is none.


@dataclass(frozen=True)
class Step:
    """One box of a strip."""

    name: str
    note: str = ""
    url: str = ""
    missing: bool = False


@dataclass(frozen=True)
class Strip:
    """A way a claim came to us: who said it, then the texts it stands in, earliest first."""

    hops: list[Step]
    texts: int
    counted_once: list[str] = field(default_factory=list)


def strips(appearances: Sequence[Appearance], origins: Origins, links: Links) -> list[Strip]:
    """One strip for each group of appearances with a common origin, earliest first.

    `appearances` are ordered by date and carry their chains; `origins` is about the same ones.
    """
    place = {one.pk: rank for rank, one in enumerate(appearances)}
    groups = sorted(origins.groups, key=lambda group: min(place[pk] for pk in group.members))
    return [_strip(group, sorted(group.members, key=place.__getitem__), appearances, place, links)
            for group in groups]  # fmt: skip


def _strip(
    group: Group,
    members: Sequence[int],
    appearances: Sequence[Appearance],
    place: dict[int, int],
    links: Links,
) -> Strip:
    rows = [appearances[place[pk]] for pk in members]
    texts: dict[int, Appearance] = {}
    for row in rows:
        texts.setdefault(row.passage.snapshot.article_id, row)
    steps = [*speakers(rows[0]), *(_text(row, group.reasons, links) for row in texts.values())]
    said = [why(reason) for reason in group.reasons] if len(texts) > 1 else []
    return Strip(steps, len(texts), list(dict.fromkeys(said)))


def speakers(appearance: Appearance) -> list[Step]:
    """The hops of one chain, from the origin to the page. What is not known stays as a gap."""
    hops = list(appearance.attributions.all())
    if not hops:
        return [Step("Not stated", "who said it first", missing=True)]
    return [_speaker(hop) for hop in hops if not _is_the_text_itself(hop, hops)]


def _is_the_text_itself(hop: Attribution, hops: Sequence[Attribution]) -> bool:
    """An article that speaks for itself is its own first step."""
    return hop.directness == Attribution.Directness.OWN_VOICE and len(hops) == 1


def _speaker(hop: Attribution) -> Step:
    cue = f"“{hop.cue.quote}”" if hop.cue else ""
    note = dotted(hop.get_directness_display(), hop.note or cue)
    if hop.speaker is None:
        return Step("Not stated", hop.note or "who said it", missing=True)
    return Step(_called(hop), note)


def _called(hop: Attribution) -> str:
    assert hop.speaker is not None
    name = str(hop.speaker.name)
    unnamed = hop.anonymous or hop.speaker.kind == "unnamed"
    return f"Unnamed: {name}" if unnamed else name


def _text(row: Appearance, reasons: Iterable[Reason], links: Links) -> Step:
    article = row.passage.snapshot.article
    name = article.outlet.name if article.outlet else str(article)
    came = next((why(one) for one in reasons if row.pk in one.members[1:]), "")
    return Step(name, dotted(published(article) or "date not known", came), links(article))
