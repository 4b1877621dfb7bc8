"""Who had it from whom and when, as pictures and in words, for a claim or a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser

from claims.exchange.pictures import dump
from claims.records.models import Claim
from claims.records.network import network_of, text
from claims.reviews.models import Verdict
from provenance.lineage import drawing, timeline_drawing
from provenance.lineage.layout import Layout, laid_out
from provenance.lineage.network import (
    EDGE_KINDS,
    Branch,
    LeftOut,
    Network,
    as_list,
    between,
    of_kinds,
    thinned,
)
from provenance.lineage.timeline import Mark, Moment, Row, TimeLine, time_line
from provenance.sources.models import Article
from provenance.written import written_once

from ..forms.network import NetworkFilters
from ..links import in_the_reader, named, on_the_web

MOST_DRAWN = 250  # Boxes that somebody can look at; a larger picture is drawn whole when asked.
MOST_IN_TABLE = 300  # Texts.
MOST_LINKS = 400  # Lines that can still be told apart.
MOST_VERDICTS = 20  # On one time line.
FEW = 40  # Up to here the list stands open beside the picture.


@dataclass(frozen=True)
class Subject:
    """What the pictures are of: a claim or a case, and what is drawn around it (ids)."""

    kind: str
    pk: int
    title: str
    language: str
    visibility: str
    claims: Sequence[int]
    articles: Sequence[int] = ()

    def page(self, form: str) -> str:
        """The address of one form of the picture."""
        return named(f"{self.kind}-{form}", self.pk)

    @property
    def graph_url(self) -> str:
        """Where the pictures stand, not narrowed."""
        return self.page("graph")

    @property
    def names_url(self) -> str:
        """Where the table of names stands."""
        return self.page("names")


def claim_pictured(claim: Claim) -> Subject:
    """One claim, wherever it stands."""
    return Subject("claim", claim.pk, claim.called, claim.language, claim.visibility, [claim.pk])


@dataclass(frozen=True)
class NetworkPage:
    """Everything the template shows. `whole` holds what was found before it was narrowed."""

    of: Subject
    layout: Layout
    whole: Network
    line: TimeLine
    filters: NetworkFilters
    public: bool

    @property
    def branches(self) -> list[Branch]:
        """The same as a nested list."""
        return as_list(self.layout.network)

    @property
    def is_small(self) -> bool:
        """Whether the list is short enough to stand open."""
        return len(self.layout.network.nodes) <= FEW

    @property
    def tall(self) -> int:
        """How high a window the picture wants, 1 to 4."""
        return min(int(self.layout.size[1] // 160) + 1, 4)

    @property
    def table_rows(self) -> list[Row]:
        """The rows of the time line that stand in the table beside it."""
        kept: list[Row] = []
        texts = 0
        for row in self.line.rows:
            texts += sum(len(spot.marks) for spot in row.spots)
            if kept and texts > MOST_IN_TABLE:
                break
            kept.append(row)
        return kept

    @property
    def rows_left_out(self) -> int:
        """How many the table leaves to the files."""
        return len(self.line.rows) - len(self.table_rows)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known at all, whatever the picture is narrowed to."""
        return not self.whole.nodes

    @property
    def left_out(self) -> Sequence[LeftOut]:
        """What the picture does not show."""
        return self.layout.network.left_out

    @property
    def is_thinned(self) -> bool:
        """Whether drawing it whole would show more."""
        return any(one.what == "with the fewest links" for one in self.left_out)

    @property
    def data(self) -> dict[str, Any]:
        """What the browser draws from."""
        return dump(self.layout)

    @property
    def kinds(self) -> list[str]:
        """The kinds of links that are drawn, in words."""
        drawn = {edge.kind for edge in self.layout.network.edges}
        return [words for kind, words in EDGE_KINDS.items() if kind in drawn]

    @property
    def in_words(self) -> str:
        """What the picture holds."""
        return drawing.in_words(self.layout)

    def address(self, name: str, **more: str) -> str:
        """Where one form of the picture is found again, narrowed in the same way."""
        query = dict.fromkeys([*self.filters.query, *more.items()])
        if self.public:
            query[("view", "public")] = None
        path = self.of.page(name)
        return f"{path}?{urlencode(list(query))}" if query else path

    @property
    def here(self) -> str:
        """The link that reproduces the page."""
        return self.address("graph")

    @property
    def whole_url(self) -> str:
        """The same with every box drawn."""
        return self.address("graph", all="on")

    @property
    def data_url(self) -> str:
        """The picture as JSON."""
        return self.address("graph-json")

    @property
    def svg_url(self) -> str:
        """The picture as a file."""
        return self.address("graph-svg")

    @property
    def line_url(self) -> str:
        """The time line as a file."""
        return self.address("timeline-svg")

    def svg(self, origin: str) -> str:
        """The drawn network. `origin` stands before addresses, so that a file leads back here."""
        return drawing.drawn(
            self.layout,
            title=self.of.title,
            about=_about("Who had it from whom", self.filters),
            address=f"{origin}{self.here}",
        )

    def line_svg(self, origin: str = "") -> str:
        """The drawn time line; without `origin` for the page, which says the rest around it."""
        return timeline_drawing.drawn(
            self.line,
            title=self.of.title,
            about=_about("When it stood where", self.filters),
            address=f"{origin}{self.here}#time-line" if origin else "",
            headed=bool(origin),
        )


def _about(what: str, filters: NetworkFilters) -> str:
    return f"{what}: {filters.said}" if filters.said else what


def network_page(of: Subject, user: Any, filters: NetworkFilters, *, public: bool) -> NetworkPage:
    """The pictures as `user` sees them, or as everyone does, in a constant number of queries."""
    viewer = AnonymousUser() if public else user
    whole = network_of(
        claims=of.claims, articles=of.articles, user=viewer, links=_links(viewer, public=public)
    )
    timed = between(whole, *filters.times)
    drawn = of_kinds(timed, filters.kinds)
    layout = laid_out(drawn if filters.wants_all else thinned(drawn, MOST_DRAWN, MOST_LINKS))
    given = {text(pk) for pk in of.articles}
    marks = [
        Mark(node.label, node.note or node.label, node.day, node.precision, node.url, node.first)
        for node in timed.nodes
        if node.stands or node.id in given
    ]
    return NetworkPage(of, layout, whole, time_line(marks, _moments(of)), filters, public)


def _moments(of: Subject) -> list[Moment]:
    """The verdicts; those on one of many claims say on which."""
    newest = _verdicts(list(of.claims))[:MOST_VERDICTS]
    return [Moment(one.as_of, _verdict_words(of, one)) for one in newest[::-1]]


def _verdict_words(of: Subject, one: Verdict) -> str:
    on = "" if of.kind == "claim" else f" on claim {one.claim_id}"
    return f"Verdict {one.number}{on}: {one.rating_label}"


@written_once
def _verdicts(claim_ids: list[int]) -> Any:
    return Verdict.objects.filter(claim__in=claim_ids).order_by("-published_at", "-pk")


def _links(user: Any, *, public: bool) -> Any:
    reads = in_the_reader(user)

    def link(row: Any) -> str:
        if isinstance(row, Article):
            return reads(row) or (on_the_web(row) if public else "")
        return "" if public else named("person", row.pk)

    return link
