"""Search by words: phrases in quotes, `-not`, `or`, accents folded, the language's stems.

A question is asked once for each language that has rows, because a stem of one language means
nothing in another. Every answer is limited to what the person may see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Protocol

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.core.cache import caches
from django.db import connection
from django.db.models import Case, F, FloatField, Model, Q, Value, When
from django.utils.html import escape
from django.utils.safestring import SafeString

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim
from claims.records.querysets import told_to
from claims.records.topics import claims_on
from claims.reviews.models import Check, Verdict
from provenance.sources.models import Article, Outlet, Person
from provenance.written import written_once

from .excerpts import excerpts
from .languages import configuration
from .models import ArticleWords, ClaimWords, VerdictWords

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
    topic: int | None = None
    language: str = ""
    checked_since: date | None = None
    checked_until: date | None = None
    sensitive: bool | None = None


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

    def __call__(
        self, query: str, *, by: Any, filters: Filters, page: int = 1, is_bare: bool = False
    ) -> Page:
        """One page of hits, best first; `is_bare` leaves out what only a page shows."""


def claim_rows(query: str, *, by: Any, filters: Filters) -> Any:
    """Every claim that `claims` would find, newest first and unpaged: for lists and exports."""
    rows = _claims(by, filters)
    if query.strip():
        asked = _asked(query, _languages(ClaimWords))
        rows = rows.filter(pk__in=ClaimWords.objects.filter(_matching(asked)).values("pk"))
    return rows.order_by("-pk")


def published_with_words(query: str) -> Any:
    """The ids of claims with these words that everyone sees, for `claim__in`."""
    words = ClaimWords.objects.visible_to(AnonymousUser()).standing()
    return words.filter(_matching(_asked(query, _languages(ClaimWords)))).values("claim")


def _claims(by: Any, filters: Filters) -> Any:
    return narrow_claims(Claim.objects.visible_to(by).standing(), filters, by=by)


def _claim_words(by: Any, filters: Filters) -> Any:
    """The index knows who sees a claim, so claims are asked only where something else is wanted."""
    words = ClaimWords.objects.visible_to(by).standing()
    if filters != Filters(workspace=filters.workspace):
        return words.filter(claim__in=narrow_claims(Claim.objects.order_by(), filters, by=by))
    return words if filters.workspace is None else words.filter(workspace=filters.workspace)


def _verdict_words(by: Any, filters: Filters) -> Any:
    return VerdictWords.objects.filter(verdict__in=_verdicts(by, filters).order_by())


def _article_words(by: Any, filters: Filters) -> Any:
    return ArticleWords.objects.filter(article__in=_articles(by, filters).order_by())


def _verdicts(by: Any, filters: Filters) -> Any:
    rows = Verdict.objects.visible_to(by).current()
    if filters.workspace is not None:
        rows = rows.filter(workspace=filters.workspace)
    if filters.verdict:
        rows = rows.filter(neutral=filters.verdict)
    return rows.filter(_between("published_at__date", filters))


def _articles(by: Any, filters: Filters) -> Any:
    rows = Article.objects.visible_to(by)
    if filters.workspace is not None:
        rows = rows.filter(workspace=filters.workspace)
    if filters.outlet:
        rows = rows.of_outlet(filters.outlet)
    if filters.person:
        rows = rows.by_author(filters.person)
    return rows.filter(_between("published", filters))


@dataclass(frozen=True)
class _Kind:
    """What can be searched: its index, who may find which rows, and how a page reads them."""

    name: str
    index: type[Model]
    words: Callable[[Any, Filters], Any]
    seen: Callable[[Any, Filters], Any]
    bare: Callable[[], Any]
    full: Callable[[], Any]

    def __call__(
        self, query: str, *, by: Any, filters: Filters, page: int = 1, is_bare: bool = False
    ) -> Page:
        """Choose the rows of one page first; only those are then read whole and excerpted."""
        page = min(max(page, 1), DEEPEST)
        languages = tuple(_languages(self.index)) if query.strip() else ()
        chosen = dict(_chosen(self, languages, query, filters, (page,), by))
        ids = list(chosen)[:PAGE]
        found = {row.pk: row for row in _whole(self, is_bare, ids)}
        said = excerpts(self.name, ids, query) if ids else {}
        hits = [
            Hit(self.name, found[pk], chosen[pk], said.get(pk) or escape(str(found[pk])))
            for pk in ids
            if pk in found
        ]
        return Page(hits, page, has_more=len(chosen) > PAGE)


# Claims by the words of their statement, articles by those of title, byline and body, and current
# verdicts by those of their reason.
claims = _Kind(
    "claim",
    ClaimWords,
    _claim_words,
    _claims,
    partial(Claim.objects.only, "statement"),
    Claim.objects.with_first_appearance,
)
verdicts = _Kind(
    "verdict",
    VerdictWords,
    _verdict_words,
    _verdicts,
    partial(Verdict.objects.only, "rating_label", "claim"),
    Verdict.objects.with_rating,
)
articles = _Kind(
    "article",
    ArticleWords,
    _article_words,
    _articles,
    partial(Article.objects.only, "title", "address", "input_name"),
    partial(Article.objects.select_related, "outlet"),
)
SEARCHERS: dict[str, Searcher] = {"claims": claims, "articles": articles, "verdicts": verdicts}


@written_once
def _chosen(
    kind: _Kind,
    languages: tuple[str, ...],
    query: str,
    filters: Filters,
    page: tuple[int],
    by: Any,
) -> Any:
    """Id and rank of the rows of one page and of one more, best first."""
    start = (page[0] - 1) * PAGE
    if languages:
        asked = _asked(query, languages)
        rows = kind.words(by, filters).filter(_matching(asked)).annotate(rank=_rank(asked))
        rows = rows.order_by("-rank", "-pk")
    else:
        rows = kind.seen(by, filters).annotate(rank=Value(0.0)).order_by("-pk")
    return rows.values_list("pk", "rank")[start : start + PAGE + 1]


@written_once
def _whole(kind: _Kind, is_bare: bool, ids: list[int]) -> Any:
    rows = kind.bare() if is_bare else kind.full()
    return rows.filter(pk__in=ids)


def narrow_claims(rows: Any, filters: Filters, *, by: Any) -> Any:
    """Those of `rows` (claims) that the filters leave, for this person."""
    exact = {
        "workspace": filters.workspace,
        "kind": filters.kind,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value not in {None, ""}})
    rows = _first_seen(rows, filters, by)
    if filters.person:
        rows = rows.filter(pk__in=_places_of(filters.person, by).values("claim"))
    if filters.language:
        main = filters.language
        rows = rows.filter(Q(language=main) | Q(language__startswith=f"{main}-"))
    if filters.topic:
        rows = rows.filter(pk__in=claims_on(filters.topic, by))
    if filters.stance:
        evidence = Evidence.objects.visible_to(by).filter(stance=filters.stance)
        rows = rows.filter(pk__in=evidence.values("claim"))
    if filters.verdict or filters.checked_since or filters.checked_until:
        rows = rows.filter(pk__in=_holding(filters).values("claim"))
    if filters.sensitive is not None:
        rows = rows.exclude(sensitive="") if filters.sensitive else rows.filter(sensitive="")
    return _in_state(rows, filters.state, by)


def _first_seen(rows: Any, filters: Filters, by: Any) -> Any:
    """Those first seen in an outlet and in some days; what is untold is not to be guessed."""
    if not (filters.since or filters.until or filters.outlet):
        return rows
    article = "first_appearance__passage__snapshot__article__"
    rows = rows.filter(told_to(by, "", article), _between(f"{article}published", filters))
    if filters.outlet:
        rows = rows.filter(**{f"{article}outlet__in": Outlet.objects.family(filters.outlet)})
    return rows


def _places_of(person: int, by: Any) -> Any:
    """Where a person speaks or signs, under any of their names, as far as `by` may be told."""
    names = Person.objects.family(person)
    speaks = Q(attributions__speaker__in=names, attributions__deleted_at=None)
    signs = Q(passage__snapshot__article__authorships__person__in=names)
    return Appearance.objects.visible_to(by).filter(speaks | signs).order_by()


def _holding(filters: Filters) -> Any:
    """The verdicts that hold, of one kind and of some days, as asked."""
    rows = Verdict.objects.standing()
    if filters.verdict:
        rows = rows.filter(neutral=filters.verdict)
    if filters.checked_since:
        rows = rows.filter(as_of__gte=filters.checked_since)
    if filters.checked_until:
        rows = rows.filter(as_of__lte=filters.checked_until)
    return rows


def _in_state(rows: Any, state: str, by: Any) -> Any:
    """`unchecked`, `in_review` or `published`, as far as the person may know of reviews."""
    if not state:
        return rows
    published = Q(pk__in=Verdict.objects.values("claim"))
    in_review = Q(pk__in=Check.objects.visible_to(by).open().values("claim"))
    wanted = {"published": published, "in_review": in_review, "unchecked": ~published & ~in_review}
    return rows.filter(wanted[state])


def _between(column: str, filters: Filters) -> Q:
    bounds = {f"{column}__gte": filters.since, f"{column}__lte": filters.until}
    return Q(**{name: value for name, value in bounds.items() if value})


def _asked(query: str, languages: Iterable[str]) -> dict[str, SearchQuery]:
    """The question in each language."""
    return {
        language: SearchQuery(query, config=configuration(language), search_type="websearch")
        for language in languages
    }


def _rank(asked: dict[str, SearchQuery]) -> Case:
    return Case(
        *(
            When(language=lang, then=SearchRank(F("vector"), question))
            for lang, question in asked.items()
        ),
        default=Value(0.0),
        output_field=FloatField(),
    )


def _matching(asked: dict[str, SearchQuery]) -> Q:
    matching = Q(pk__in=[])
    for language, question in asked.items():
        matching |= Q(language=language, vector=question)
    return matching


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
