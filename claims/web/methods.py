"""The pages of methods, scales and policies: for everyone who publishes here, and for each."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from claims.exchange.policies import BY_SLUG
from provenance.accounts.links import absolute

from .caching import for_everyone
from .pages.methods import Methods, methods, methods_of, versions


@require_safe
@conditional_page
def methods_page(request: HttpRequest) -> HttpResponse:
    """How claims are checked here, and by whom."""
    return _shown(request, methods())


@require_safe
@conditional_page
def publisher_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The policies and the scales of one publisher, in words and as schema.org has them."""
    page = methods_of(slug, absolute(request.path, request))
    if page is None:
        raise Http404("Nobody of that name has published here.")
    return _shown(request, page)


@require_safe
@conditional_page
def policy_page(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """One policy of a publisher, with every text it ever had."""
    found = versions(slug, kind)
    if found is None:
        raise Http404("There is no such policy.")
    workspace, told = found
    shown = {"publisher": workspace, "versions": told, "policy": BY_SLUG[kind]}
    shown |= {"seen_by": "public", "address": absolute(request.path, request)}
    return for_everyone(request, render(request, "claims/policy.html", shown))


def _shown(request: HttpRequest, page: Methods) -> HttpResponse:
    shown = {"page": page, "seen_by": "public", "address": absolute(request.path, request)}
    return for_everyone(request, render(request, "claims/methods.html", shown))
