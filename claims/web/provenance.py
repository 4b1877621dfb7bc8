"""Provenance as data: W3C PROV of claims and articles, and what its identifiers stand for."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from claims.evidence.models import Evidence
from claims.exchange.prov_formats import FORMATS, written
from claims.exchange.prov_story import Story, story_of_article, story_of_claim
from claims.records.models import Appearance, Attribution, Claim
from claims.reviews.models import Verdict
from provenance.accounts.links import absolute
from provenance.sources.models import Article

from .caching import for_everyone

# What stands on a claim is shown on the page of that claim.
PARTS: dict[str, tuple[Any, str]] = {
    "appearance": (Appearance, "claim_id"),
    "hop": (Attribution, "appearance__claim_id"),
    "evidence": (Evidence, "claim_id"),
    "verdict": (Verdict, "claim_id"),
    "review": (Verdict, "claim_id"),
}
PAGES = {
    "article": "article",
    "capture": "snapshot",
    "claim": "public-claim",
    "outlet": "outlet",
    "person": "person",
    "recording": "public-claim",
    "snapshot": "snapshot",
}


@require_safe
@conditional_page
def claim_provenance(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """Who had a claim from whom, and what was made of it."""
    rows = Claim.objects.visible_to(request.user).select_related("workspace", "created_by")
    claim = get_object_or_404(rows, pk=pk)
    if claim.merged_into_id:
        return redirect("claim-provenance", claim.merged_into_id, ending)
    return _told(request, story_of_claim(claim, request.user), ending)


@require_safe
@conditional_page
def article_provenance(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """Where an article came from, and which claims stand in it."""
    rows = Article.objects.visible_to(request.user)
    article = get_object_or_404(rows, pk=pk)
    return _told(request, story_of_article(article, request.user), ending)


@require_safe
def identified(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The page about what an identifier names."""
    if kind in PARTS:
        model, owner = PARTS[kind]
        claim = get_object_or_404(
            model.objects.visible_to(request.user).values_list(owner, flat=True), pk=pk
        )
        return _see(reverse("public-claim", args=[claim]))
    if kind not in PAGES:
        raise Http404
    return _see(reverse(PAGES[kind], args=[pk]))


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """What the terms of our own mean."""
    from claims.exchange.prov_terms import vocabulary  # noqa: PLC0415 - `prov` is a heavy import.

    said = vocabulary(_site(request))
    return _open(HttpResponse(said, content_type="text/turtle; charset=utf-8"))


def _told(request: HttpRequest, story: Story, ending: str) -> HttpResponse:
    if ending not in FORMATS:
        raise Http404
    from claims.exchange.prov import document  # noqa: PLC0415 - `prov` is a heavy import.

    body = written(document(story, site=_site(request)), ending)
    return for_everyone(request, _open(HttpResponse(body, content_type=FORMATS[ending][1])))


def _site(request: HttpRequest) -> str:
    return absolute("/", request).rstrip("/")


def _open(response: HttpResponse) -> HttpResponse:
    """For programs on any page."""
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _see(address: str) -> HttpResponse:
    """The page is about the thing; it is not the thing itself (303)."""
    return HttpResponseRedirect(resolve_url(address), status=303)
