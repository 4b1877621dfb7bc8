"""What a search found, with the addresses of the pages around it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from claims.search.fulltext import DEEPEST, SEARCHERS, Hit
from provenance.accounts.models import User
from provenance.accounts.rules import is_member

from ..forms.search import SearchForm
from ..links import named
from ..words import day, dotted, published
from .listing import first_seen_line
from .paging import around, page_number


@dataclass(frozen=True)
class Line:
    """One hit: where it leads, what it is called, the words found, and a line about it."""

    pk: int
    url: str
    title: str
    excerpt: SafeString
    about: str
    verdict: tuple[str, str] | None = None


@dataclass(frozen=True)
class Found:
    """One page of lines."""

    words: str
    lines: list[Line]
    previous_url: str
    next_url: str


def found(request: HttpRequest, form: SearchForm, kind: str) -> Found:
    """Search whatever this person may see, in every workspace of theirs and in public."""
    words, filters = form.asked(None)
    number = min(page_number(request.GET), DEEPEST)
    page = SEARCHERS[kind](words, by=request.user, filters=filters, page=number)
    lines = [LINES[kind](hit, request.user) for hit in page.hits]
    more = page.has_more and number < DEEPEST
    return Found(words, lines, *around(request.GET, number, has_more=more))


def _claim(hit: Hit, user: object) -> Line:
    return Line(hit.row.pk, claim_url(hit.row, user), "", hit.excerpt, first_seen_line(hit.row))


def _article(hit: Hit, user: object) -> Line:
    row = hit.row
    about = dotted(row.outlet.name if row.outlet else "", row.byline, published(row))
    return Line(row.pk, named("article", row.pk), str(row), hit.excerpt, about)


def _verdict(hit: Hit, user: object) -> Line:
    row = hit.row
    as_of = f"As of {row.as_of:%-d %B %Y}"
    url = reverse("public-claim", args=[row.claim_id])
    return Line(
        row.pk, url, row.claim.statement, hit.excerpt, as_of, (row.neutral, row.rating_label)
    )


LINES = {"claims": _claim, "articles": _article, "verdicts": _verdict}


def claim_url(claim: object, user: object) -> str:
    """Members work on a claim; everyone else reads its public page."""
    pk, workspace = claim.pk, claim.workspace_id  # type: ignore[attr-defined]
    member = isinstance(user, User) and is_member(user, workspace)
    return reverse("claim" if member else "public-claim", args=[pk])
