"""Notifications, following, and the letters about what is new."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.attention import services
from claims.attention.letters import person_of
from claims.attention.models import Letters, Notification, Subscription
from claims.attention.telling import told
from claims.records.models import Claim, Topic
from provenance.accounts.models import Workspace
from provenance.sources.models import Article, Outlet, Person
from provenance.web import undo
from provenance.web.attempts import attempt
from provenance.web.context import current_workspace, person
from provenance.web.ways_back import way_back

from .entry import signed_in
from .forms.attention import LettersForm
from .pages.attention import address_of, following, notified

KINDS: dict[str, type[Model]] = {
    "claim": Claim,
    "article": Article,
    "outlet": Outlet,
    "person": Person,
    "topic": Topic,
}


@require_safe
@signed_in
def notifications(request: HttpRequest) -> HttpResponse:
    """What is new for the person who looks."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    page = notified(person(request), workspace, request.GET)
    shown = {"page": page, "nav": "desk", "seen_by": "me"}
    return render(request, "claims/attention/notifications.html", shown)


@require_safe
@never_cache
@signed_in
def open_notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to what a notification is about; it counts as read then."""
    by = person(request)
    row = get_object_or_404(Notification.objects.visible_to(by).with_things(), pk=pk)
    services.mark_read([row.pk], by=by)
    return redirect(told(row, by).url)


@require_POST
@signed_in
def read_notifications(request: HttpRequest) -> HttpResponse:
    """Mark as read those named by `pk`, or all of this workspace."""
    given = request.POST.getlist("pk")
    ids = [int(one) for one in given if one.isascii() and one.isdecimal() and len(one) < 19]
    workspace = current_workspace(request)
    services.mark_read(ids if given else None, workspace=workspace, by=person(request))
    return redirect("notifications")


@signed_in
def followed(request: HttpRequest) -> HttpResponse:
    """What one follows, and how often one is written to."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")
    return _letters(request, workspace, partial(services.choose_letters, by, by=by))


def _letters(request: HttpRequest, workspace: Workspace, choose: Any) -> HttpResponse:
    page = following(person(request), workspace, request.GET)
    form = LettersForm(request.POST or None, initial={"every": page.letters.every})
    if request.method == "POST" and attempt(form, choose) is not None:
        messages.success(request, "Saved.")
        return redirect("following")
    shown = {"page": page, "form": form, "nav": "desk", "seen_by": "me"}
    shown |= {"undo": undo.offered(request)}
    status = 400 if form.errors else 200
    return render(request, "claims/attention/following.html", shown, status=status)


@require_POST
@signed_in
def follow(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Be told of what happens to one thing; back to where the button stood."""
    by = person(request)
    row = services.follow(_thing(request, kind, pk), by=by)
    messages.success(request, "You follow it now, and are told of what happens to it.")
    return redirect(_back(request) or address_of(row))


@require_POST
@signed_in
def unfollow(request: HttpRequest, pk: int) -> HttpResponse:
    """Be told no more."""
    by = person(request)
    row: Subscription = get_object_or_404(Subscription.objects.visible_to(by).with_things(), pk=pk)
    services.unfollow(row, by=by)
    again = reverse("follow", args=[row.kind, row.thing.pk])
    undo.offer(request, "You follow it no more.", again)
    return redirect(_back(request) or address_of(row))


@csrf_exempt  # Mail programs post to it without a page of ours (RFC 8058); the link is signed.
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def stop_letters(request: HttpRequest, secret: str) -> HttpResponse:
    """End somebody's letters, for whoever has the link. Merely looking at it changes nothing."""
    reader = person_of(secret)
    if reader is None:
        raise Http404("There is no such link.")
    if request.method == "POST":
        services.choose_letters(reader, Letters.Every.NEVER, by=reader)
    letters = Letters.objects.filter(person=reader).first()
    stopped = letters is not None and letters.every == Letters.Every.NEVER
    shown = {"stopped": stopped, "workspace": None}
    return render(request, "claims/attention/stop_letters.html", shown)


def _thing(request: HttpRequest, kind: str, pk: int) -> Any:
    """A thing of that kind which one sees; 404 for every other."""
    if kind not in KINDS:
        raise Http404("Claims, articles, outlets, people and topics can be followed.")
    rows: Any = KINDS[kind]._default_manager
    return get_object_or_404(rows.visible_to(request.user), pk=pk)


def _back(request: HttpRequest) -> str:
    """Where the button stood, if that is a page of ours."""
    return way_back(request, request.POST.get("back", ""))
