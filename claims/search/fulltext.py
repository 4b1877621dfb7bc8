"""Search by words: phrases in quotes, `-not`, `or`, accents folded, the language's stems.

A question is asked once for each language that has rows, because a stem of one language means
nothing in another. Every answer is limited to what the person may see.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.core.cache import caches
from django.db import connection
from django.db.models import Case, F, FloatField, Model, Q, TextField, Value, When
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from claims.records.models import Claim
from claims.reviews.models import Review, Verdict
from provenance.sources.models import Article

from .languages import configuration
from .models import ArticleWords, ClaimWords, VerdictWords

# Marks that cannot stand in a stored text, replaced by markup only after escaping.
BEGIN, END = "\ue000", "\ue001"
STATES = ("unchecked", "in_review", "published")
PAGE = 20
DEEPEST = 50
LANGUAGES_KNOWN_FOR = 60  # Seconds.


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to; empty means all."""

    workspace: int | None = None
    outlet: int | None = None
    person: int | None = None
    since: date | None = None
    until: date | None = None
    stance: str = ""
    verdict: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True)
class Hit:
    """One row found: which, how well, and an excerpt with `<mark>` round the words found."""

    kind: str
    row: Any
    rank: float
    excerpt: SafeString


@dataclass(frozen=True)
class Page:
    """One page of hits and whether more follow."""

    hits: list[Hit] = field(default_factory=list)
    number: int = 1
    has_more: bool = False


class Searcher(Protocol):
    """Finds rows of one kind."""

    def __call__(self, query: str, *, by: Any, filters: Filters, page: int) -> Page:
        """One page of hits, best first."""


def claims(query: str, *, by: Any, filters: Filters, page: int = 1) -> Page:
    """Claims by the words of their statement."""
    rows = Claim.objects.visible_to(by).standing().with_first_appearance()
    return _found(
        "claim", narrow_claims(rows, filters, by=by), query, ClaimWords, "statement", page
    )


def claim_rows(query: str, *, by: Any, filters: Filters) -> Any:
    """Every claim that `claims` would find, newest first and unpaged: for lists and exports."""
    rows = narrow_claims(Claim.objects.visible_to(by).standing(), filters, by=by)
    if query.strip():
        rows = rows.filter(_matching(_asked(query, ClaimWords)))
    return rows.order_by("-pk")


def verdicts(query: str, *, by: Any, filters: Filters, page: int = 1) -> Page:
    """Current verdicts by the words of their reason."""
    rows = Verdict.objects.visible_to(by).current().with_rating()
    if filters.workspace is not None:
        rows = rows.filter(workspace=filters.workspace)
    if filters.verdict:
        rows = rows.filter(neutral=filters.verdict)
    rows = rows.filter(_between("published_at__date", filters))
    return _found("verdict", rows, query, VerdictWords, "summary", page)


def articles(query: str, *, by: Any, filters: Filters, page: int = 1) -> Page:
    """Articles by the words of title, byline and body."""
    rows = Article.objects.visible_to(by).select_related("outlet", "latest")
    if filters.workspace is not None:
        rows = rows.filter(workspace=filters.workspace)
    if filters.outlet:
        rows = rows.filter(outlet=filters.outlet)
    if filters.person:
        rows = rows.filter(authorships__person=filters.person)
    rows = rows.filter(_between("published", filters)).defer("latest__blocks", "latest__regions")
    return _found("article", rows, query, ArticleWords, "latest__text", page)


SEARCHERS: dict[str, Searcher] = {"claims": claims, "articles": articles, "verdicts": verdicts}


def narrow_claims(rows: Any, filters: Filters, *, by: Any) -> Any:
    """Those of `rows` (claims) that the filters leave, for this person."""
    chain = "appearances__attributions__speaker"
    article = "first_appearance__passage__snapshot__article"
    exact = {
        "workspace": filters.workspace,
        "kind": filters.kind,
        f"{article}__outlet": filters.outlet,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value not in {None, ""}})
    rows = rows.filter(_between(f"{article}__published", filters))
    if filters.person:
        spoke = Claim.objects.filter(
            Q(**{chain: filters.person, "appearances__attributions__deleted_at": None})
            | Q(appearances__passage__snapshot__article__authorships__person=filters.person)
        )
        rows = rows.filter(pk__in=spoke.values("pk"))
    if filters.stance:
        rows = rows.filter(
            pk__in=Claim.objects.filter(
                evidence__stance=filters.stance, evidence__deleted_at=None
            ).values("pk")
        )
    if filters.verdict:
        current = Verdict.objects.current().filter(neutral=filters.verdict)
        rows = rows.filter(pk__in=current.values("claim"))
    return _in_state(rows, filters.state, by)


