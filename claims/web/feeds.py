"""Feeds of what was published: Atom for people's readers, ClaimReview for programs. No login."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from claims.exchange import claimreview, listed
from claims.exchange.feeds import Entry, Heading, atom, correction_entry, verdict_entry
from claims.exchange.published import read_each
from claims.records.models import Topic
from provenance.accounts.links import absolute
from provenance.sources.models import Outlet

from .caching import for_everyone

REVIEWS_ON_A_PAGE = 200
ENTRIES = 50


@require_safe
@conditional_page
def claimreview_feed(request: HttpRequest) -> HttpResponse:
    """Every published claim as ClaimReview, the newest verdict first, 200 to a page."""
    rows, mark = listed.page_of(listed.published(), REVIEWS_ON_A_PAGE, mark=_asked(request))
    own = absolute(reverse("claimreview-feed"), request)
    following = f"{own}?after={mark}" if mark else ""
    items = [(one, _page(request, one.claim)) for one in read_each(rows)]
    data = claimreview.feed(items, address=own, following=following)
    answer = JsonResponse(data, content_type="application/ld+json")
    if following:
        answer["Link"] = f'<{following}>; rel="next"'
        answer["Access-Control-Expose-Headers"] = "ETag, Link"
    return _open(request, answer)


@require_safe
@conditional_page
def verdicts(request: HttpRequest) -> HttpResponse:
    """The newest verdicts."""
    return _told(request, "Verdicts", "front", _of_verdicts(request, listed.published()))


@require_safe
@conditional_page
def corrections(request: HttpRequest) -> HttpResponse:
    """The newest verdicts that replaced another."""
    entries = (
        correction_entry(
            one,
            id_=_id(request, "verdict", one.pk),
            address=f"{_page(request, one.claim_id)}#versions",
        )
        for one in listed.corrections()[:ENTRIES]
    )
    return _told(request, "Corrections", "front", entries)


@require_safe
@conditional_page
def outlet_verdicts(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest verdicts on claims that were first seen in one outlet."""
    outlet = get_object_or_404(Outlet.objects.visible_to(AnonymousUser()), pk=pk)
    if outlet.merged_into_id:
        return redirect("outlet-atom", outlet.merged_into_id)
    entries = _of_verdicts(request, listed.first_seen_in(listed.published(), pk))
    return _told(request, f"Verdicts on claims first seen in {outlet.name}", "outlet", entries, pk)


@require_safe
@conditional_page
def topic_verdicts(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest verdicts on claims that carry a topic everyone sees."""
    topic = get_object_or_404(Topic.objects.visible_to(AnonymousUser()), pk=pk)
    if topic.merged_into_id:
        return redirect("topic-atom", topic.merged_into_id)
    entries = _of_verdicts(request, listed.on_topic(listed.published(), pk))
    return _told(request, f"Verdicts on {topic.name}", "topic", entries, pk)


def _of_verdicts(request: HttpRequest, rows: Iterable[object]) -> list[Entry]:
    newest, _ = listed.page_of(rows, ENTRIES)
    return [
        verdict_entry(one, id_=_id(request, "claim", one.claim), address=_page(request, one.claim))
        for one in read_each(newest)
    ]


def _told(
    request: HttpRequest, title: str, view: str, entries: Iterable[Entry], *rows: int
) -> HttpResponse:
    page = absolute(reverse(view, args=rows), request)
    body = atom(Heading(title, absolute(request.path, request), page), entries)
    return _open(request, HttpResponse(body, content_type="application/atom+xml; charset=utf-8"))


def _open(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """For programs on any page.

    There is no Last-Modified: what is taken back would make it older, and whoever asks by date
    alone would keep what is no longer said. The ETag is made of the whole answer.
    """
    answer["Access-Control-Allow-Origin"] = "*"
    return for_everyone(request, answer)


def _asked(request: HttpRequest) -> listed.Mark | None:
    try:
        return listed.Mark.read(request.GET["after"]) if "after" in request.GET else None
    except ValueError as wrong:
        raise Http404 from wrong


def _page(request: HttpRequest, claim: int) -> str:
    return absolute(reverse("public-claim", args=[claim]), request)


def _id(request: HttpRequest, kind: str, pk: int) -> str:
    return absolute(reverse("identified", args=[kind, pk]), request)
