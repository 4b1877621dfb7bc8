"""Traces a claim through its texts: first appearance, roots, circles, and what is wrong with it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from provenance.accounts.rules import is_member
from provenance.capture.models import Watch
from provenance.lineage.circles import Circle, Node, Step, circles
from provenance.lineage.findings import (
    Finding,
    about_circles,
    about_dates,
    about_hops,
    about_number,
    in_order,
)
from provenance.lineage.first import First, first_appearance
from provenance.lineage.graph import Origins
from provenance.lineage.leaning import Leaning, leaning_of
from provenance.lineage.origins import names_of
from provenance.lineage.roots import (
    Copy,
    Known,
    Reachable,
    Root,
    earliest_reachable,
    leads,
    roots,
)
from provenance.lineage.texts import Period, Said, Text, period
from provenance.sources.knowing import Known as KnownHow
from provenance.sources.models import Article, Fact, Person
from provenance.sources.names import fold
from provenance.written import written_once

from .models import Appearance, Attribution, Claim

# Of a forecast or a view nobody asks whether it was said too early.
OWN_VOICE = Attribution.Directness.OWN_VOICE
HAPPENS = (Claim.Kind.EVENT, Claim.Kind.QUANTITY)


@dataclass(frozen=True)
class Lineage:
    """What is computed of the texts in which a claim stands, as far as one person may be told."""

    first: First | None
    roots: list[Root]
    reachable: Reachable | None
    circles: list[Circle]
    findings: list[Finding]


def lineage_of(
    claim: Claim, appearances: Sequence[Appearance], origins: Origins, user: Any
) -> Lineage:
    """Trace a claim through `appearances`, which come as `appearances_of` reads them for `user`.

    Five queries, however much there is.
    """
    rows = [one for one in appearances if one.pk not in origins.left_out]
    articles = {one.passage.snapshot.article_id: one.passage.snapshot.article for one in rows}
    leaning = leaning_of(articles.values(), user)
    noted = _facts_of(articles, told_all=is_member(user, claim.workspace_id))
    texts = [_text(one, noted) for one in rows]
    copies = [*leaning.copies, *_named_copies(articles.values(), leaning, noted)]
    known = _known(leaning, rows, user)
    beginnings = roots(texts, copies, known)
    rounds = circles(_steps(rows, leaning), _names(rows, leaning))
    event = _event(claim)
    found = [
        *about_number(origins, "text"),
        *about_circles(rounds),
        *about_hops(texts, event),
        *about_dates(texts, copies, known, event),
    ]
    return Lineage(
        first=first_appearance(texts, leads(beginnings)),
        roots=beginnings,
        reachable=earliest_reachable(known, copies),
        circles=rounds,
        findings=in_order(found),
    )


def called(article: Article) -> str:
    """How an article is called where several are told apart: its outlet, or title, and date."""
    when = period(article.published, article.published_precision).words
    return ", ".join(filter(None, [article.outlet.name if article.outlet else str(article), when]))


def _event(claim: Claim) -> Period | None:
    if claim.about is None or claim.kind not in HAPPENS:
        return None
    return period(claim.about, claim.about_precision)


@written_once
def _facts(article_ids: list[int]) -> Any:
    fields = [Fact.Field.PUBLISHED, Fact.Field.REPUBLISHED_FROM]
    return Fact.objects.filter(article__in=article_ids, field__in=fields).order_by("id")


def _facts_of(articles: Iterable[int], *, told_all: bool) -> dict[tuple[int, str], list[Fact]]:
    """(article, field) -> what is recorded for it. Outsiders are told only what was chosen."""
    found: dict[tuple[int, str], list[Fact]] = defaultdict(list)
    rows: list[Fact] = _facts(sorted(articles))
    for one in rows:
        if one.chosen or told_all:
            found[one.article_id, one.field].append(one)
    return found


def _text(row: Appearance, noted: Mapping[tuple[int, str], list[Fact]]) -> Text:
    article = row.passage.snapshot.article
    captured = row.passage.snapshot.captured_at.date()
    dates = noted.get((article.pk, Fact.Field.PUBLISHED.value), [])
    chosen = next((one for one in dates if one.chosen), None)
    others = {one.value for one in dates if not one.chosen} - {chosen.value if chosen else ""}
    return Text(
        id=row.pk,
        article=article.pk,
        name=called(article),
        when=period(article.published, article.published_precision, captured),
        captured=captured,
        is_exact=article.published_precision == "day",
        date_known=chosen.known if chosen else "",
        date_sure=chosen.confidence if chosen else 1.0,
        other_dates=tuple(sorted(others)),
        said=tuple(_said(hop) for hop in row.attributions.all()),
    )


def _said(hop: Attribution) -> Said:
    when = period(hop.said_on, hop.said_precision)
    has_cue = hop.cue_id is not None
    if hop.directness == OWN_VOICE:
        return Said("the text itself", "own", when, has_cue, hop.known)
    if hop.speaker is None:
        return Said("", "missing", when, has_cue, hop.known)
    unnamed = hop.anonymous or hop.speaker.kind == Person.Kind.UNNAMED
    name = hop.speaker.told_name
    return Said(name, "unnamed" if unnamed else "named", when, has_cue, hop.known)


def _named_copies(
    articles: Iterable[Article], leaning: Leaning, noted: Mapping[tuple[int, str], list[Fact]]
) -> Iterator[Copy]:
    """Originals known only by the name that an article gives, or that somebody knew."""
    recorded = {one.source for one in leaning.copies}
    for article in articles:
        if article.pk in recorded:
            continue
        facts = noted.get((article.pk, Fact.Field.REPUBLISHED_FROM.value), [])
        likely = [one.value for one in facts if one.known in (KnownHow.OUTSIDE, KnownHow.INFERRED)]
        own = [article.outlet.key, *article.outlet.alias_keys] if article.outlet else []
        for name in [article.republished_from] if article.republished_from else likely:
            if fold(name) not in own:
                yield Copy(article.pk, name)


@written_once
def _watches(article_ids: list[int], user: Any) -> Any:
    return Watch.objects.visible_to(user).filter(article__in=article_ids).order_by("id")


def _known(leaning: Leaning, rows: Iterable[Appearance], user: Any) -> dict[int, Known]:
    """Those of the articles whose text is kept, with what is known of their addresses."""
    captured = {one.passage.snapshot.article_id: one.passage.snapshot.captured_at for one in rows}
    kept = {pk: one for pk, one in leaning.articles.items() if pk in captured or one.latest_id}
    watches: dict[int, Watch] = {one.article_id: one for one in _watches(sorted(kept), user)}
    found = {}
    for pk, article in kept.items():
        day = captured[pk].date() if pk in captured else None
        watch = watches.get(pk)
        found[pk] = Known(
            article=pk,
            name=called(article),
            when=period(article.published, article.published_precision, day),
            captured=day,
            gone_since=watch.dead_since.date() if watch and watch.dead_since else None,
            alive_at=watch.seen_at.date() if watch and watch.seen_at else None,
        )
    return found


def _steps(rows: Sequence[Appearance], leaning: Leaning) -> Iterator[Step]:
    """Who has it from whom: citations between articles, and the hops of every chain."""
    voices = {one.passage.snapshot.article_id: _voices(one) for one in rows}
    # Somebody's name stands for the earliest of these articles that is theirs.
    speaks_in = {name: pk for pk, names in reversed(voices.items()) for name in names}
    for edge in leaning.edges:
        name = fold(edge.called)
        target: Node = edge.target or speaks_in.get(name, ("name", name))
        if edge.target or target != edge.source:
            yield Step(edge.source, target, edge.kind)
    for row in rows:
        yield from _hops_of(row, voices[row.passage.snapshot.article_id], speaks_in, leaning)


def _hops_of(
    row: Appearance, own: Collection[str], speaks_in: Mapping[str, int], leaning: Leaning
) -> Iterator[Step]:
    """From the page back to the origin. That an article names itself last says nothing."""
    before: Node = row.passage.snapshot.article_id
    kind = "names"
    told = [one for one in row.attributions.all() if one.directness != OWN_VOICE]
    if told and told[-1].speaker and not {*own}.isdisjoint(names_of(told[-1].speaker)):
        told.pop()
    for hop in reversed(told):
        node = _node(hop, speaks_in, leaning)
        if node != before:
            yield Step(before, node, kind)
        before, kind = node, "had_it_from"


def _node(hop: Attribution, speaks_in: Mapping[str, int], leaning: Leaning) -> Node:
    """The text in which somebody speaks, where it is one of these; else the person."""
    if hop.article_id and hop.article_id in leaning.articles:
        return hop.article_id
    if hop.speaker is None:
        return "missing", hop.pk
    for name in names_of(hop.speaker):
        if name in speaks_in:
            return speaks_in[name]
    return "person", hop.speaker.kept_id


def _voices(row: Appearance) -> list[str]:
    """The folded names of the outlet and the authors of the article."""
    article = row.passage.snapshot.article
    names = [article.outlet.key, *article.outlet.alias_keys] if article.outlet else []
    for one in article.authorships.all():
        names += names_of(one.person)
    return names


def _names(rows: Iterable[Appearance], leaning: Leaning) -> dict[Node, str]:
    found: dict[Node, str] = {pk: called(one) for pk, one in leaning.articles.items()}
    found |= {("name", fold(one.called)): one.called for one in leaning.edges if not one.target}
    for row in rows:
        for hop in row.attributions.all():
            if hop.speaker is None:
                found["missing", hop.pk] = "someone who is not named"
            else:
                found["person", hop.speaker.kept_id] = hop.speaker.told_name
    return found
