"""Who had it from whom, as strips of steps: one strip for each independent origin. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from claims.records.drift import Finding
from claims.records.drifting import Stage, between, stage_at, stage_of
from claims.records.models import Appearance, Attribution
from provenance.lineage.graph import Group, Origins, Reason
from provenance.sources.knowing import Known

from ..words import day, dotted, published
from .once import why

Links = Callable[[Any], str]  # An article's address on this site; empty where there is none.
KNOWN = {
    Known.IN_TEXT: "as the text says",
    Known.IN_MARKUP: "as the page's markup says",
    Known.INFERRED: "inferred",
    Known.OUTSIDE: "from outside the text",
    Known.PERSON: "entered by a person",
}
WEB = ("https://", "http://")


@dataclass(frozen=True)
class Step:
    """One box of a strip, and what drifted between the last box with words and this one.

    `known` says in grey how we know of this step and `source` where that stands, if on the web.
    `since` names that last box; `leapt` where others stand between.
    """

    name: str
    note: str = ""
    url: str = ""
    missing: bool = False
    basis: str = ""
    when: str = ""
    words: str = ""
    known: str = ""
    source: str = ""
    late: bool = False
    drift: tuple[Finding, ...] = ()
    since: str = ""
    leapt: bool = False


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
    stops = [*_said(rows[0], links), *(_stood(row, group.reasons, links) for row in texts.values())]
    said = [why(reason) for reason in group.reasons] if len(texts) > 1 else []
    steps = _with_their_own(_drifted(stops), list(texts.values()), links)
    return Strip(steps, len(texts), list(dict.fromkeys(said)))


def _with_their_own(steps: list[Step], rows: Sequence[Appearance], links: Links) -> list[Step]:
    """What drifted on the way to each later text by its own chain, where it was not told before.

    Only the chain of the first text is drawn; the others would repeat most of it.
    """
    told = {one.says for step in steps for one in step.drift}
    first = len(steps) - len(rows)
    for at, row in enumerate(rows[1:], first + 1):
        more = [one for step in whole_chain(row, links) for one in step.drift]
        new = tuple(one for one in more if one.says not in told)
        told |= {one.says for one in new}
        steps[at] = replace(steps[at], drift=(*steps[at].drift, *new))
    return steps


def speakers(appearance: Appearance, links: Links = lambda article: "") -> list[Step]:
    """The hops of one chain, from the origin to the page. What is not known stays as a gap."""
    return [step for step, _ in _said(appearance, links)]


def whole_chain(appearance: Appearance, links: Links) -> list[Step]:
    """The hops of one chain and the text at its end, each with what drifted on the way there."""
    return _drifted([*_said(appearance, links), _stood(appearance, (), links)])


def _said(appearance: Appearance, links: Links) -> list[tuple[Step, Stage]]:
    hops = list(appearance.attributions.all())
    if not hops:
        return [(Step("Not stated", "who said it first", missing=True), Stage(""))]
    article = appearance.passage.snapshot.article
    shown = [hop for hop in hops if not _is_the_text_itself(hop, hops)]
    return [(_speaker(hop, article, links), stage_of(hop)) for hop in shown]


def _stood(row: Appearance, reasons: Iterable[Reason], links: Links) -> tuple[Step, Stage]:
    return _text(row, reasons, links), stage_at(row, list(row.attributions.all()))


def _drifted(stops: Sequence[tuple[Step, Stage]]) -> list[Step]:
    """Each step with what changed since the last one whose words are known, and which that was."""
    found = between(stage for _, stage in stops)
    steps: list[Step] = []
    last = before = ""
    for (step, stage), drift in zip(stops, found, strict=True):
        steps.append(replace(step, drift=drift, since=last, leapt=last != before))
        last = step.name if stage.words else last
        before = step.name
    return steps


def _is_the_text_itself(hop: Attribution, hops: Sequence[Attribution]) -> bool:
    """An article that speaks for itself is its own step."""
    if hop.directness != Attribution.Directness.OWN_VOICE:
        return False
    return len(hops) == 1 or (hop.speaker is None and hop is hops[-1])


def _speaker(hop: Attribution, article: Any, links: Links) -> Step:
    cue = f"“{hop.cue.quote}”" if hop.cue else ""
    note = dotted(hop.get_directness_display(), hop.note or cue)
    name = _called(hop)
    if hop.missing:
        note = dotted(hop.note or "who said it", hop.get_gap_display())
    return Step(
        name,
        note,
        url=links(hop.article) if hop.article else "",
        missing=hop.missing,
        basis=hop.get_basis_display(),
        when=day(hop.said_on, hop.said_precision),
        words=hop.words,
        known=_known(hop),
        source=hop.known_from if hop.known_from.startswith(WEB) else "",
        late=is_late(hop, article),
    )


def is_late(hop: Attribution, article: Any) -> bool:
    """Whether a hop is dated after the text that tells it, as far as both dates are known."""
    if hop.said_on is None or article.published is None:
        return False
    exact = {"year": 4, "month": 7}
    length = min(exact.get(one, 10) for one in (hop.said_precision, article.published_precision))
    return str(hop.said_on)[:length] > str(article.published)[:length]


def _known(hop: Attribution) -> str:
    """How we know of a hop, how surely, and whence."""
    if not hop.known:
        return ""
    sure = "" if hop.confidence is None else f"{round(hop.confidence * 100)}% sure"
    whence = "" if hop.known_from.startswith(WEB) else hop.known_from
    return dotted(KNOWN[Known(hop.known)], sure, whence)


def _called(hop: Attribution) -> str:
    if hop.speaker is None:
        return "Not stated" if hop.missing else "The text itself"
    name = str(hop.speaker.name)
    unnamed = hop.anonymous or hop.speaker.kind == "unnamed"
    return f"Unnamed: {name}" if unnamed else name


def _text(row: Appearance, reasons: Iterable[Reason], links: Links) -> Step:
    article = row.passage.snapshot.article
    name = article.outlet.name if article.outlet else str(article)
    came = next((why(one) for one in reasons if row.pk in one.members[1:]), "")
    note = dotted(published(article) or "date not known", came)
    return Step(name, note, links(article), words=row.passage.quote)
