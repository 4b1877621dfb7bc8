"""For readers without an account: asking for a check, reporting an error, seeing what came of it.

Nothing here is kept by caches: forms carry a token, and a status is for whoever has its link.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_POST, require_safe

from claims.records.models import Claim
from claims.requests import reading, services
from claims.requests.services import TooOften
from claims.requests.services.receiving import KEEPS_CONTACT_DAYS

from .caching import for_everyone
from .forms.letters import AskForm, ReaderForm, ReportForm
from .pages.letters import declined_by, public_claim, status_of
from .pages.paging import slice_of
from .senders import network_of
from .sheets import settle

TOO_MANY, ON_A_PAGE = 429, 50


@require_safe
@conditional_page
def desks(request: HttpRequest) -> HttpResponse:
    """Who takes requests from everyone."""
    shown = {"letterboxes": reading.open_letterboxes(), "seen_by": "public"}
    return for_everyone(request, render(request, "claims/letters/desks.html", shown))


@never_cache
def ask_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask one of them to check something."""
    box = reading.open_letterbox(slug)
    if box is None:
        raise Http404("Nobody of that name takes requests.")
    form = AskForm(request.POST or None, days=box.keeps_contact_days)

    def service(**given: Any) -> services.Received:
        return services.send_request(box.workspace, **given, network=network_of(request))

    shown = {"form": form, "box": box, "seen_by": "public"}
    return _taken(request, form, service, "claims/letters/ask.html", shown)


@never_cache
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report an error in what is published about a claim."""
    claim = _published(pk)
    box = reading.open_letterbox(claim.workspace.slug)
    days = box.keeps_contact_days if box else KEEPS_CONTACT_DAYS
    form = ReportForm(request.POST or None, days=days)

    def service(**given: Any) -> services.Received:
        return services.report_error(claim, **given, network=network_of(request))

    shown = {"form": form, "claim": claim, "seen_by": "public"}
    return _taken(request, form, service, "claims/letters/report.html", shown)


@require_safe
@conditional_page
def declined(request: HttpRequest, slug: str) -> HttpResponse:
    """What was declined, and why."""
    box = reading.open_letterbox(slug)
    if box is None:
        raise Http404("Nobody of that name takes requests.")
    page = slice_of(declined_by(box.workspace), request.GET, ON_A_PAGE)
    shown = {"box": box, "page": page, "seen_by": "public"}
    return for_everyone(request, render(request, "claims/letters/declined.html", shown))


@require_safe
@never_cache
def status(request: HttpRequest, secret: str) -> HttpResponse:
    """What came of what someone sent, for whoever has the link."""
    found = status_of(secret)
    if found is None:
        raise Http404("Nothing was sent under this address.")
    shown = {"page": found, "secret": secret, "seen_by": "link"}
    answer = render(request, "claims/letters/status.html", shown)
    # The address is the key: it must not travel to other sites, nor into an index.
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_POST
@never_cache
def erase(request: HttpRequest, secret: str) -> HttpResponse:
    """Erase one's own e-mail address."""
    if services.erase_sent_contact(secret) is None:
        raise Http404("Nothing was sent under this address.")
    messages.success(request, "Your e-mail address is erased.")
    return redirect("sent", secret)


def _taken(
    request: HttpRequest,
    form: ReaderForm,
    service: Callable[..., services.Received],
    template: str,
    shown: dict[str, Any],
) -> HttpResponse:
    """Show a form, or take it and lead to the page that tells what came of it."""
    made: list[services.Received] = []
    status = 200
    if request.method == "POST":
        try:
            status = settle(form, lambda **given: made.append(service(**given)))
        except TooOften as because:
            form.add_error(None, str(because))
            status = TOO_MANY
    if made:
        return redirect(reverse("sent", args=[made[0].secret]))
    return render(request, template, shown, status=status)


def _published(pk: int) -> Claim:
    claim = public_claim(pk)
    if claim is None:
        raise Http404("Nothing is published about such a claim.")
    return claim
