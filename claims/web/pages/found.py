"""What a search found, with the addresses of the pages around it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from claims.records.models import Claim
from claims.reviews.models import Verdict
from claims.search.fulltext import DEEPEST, SEARCHERS, Hit
from provenance.accounts.models import User
from provenance.accounts.rules import is_member, may_record
from provenance.sources.models import Article

from ..forms.public_search import PublicSearchForm
from ..forms.search import SearchForm
from ..links import named
from ..words import day, dotted, published
from .listing import first_seen_line
from .paging import around, page_number


@dataclass(frozen=True)
class Line:
    """One hit: where it leads, what it is called, the words found, and a line about it.

    `kind` is given where this person may add it to a case.
    """

    pk: int
    url: str
    title: str
    excerpt: SafeString
    about: str
    verdict: tuple[str, str] | None = None
    kind: str = ""


@dataclass(frozen=True)
class Found:
    """One page of lines."""

    words: str
    lines: list[Line]
    previous_url: str = ""
    next_url: str = ""

    @property
    def may_add(self) -> bool:
        """Whether any of them may be added to a case."""
        return any(line.kind for line in self.lines)


def found(request: HttpRequest, form: SearchForm | PublicSearchForm, kind: str) -> Found:
    """Search whatever this person may see, in every workspace of theirs and in public."""
    words, filters = form.asked(None)
    number = min(page_number(request.GET), DEEPEST)
    page = SEARCHERS[kind](words, by=request.user, filters=filters, page=number)
    lines = LINES[kind](page.hits, request.user)
    more = page.has_more and number < DEEPEST
    return Found(words, lines, *around(request.GET, number, has_more=more))


def _claims(hits: list[Hit], user: object) -> list[Line]:
    current = Verdict.objects.current().filter(claim__in=[hit.row.pk for hit in hits])
    ratings = {one.claim_id: (one.neutral, one.rating_label) for one in current}
    return [
        Line(
            hit.row.pk,
            claim_url(hit.row, user),
            hit.row.called if hit.row.sensitive else "",
            SafeString("") if hit.row.sensitive else hit.excerpt,
            first_seen_line(hit.row, user),
            ratings.get(hit.row.pk),
            _kind("claim", hit.row, user),
        )
        for hit in hits
    ]


def _articles(hits: list[Hit], user: object) -> list[Line]:
    return [_article(hit.row, hit.excerpt, user) for hit in hits]


def _article(row: Article, excerpt: SafeString, user: object) -> Line:
    about = dotted(row.outlet.name if row.outlet else "", row.byline, published(row))
    kind = _kind("article", row, user)
    return Line(row.pk, named("article", row.pk), str(row), excerpt, about, None, kind)


def _kind(kind: str, row: Claim | Article, user: object) -> str:
    return kind if may_record(user, row.workspace_id) else ""


def _verdicts(hits: list[Hit], user: object) -> list[Line]:
    return [_verdict(hit.row, hit.excerpt) for hit in hits]


def _verdict(row: Verdict, excerpt: SafeString) -> Line:
    url = reverse("public-claim", args=[row.claim_id])
    rating = (row.neutral, row.rating_label)
    return Line(row.pk, url, row.claim.called, excerpt, f"As of {day(row.as_of)}", rating)


LINES: dict[str, Callable[[list[Hit], object], list[Line]]] = {
    "claims": _claims,
    "articles": _articles,
    "verdicts": _verdicts,
}


def claim_url(claim: object, user: object) -> str:
    """Members work on a claim; everyone else reads its public page."""
    pk, workspace = claim.pk, claim.workspace_id  # type: ignore[attr-defined]
    member = isinstance(user, User) and is_member(user, workspace)
    return reverse("claim" if member else "public-claim", args=[pk])
