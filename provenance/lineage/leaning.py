"""Reads who leans on whom around some articles, as far as somebody may be told of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from provenance.accounts.rules import may_see
from provenance.sources.addresses import AddressError, outlet_domain
from provenance.sources.models import Article
from provenance.written import written_once

from .roots import Copy
from .tying import CITES, COPIES

# So many citations in a row are followed, republications in between not counted. Where everybody
# cites everybody, a few more would lead through the whole workspace for each page.
STEPS = 2
# Everything confirmed that can be reached from these articles; UNION ends it on a loop.
REACHED = """
WITH RECURSIVE reached (article, steps) AS (
    SELECT unnest(%(ids)s::bigint[]), 0
    UNION
    SELECT c.target_id, reached.steps + (c.kind <> ALL(%(copies)s))::int
    FROM reached JOIN sources_citation AS c ON c.source_id = reached.article
    WHERE c.target_id IS NOT NULL AND {counts}
      AND reached.steps + (c.kind <> ALL(%(copies)s))::int <= %(steps)s
)
SELECT c.source_id, c.target_id, c.target_name, c.target_address, c.kind, c.visibility,
       c.workspace_id, c.created_by_id
FROM (SELECT DISTINCT article FROM reached) AS reached
JOIN sources_citation AS c ON c.source_id = reached.article WHERE {counts}
""".replace(
    "{counts}", "c.kind = ANY(%(kinds)s) AND c.state = 'confirmed' AND c.deleted_at IS NULL"
)


@dataclass(frozen=True)
class Edge:
    """One confirmed citation, with what decides who sees it. Without `target`, by its `name`."""

    source: int
    target: int | None
    name: str
    address: str
    kind: str
    visibility: str
    workspace_id: int
    created_by_id: int | None
    deleted_at: None = None

    @property
    def called(self) -> str:
        """What it cites, where that is no article of ours."""
        try:
            return self.name or outlet_domain(self.address)
        except AddressError:
            return self.address


@dataclass(frozen=True)
class Leaning:
    """Who leans on whom: citations among articles that may be told of, and those articles."""

    edges: list[Edge] = field(default_factory=list)
    articles: Mapping[int, Article] = field(default_factory=dict)

    @property
    def copies(self) -> list[Copy]:
        """Those that republish or translate."""
        return [
            Copy(one.source, one.called if one.target is None else one.target)
            for one in self.edges
            if one.kind in COPIES
        ]


def leaning_of(articles: Iterable[Article], user: Any) -> Leaning:
    """What these articles lean on at any remove, as far as `user` sees it. Two queries.

    The articles themselves are told of already, and so is which of them copies which: that is why
    they are counted once.
    """
    told = {one.pk: one for one in articles}
    found = _that_matter(_edges(sorted(told)), told.keys())
    beyond = {pk for one in found for pk in (one.source, one.target) if pk} - told.keys()
    seen: dict[int, Article] = {one.pk: one for one in _articles(sorted(beyond), user)} | told
    edges = [
        one
        for one in found
        if one.source in seen and (one.target is None or one.target in seen)
        if may_see(user, one) or _is_told(one, told)
    ]
    return Leaning(edges, seen)


def _that_matter(edges: list[Edge], told: Collection[int]) -> list[Edge]:
    """Copies above these articles, ways back to them, and what else those on such a way cite.

    All others lead away from the claim, and reading their articles would cost most of the time.
    """
    copies = _reached(told, [(e.source, e.target) for e in edges if e.kind in COPIES])
    back = _reached(told, [(e.target, e.source) for e in edges if e.target])
    around = copies | {one.source for one in edges if one.source in back and one.target in back}
    return [one for one in edges if one.source in around]


def _reached(start: Iterable[int], pairs: Iterable[tuple[int | None, int | None]]) -> set[int]:
    """Everything that can be reached from these, themselves included."""
    following: dict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        if one and other:
            following[one].append(other)
    found, waiting = set(start), list(start)
    while waiting:
        new = set(following[waiting.pop()]) - found
        found |= new
        waiting += new
    return found


def _edges(ids: list[int]) -> list[Edge]:
    asked: dict[str, Any] = {"ids": ids, "kinds": [*COPIES, *CITES]}
    asked |= {"copies": COPIES, "steps": STEPS}
    with connection.cursor() as cursor:
        cursor.execute(REACHED, asked)
        return [Edge(*row) for row in cursor.fetchall()]


def _is_told(edge: Edge, told: Mapping[int, Article]) -> bool:
    between = edge.source in told and edge.target in told
    return between and edge.kind in COPIES and edge.visibility != "me"


@written_once
def _articles(ids: list[int], user: Any) -> Any:
    rows = Article.objects.visible_to(user).filter(pk__in=ids)
    return rows.select_related("outlet").defer("outlet__aliases", "outlet__alias_keys")
