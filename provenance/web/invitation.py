"""Where an invitation's link leads."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from provenance.accounts import services
from provenance.accounts.invitations import carry, with_secret
from provenance.accounts.models import Invitation
from provenance.accounts.rules import is_member

from .context import SESSION_KEY, person

PAGE = "provenance/invitation.html"


def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Say who invites whom to what; a POST of someone logged in accepts."""
    found = with_secret(secret)
    if found is None:
        raise Http404
    open_ = Invitation.objects.open().filter(pk=found.pk).exists()
    belongs = is_member(request.user, found.workspace_id)
    if open_ and not belongs:
        if request.method == "POST" and request.user.is_authenticated:
            return _join(request, found)
        carry(found, request.session)
    shown = {"invitation": found, "is_open": open_, "belongs": belongs}
    return render(request, PAGE, shown, status=200 if open_ or belongs else 410)


def _join(request: HttpRequest, found: Invitation) -> HttpResponse:
    membership = services.accept_invitation(found, by=person(request))
    request.session[SESSION_KEY] = membership.workspace_id
    messages.success(request, f"You belong to {found.workspace} now.")
    return redirect("/desk/")
