"""The network around claims and articles, read for one person in a constant number of queries.

Who a text quotes comes from the chains of its appearances, what it leans on from citations and the
republication it states. Nothing is drawn that the person may not see, and nothing beyond it: what
is reached only through something hidden stays hidden too.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import Q

from provenance.accounts.models import Visibility
from provenance.accounts.rules import is_member
from provenance.lineage.graph import Origins
from provenance.lineage.network import (
    EDGE_KINDS,
    Edge,
    LeftOut,
    Network,
    Node,
    leading_to,
    network,
)
from provenance.lineage.origins import independent_articles
from provenance.lineage.svg import spelled
from provenance.sources.knowing import Known
from provenance.sources.models import Article, Citation, Fact, Person
from provenance.sources.names import fold
from provenance.sources.reading import give_authors
from provenance.written import attach

from .models import Appearance, Attribution, Claim
from .reading import independent_appearances
from .telling import chains_only_told

Links = Callable[[Any], str]  # Where an article or a person is read; empty where nowhere.
DIRECTNESS = {
    "direct": "quoted directly",
    "indirect": "reported speech",
    "hearsay": "second hand",
    "own_voice": "own voice",
}
COPIES = frozenset({Citation.Kind.REPUBLISHES.value, Citation.Kind.TRANSLATES.value})
MOST_NUMBERED = 600  # Texts; counting the origins of more takes longer than drawing them.
MOST = 5000  # Texts at any remove; a picture says so where there are more.
REACHED = """
WITH RECURSIVE reached (article) AS (
    SELECT unnest(%(seeds)s::bigint[])
    UNION
    SELECT c.{there} FROM reached JOIN sources_citation AS c ON c.{here} = reached.article
    WHERE c.{there} IS NOT NULL AND c.deleted_at IS NULL
    AND c.state <> 'rejected' AND c.kind <> 'links'
)
SELECT article FROM reached
"""
SHOWN = ["id", "title", "address", "final_address", "canonical_address", "input_name", "byline"]
SHOWN += ["published", "published_precision", "visibility", "workspace", "created_by", "deleted_at"]
SHOWN += ["outlet__name"]
COLUMNS = ["source_id", "target_id", "target_name", "target_address", "kind", "known", "why"]
COLUMNS += ["confidence", "uncredited", "state", "visibility", "workspace_id"]


UNCOUNTED = "numbers of origins, since there are so many texts"


def nowhere(_row: Any) -> str:
    """No address: for pictures that lead nowhere."""
    return ""


def network_of(
    *,
    claims: Iterable[int] = (),
    articles: Iterable[int] = (),
    user: Any,
    links: Links = nowhere,
    onward: bool = False,
) -> Network:
    """Where claims stand and where articles come from, at any remove; a dozen queries at most.

    With `onward` also who has it from these articles. `links` gives the address of a row.
    """
    wanted, given = sorted(set(claims)), sorted(set(articles))
    places = places_of_all(wanted, user)
    told = {one.passage.snapshot.article_id: one.passage.snapshot.article for one in places}
    hops = [hop for one in places for hop in one.attributions.all()]
    spoken = {hop.article_id for hop in hops if hop.article_id is not None}
    ids, cut = _reached([*told, *given, *spoken], onward)
    seen = {row.pk: row for row in _articles(ids, user)}
    around = _Around(told, seen, user, links)
    origins = _origins(wanted, places, [*seen.values()], user)
    first = places[0].passage.snapshot.article_id if len(wanted) == 1 and places else None
    nodes, edges = around.drawn(places, origins, first)
    whole = network(nodes, edges)
    seeds = [text(pk) for pk in dict.fromkeys([*told, *given]) if pk in told or pk in seen]
    left = leading_to(whole, seeds, onward=onward)
    beyond = LeftOut(cut, f"beyond the first {MOST}")
    uncounted = LeftOut(len(left.nodes), UNCOUNTED)
    said = [beyond] if cut else []
    said += [uncounted] if max(len(places), len(seen)) > MOST_NUMBERED else []
    return Network(left.nodes, left.edges, tuple(said))


def text(article_id: int) -> str:
    """The id of the node of an article."""
    return f"article:{article_id}"


# --- questions ------------------------------------------------------------------------------


def places_of_all(claim_ids: Sequence[int], user: Any) -> list[Appearance]:
    """Where the claims stand, the earliest first, with their chains. Three queries."""
    if not claim_ids:
        return []
    family = Claim.objects.filter(Q(pk__in=claim_ids) | Q(merged_into__in=claim_ids))
    rows = Appearance.objects.filter(claim__in=family.order_by().values("pk")).visible_to(user)
    places: list[Appearance] = list(rows.with_texts().telling_comments().earliest_first())
    hops = Attribution.objects.filter(appearance__in=[one.pk for one in places]).in_chains()
    attach(places, "attributions", hops, "appearance_id")
    chains_only_told(places, user)
    give_authors([one.passage.snapshot.article for one in places])
    return places


def _reached(seeds: Sequence[int], onward: bool) -> tuple[list[int], int]:
    """Articles at any remove, and how many more there are than are shown."""
    if not seeds:
        return [], 0
    ways = [("source_id", "target_id"), *([("target_id", "source_id")] if onward else [])]
    found: dict[int, None] = {}
    with connection.cursor() as cursor:
        for here, there in ways:
            asked = REACHED.format(here=here, there=there)
            cursor.execute(asked, {"seeds": list(seeds)})
            found |= dict.fromkeys(pk for (pk,) in cursor.fetchall())
    ids = [*dict.fromkeys(seeds), *(pk for pk in found if pk not in set(seeds))]
    most = max(MOST, len(seeds))
    return ids[:most], len(ids[most:])


def _articles(ids: Sequence[int], user: Any) -> Iterable[Article]:
    rows = Article.objects.visible_to(user).filter(pk__in=ids)
    return rows.select_related("outlet").only(*SHOWN).order_by("published", "pk")


def _origins(
    claim_ids: Sequence[int], places: Sequence[Appearance], articles: Sequence[Article], user: Any
) -> dict[int, int]:
    """Article -> the number of the independent origin it counts with."""
    if max(len(places), len(articles)) > MOST_NUMBERED:
        return {}
    if len(claim_ids) == 1:
        where = {one.pk: one.passage.snapshot.article_id for one in places}
        return _numbered(independent_appearances(places), where)
    counted = independent_articles(articles, user)
    return _numbered(counted, {row.pk: row.pk for row in articles})


def _numbered(origins: Origins, where: Mapping[int, int]) -> dict[int, int]:
    """Origins are numbered by their earliest member, as they are listed on the page of a claim."""
    place = {pk: at for at, pk in enumerate(where)}
    groups = sorted(origins.groups, key=lambda group: min(place[pk] for pk in group.members))
    found: dict[int, int] = {}
    for number, group in enumerate(groups, 1):
        for pk in group.members:
            found.setdefault(where[pk], number)
    return found


# --- nodes and edges ------------------------------------------------------------------------


@dataclass(frozen=True)
class _Around:
    """What one person is told: `told` are texts where a claim stands, `seen` those they read."""

    told: Mapping[int, Article]
    seen: Mapping[int, Article]
    user: Any
    links: Links

    def drawn(
        self, places: Sequence[Appearance], origins: Mapping[int, int], first: int | None
    ) -> tuple[list[Node], list[Edge]]:
        """Everything there is to draw, texts first."""
        nodes = [
            self._text(row, origins.get(row.pk), pk == first)
            for pk, row in {**self.told, **self.seen}.items()
        ]
        citations = self._citations()
        confirmed = [one for one in citations if not one[1].proposed]
        stated = list(self._stated({edge.target for _, edge in confirmed if _is_copy(edge)}))
        leaning = [*confirmed, *stated, *(one for one in citations if one[1].proposed)]
        speaking = [step for place in places for step in self._chain(place)]
        pieces = [*speaking, *leaning]
        nodes += [node for node, _ in pieces if node is not None]
        edges = [edge for _, edge in pieces]
        silent = _silent(places, {edge.target for edge in edges})
        return [*nodes, *(node for node, _ in silent)], [*edges, *(edge for _, edge in silent)]

    def _text(self, row: Article, origin: int | None, first: bool) -> Node:
        outlet = row.outlet.name if row.outlet else ""
        title = str(row) if row.pk in self.seen or not outlet else ""
        return Node(
            text(row.pk),
            "article",
            outlet or title,
            title if outlet else row.byline,
            row.published,
            row.published_precision,
            self.links(row),
            origin,
            first,
            row.pk in self.told,
        )

    def _citations(self) -> list[tuple[Node | None, Edge]]:
        """What the texts lean on. One query.

        Which texts are copies of each other is told wherever their count is, though not how that is
        known to those who may not read both of them.
        """
        ids = list(self.told.keys() | self.seen.keys())
        rows = Citation.objects.filter(source__in=ids, deleted_at=None)
        rows = rows.exclude(state=Citation.State.REJECTED).order_by("pk")
        told = rows.values_list(*COLUMNS, named=True)
        return [self._citation(row) for row in told if self._reads(row) or self._counts(row)]

    def _reads(self, row: Any) -> bool:
        """Whether both ends are read by this person; a name alone is read with its text.

        What nobody has decided yet is told to members alone, as in every list of citations.
        """
        if row.state != Citation.State.CONFIRMED and not is_member(self.user, row.workspace_id):
            return False
        return row.source_id in self.seen and (row.target_id is None or row.target_id in self.seen)

    def _counts(self, row: Any) -> bool:
        """Whether it makes copies of two texts that are told anyway."""
        both = row.source_id in self.told and row.target_id in self.told
        shared = row.state == Citation.State.CONFIRMED and row.visibility != Visibility.ME
        return both and shared and row.kind in COPIES

    def _citation(self, row: Any) -> tuple[Node | None, Edge]:
        node = None if row.target_id else _named(row.target_name or row.target_address)
        source = node.id if node else text(row.target_id)
        if not self._reads(row):
            return node, Edge(source, text(row.source_id), row.kind)
        return node, Edge(
            source,
            text(row.source_id),
            row.kind,
            f"{EDGE_KINDS[row.kind]} without credit" if row.uncredited else "",
            known=str(Known(row.known).label),
            confidence=row.confidence,
            why=row.why,
            proposed=row.state == Citation.State.PROPOSED,
        )

    def _stated(self, settled: set[str]) -> Iterator[tuple[Node, Edge]]:
        """What texts say they were republished from, where no citation says it. One query."""
        facts = Fact.objects.filter(
            article__in=list(self.seen), field=Fact.Field.REPUBLISHED_FROM, chosen=True
        ).exclude(value="")
        for fact in facts.order_by("article", "pk"):
            target = text(fact.article_id)
            if target not in settled:
                node = _named(fact.value)
                known = str(fact.get_known_display())
                yield node, Edge(node.id, target, "republishes", "", known, fact.confidence)

    def _chain(self, place: Appearance) -> Iterator[tuple[Node | None, Edge]]:
        """From whoever said it first down to the text, one edge a hop.

        A hop that was made in a text which the person reads leads through that text. An outlet that
        speaks is its own text, where the claim stands in one.
        """
        hops = [hop for hop in place.attributions.all() if not _is_the_text_itself(hop)]
        here = text(place.passage.snapshot.article_id)
        voices = [self._voice(hop, place) for hop in hops]
        ids = [*(of for _, of in voices), here]
        for at, (hop, (node, source), target) in enumerate(zip(hops, voices, ids[1:], strict=True)):
            kind = "reported" if at else "said"
            through = text(hop.article_id or 0)
            if hop.article_id in self.seen and through not in (here, source, target):
                yield node, _passed(hop, source, through, kind)
                yield None, Edge(through, target, "reported")
            elif source != target:
                yield node, _passed(hop, source, target, kind)

    def _voice(self, hop: Attribution, place: Appearance) -> tuple[Node | None, str]:
        """Who speaks in a hop, and the id of the node; none of its own for a text drawn anyway."""
        paper = self.papers.get(hop.speaker.kept.key) if hop.speaker else None
        if paper is not None and not hop.anonymous:
            return None, text(paper)
        node = _speaker(hop, place, self.links)
        return node, node.id

    @cached_property
    def papers(self) -> dict[str, int]:
        """Folded name of an outlet -> the earliest of its texts in which the claim stands."""
        found: dict[str, int] = {}
        for pk, row in self.told.items():  # The earliest first.
            if row.outlet is not None:
                found.setdefault(row.outlet.key, pk)
        return found


def _passed(hop: Attribution, source: str, target: str, kind: str) -> Edge:
    """What passed at one hop, how directly, when, and how that is known."""
    label = "" if hop.speaker is None else DIRECTNESS[hop.directness]
    known = hop.get_known_display() or (Known.IN_TEXT if hop.cue else Known.PERSON).label
    day = spelled(hop.said_on, hop.said_precision) if hop.said_on else ""
    words = f"“{hop.cue.quote}”" if hop.cue else hop.note
    why = ", ".join(filter(None, [day, words]))
    return Edge(source, target, kind, label, str(known), hop.confidence, why)


def _is_copy(edge: Edge) -> bool:
    return edge.kind in COPIES


def _named(name: str) -> Node:
    """Something known by its name or address alone."""
    return Node(f"name:{fold(name)}", "outlet", name)


def _is_the_text_itself(hop: Attribution) -> bool:
    return hop.speaker is None and hop.directness == Attribution.Directness.OWN_VOICE


def _speaker(hop: Attribution, place: Appearance, links: Links) -> Node:
    if hop.speaker is None:
        note = hop.note or str(hop.get_gap_display()) or "who said it"
        return Node(f"missing:{place.pk}:{hop.position}", "missing", "Not stated", note)
    unnamed = hop.anonymous or hop.speaker.kind == Person.Kind.UNNAMED
    who = hop.speaker.kept
    kind = Person.Kind.UNNAMED.value if unnamed else str(who.kind)
    return Node(f"person:{who.pk}", kind, hop.speaker.told_name, url=links(who))


def _silent(places: Sequence[Appearance], sourced: set[str]) -> list[tuple[Node, Edge]]:
    """A gap before each text of which nobody recorded where it has the claim from."""
    bare: dict[str, Appearance] = {}
    spoken: dict[str, bool] = defaultdict(bool)
    for place in places:
        here = text(place.passage.snapshot.article_id)
        spoken[here] |= bool(place.attributions.all())
        bare.setdefault(here, place)
    return [
        (node, Edge(node.id, here, "said"))
        for here, place in bare.items()
        if here not in sourced and not spoken[here]
        for node in [Node(f"missing:{place.pk}:0", "missing", "Not stated", "who said it first")]
    ]
