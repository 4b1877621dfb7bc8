"""Bringing in articles: the page with the three ways, and what became of each input."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from provenance.accounts.models import Workspace
from provenance.capture import services
from provenance.capture.models import CaptureQuerySet, CaptureRequest

from .attempts import attempt, telling
from .batches import progress, shown_items
from .bookmarklet import bookmarklet_for
from .bringing_forms import WAYS, BringForm
from .context import person
from .where import recording_workspace

LATELY = 10


@login_required
def bring_in(request: HttpRequest) -> HttpResponse:
    """The page; a POST asks for what was sent to be brought in."""
    workspace = recording_workspace(request)
    way, asked = request.POST.get("way", ""), {"address": request.GET.get("address", "")}
    forms = {name: shape(initial=asked, auto_id=f"{name}-%s") for name, shape in WAYS.items()}
    if request.method == "POST" and way in WAYS:
        forms[way] = WAYS[way](request.POST, request.FILES, auto_id=f"{way}-%s")
        batch = _ask(forms[way], request, workspace)
        if batch is not None:
            return _onward(request, batch)
    shown = {
        "forms": forms,
        "seen_by": "workspace",
        "nav": "articles",
        "bookmarklet": bookmarklet_for(request),
        "lately": shown_items(_seen(request).filter(workspace=workspace)[:LATELY], request),
    }
    status = 400 if any(form.errors for form in forms.values()) else 200
    return render(request, "provenance/import.html", shown, status=status)


@login_required
@require_safe
def batch(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What became of each input; the part that asks for itself again while it runs."""
    rows = list(_seen(request).in_batch(batch))
    if not rows:
        raise Http404
    shown = {
        "batch": progress(rows),
        "items": shown_items(rows, request),
        "batch_url": reverse("batch", args=[batch]),
        "seen_by": rows[0].visibility,
        "nav": "articles",
    }
    fragment = "provenance/_batch.html" if request.headers.get("HX-Request") else ""
    return render(request, fragment or "provenance/batch.html", shown)


@login_required
@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed capture again."""
    capture = get_object_or_404(_seen(request), pk=pk)
    with telling(request, "It is tried again."):
        services.retry_capture(capture, by=person(request))
    return redirect("batch", capture.batch)


def _ask(form: BringForm, request: HttpRequest, workspace: Workspace) -> UUID | None:
    """The batch of what was asked for; None with the reasons in the form."""

    def ask(*, visibility: str, **_: object) -> list[CaptureRequest]:
        return services.request_captures(
            form.given(), workspace=workspace, by=person(request), visibility=visibility
        )

    rows = attempt(form, ask)
    return rows[0].batch if rows else None


def _onward(request: HttpRequest, batch: UUID) -> HttpResponse:
    """To the page that shows how far it is; htmx wants to be told in a header."""
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("batch", args=[batch])})
    return redirect("batch", batch)


def _seen(request: HttpRequest) -> CaptureQuerySet:
    rows: CaptureQuerySet = CaptureRequest.objects.listed_for(request.user)
    return rows
