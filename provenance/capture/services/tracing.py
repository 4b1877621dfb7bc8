"""Finding out whom an article leans on, and proposing it; a person decides.

Run by the worker for each snapshot that is kept. An article that comes later may be what earlier
ones point at, so those are looked at again: by their links, their quotations and their titles.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from provenance.accounts.roles import Visibility
from provenance.sources.models import Article, Citation, Snapshot
from provenance.sources.proposing import Proposal
from provenance.sources.services.proposals import offer_citations

from .. import wordings
from ..gleaning import Gleaned, glean, number_of
from ..models import Trace
from ..quoting import quotes
from ..resolving import WEIGHT, Shelf, keys_of, of_one_title, pointing

# Django makes an expression of each number, which takes longer than the answer.
_MEETING = """
SELECT trace.snapshot_id FROM capture_trace AS trace
JOIN sources_snapshot AS snapshot ON snapshot.id = trace.snapshot_id
JOIN sources_article AS article ON article.id = snapshot.article_id
WHERE trace.{column} && %(numbers)s::int[] AND article.workspace_id = %(workspace)s
    AND article.id <> %(article)s AND article.deleted_at IS NULL
    AND (NOT %(private)s OR article.visibility <> 'me' OR article.created_by_id = %(maker)s)
ORDER BY snapshot.captured_at, snapshot.id LIMIT %(most)s
"""
MEETING = {one: _MEETING.format(column=one) for one in ("links", "runs", "quoted")}
MOST_TRACED = 200  # snapshots in one go, where many were left out
MOST_LOOKED_AT = 60  # older articles looked at for one new one


def trace_snapshots(snapshots: Sequence[int], *, by: Any) -> int:
    """Look at snapshots (ids) in order; how many proposals are new or have new reasons.

    Doing it again changes nothing.
    """
    rows = Snapshot.objects.filter(pk__in=snapshots, article__deleted_at=None)
    found = rows.select_related("article__outlet__merged_into").order_by("pk")
    return sum(_trace(one, by=by) for one in found.iterator(chunk_size=20))


def trace_left_out(*, by: Any) -> int:
    """Look at snapshots that a lost task left out, or that an older method looked at."""
    fresh = Trace.objects.filter(method=wordings.METHOD).values("snapshot")
    missing = Snapshot.objects.exclude(pk__in=fresh).filter(article__deleted_at=None)
    ids = list(missing.order_by("pk").values_list("pk", flat=True)[:MOST_TRACED])
    return trace_snapshots(ids, by=by)


@transaction.atomic
def _trace(snapshot: Snapshot, *, by: Any) -> int:
    here = glean(snapshot)
    Trace.objects.update_or_create(
        pk=snapshot.pk,
        defaults={
            "method": wordings.METHOD,
            "links": sorted(here.links),
            "runs": sorted(here.runs),
            "quoted": sorted(here.quoted),
        },
    )
    proposals = [*_points_at(here), *_pointed_at(here), *_quoted(here), *_of_one_title(here)]
    return offer_citations(_worth_asking(proposals), by=by)


def _points_at(here: Gleaned) -> Iterator[Proposal]:
    """What the new snapshot itself points at."""
    shelf = Shelf(here.snapshot.article, here.pointers)
    return pointing(here, shelf)


def _pointed_at(here: Gleaned) -> Iterator[Proposal]:
    """Older articles that link to this one, read again."""
    article = here.snapshot.article
    for snapshot in _meeting(article, "links", {number_of(one) for one in keys_of(article)}):
        there = glean(snapshot)
        shelf = Shelf(snapshot.article, there.pointers, only=article)
        yield from pointing(there, shelf)


def _quoted(here: Gleaned) -> Iterator[Proposal]:
    """What it quotes, and who quotes it."""
    article = here.snapshot.article
    found = [*_meeting(article, "runs", here.quoted), *_meeting(article, "quoted", here.runs)]
    for snapshot in {one.pk: one for one in found}.values():
        yield from quotes(here, Gleaned(snapshot, ()), set(snapshot.trace.links))


def _of_one_title(here: Gleaned) -> Iterator[Proposal]:
    """Articles under the same headline, one of which names the other's outlet as its source."""
    article = here.snapshot.article
    if article.title:
        twins = _beside(article).filter(title__iexact=article.title)[:MOST_LOOKED_AT]
        yield from of_one_title(article, list(twins.select_related("outlet__merged_into")))


def _meeting(article: Article, column: str, numbers: set[int]) -> list[Snapshot]:
    """Snapshots of other articles that share a number, the oldest first."""
    if not numbers:
        return []
    given: dict[str, Any] = {
        "numbers": sorted(numbers),
        "article": article.pk,
        "workspace": article.workspace_id,
        "private": article.visibility == Visibility.ME,
        "maker": article.created_by_id,
        "most": MOST_LOOKED_AT,
    }
    with connection.cursor() as cursor:
        cursor.execute(MEETING[column], given)
        ids = [pk for (pk,) in cursor.fetchall()]
    rows = Snapshot.objects.filter(pk__in=ids).select_related(
        "article__outlet__merged_into", "trace"
    )
    return list(rows.order_by("captured_at", "pk")) if ids else []


def _beside(article: Article) -> QuerySet[Article]:
    """The other articles of the workspace; of private ones, a private one meets its owner's alone.

    Whether one may be named to the readers of the other is for each proposal to say.
    """
    rows: QuerySet[Article] = Article.objects.filter(
        workspace=article.workspace_id, deleted_at=None
    ).exclude(pk=article.pk)
    if article.visibility != Visibility.ME:
        return rows
    return rows.filter(~Q(visibility=Visibility.ME) | Q(created_by=article.created_by_id))


def _worth_asking(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Leave out links and citings where something weightier is known of the same two articles."""
    found = [one for one in proposals if one.may_be_made]
    heaviest: dict[tuple[int, int], int] = {}
    for source, target, kind in [*_said({one.source.pk for one in found}), *_pairs(found)]:
        heaviest[source, target] = max(WEIGHT[kind], heaviest.get((source, target), 0))
    return [
        one
        for one in found
        if one.target is None
        or one.kind not in ("links", "cites")
        or WEIGHT[one.kind] >= heaviest[one.source.pk, one.target.pk]
    ]


def _pairs(proposals: Iterable[Proposal]) -> list[tuple[int, int, str]]:
    return [(one.source.pk, one.target.pk, one.kind) for one in proposals if one.target]


def _said(sources: set[int]) -> list[tuple[int, int, str]]:
    """What is known or proposed of these articles, apart from what was rejected."""
    if not sources:
        return []
    rows = Citation.objects.filter(source__in=sources, target__isnull=False, deleted_at=None)
    rows = rows.exclude(state=Citation.State.REJECTED)
    return list(rows.values_list("source", "target", "kind"))