def _in_state(rows: Any, state: str, by: Any) -> Any:
    """`unchecked`, `in_review` or `published`, as far as the person may know of reviews."""
    open_reviews = Review.objects.visible_to(by).open().values("claim")
    if state == "published":
        return rows.filter(pk__in=Verdict.objects.values("claim"))
    if state == "unchecked":
        return rows.exclude(pk__in=Verdict.objects.values("claim")).exclude(pk__in=open_reviews)
    if state == "in_review":
        return rows.filter(pk__in=open_reviews)
    return rows


def _between(column: str, filters: Filters) -> Q:
    bounds = {f"{column}__gte": filters.since, f"{column}__lte": filters.until}
    return Q(**{name: value for name, value in bounds.items() if value})


def _found(kind: str, rows: Any, query: str, words: type[Model], column: str, page: int) -> Page:
    page = min(max(page, 1), DEEPEST)
    if not query.strip():
        found = rows.order_by("-pk").annotate(rank=Value(0.0), excerpt=F(column))
    else:
        found = _ranked(rows, query, words, column)
    start = (page - 1) * PAGE
    listed = list(found[start : start + PAGE + 1])
    hits = [Hit(kind, row, row.rank, _marked(row.excerpt or "")) for row in listed[:PAGE]]
    return Page(hits, page, has_more=len(listed) > PAGE)


def _ranked(rows: Any, query: str, words: type[Model], column: str) -> Any:
    asked = _asked(query, words)
    rank = Case(
        *(
            When(words__language=lang, then=SearchRank(F("words__vector"), question))
            for lang, question in asked.items()
        ),
        default=Value(0.0),
        output_field=FloatField(),
    )
    excerpt = Case(
        *(
            When(words__language=lang, then=_headline(column, question, configuration(lang)))
            for lang, question in asked.items()
        ),
        default=F(column),
        output_field=TextField(),
    )
    found = rows.filter(_matching(asked)).annotate(rank=rank, excerpt=excerpt)
    return found.order_by("-rank", "-pk")


def _asked(query: str, words: type[Model]) -> dict[str, SearchQuery]:
    """The question in every language that has rows."""
    return {
        language: SearchQuery(query, config=configuration(language), search_type="websearch")
        for language in _languages(words)
    }


def _matching(asked: dict[str, SearchQuery]) -> Q:
    matching = Q(pk__in=[])
    for language, question in asked.items():
        matching |= Q(words__language=language, words__vector=question)
    return matching


def _headline(column: str, question: SearchQuery, config: str) -> SearchHeadline:
    whole = column == "statement"
    return SearchHeadline(
        column,
        question,
        config=config,
        start_sel=BEGIN,
        stop_sel=END,
        max_words=40,
        min_words=20,
        max_fragments=0 if whole else 2,
        fragment_delimiter=" … ",
        highlight_all=whole,
    )


def _marked(excerpt: str) -> SafeString:
    """Escape first, then turn the marks into markup: imported text is never trusted."""
    safe = escape(excerpt[:600]).replace(BEGIN, "<mark>").replace(END, "</mark>")
    if safe.count("<mark>") > safe.count("</mark>"):
        safe += "</mark>"
    return mark_safe(safe)  # noqa: S308  # Escaped in the line above.


def _languages(words: type[Model]) -> list[str]:
    """Languages that have rows, by one index look-up each, remembered for a minute."""
    table = words._meta.db_table
    cache = caches["throttle"]
    known: list[str] | None = cache.get(f"languages-{table}")
    if known is None:
        known = _ask_languages(table)
        if known:
            cache.set(f"languages-{table}", known, LANGUAGES_KNOWN_FOR)
    return known


def _ask_languages(table: str) -> list[str]:
    # Loose index scan: jumps from one value to the next instead of reading every row.
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH RECURSIVE found AS (
                (SELECT language FROM {table} ORDER BY language LIMIT 1)
                UNION ALL
                SELECT (SELECT language FROM {table} w WHERE w.language > found.language
                        ORDER BY language LIMIT 1)
                FROM found WHERE found.language IS NOT NULL
            )
            SELECT language FROM found WHERE language IS NOT NULL
            """  # noqa: S608  # The table's name comes from our own model.
        )
        return [language for (language,) in cursor.fetchall()]
