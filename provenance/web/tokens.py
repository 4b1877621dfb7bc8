"""A person's keys for programs."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from provenance.accounts import services
from provenance.accounts.models import ApiToken

from .account_forms import TokenForm
from .attempts import attempt, telling
from .context import person, settings_tab

PAGE = "provenance/settings/tokens.html"


@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """The list, and the form for a new one; its secret stands on that answer and nowhere else."""
    if request.method != "POST":
        return render(request, PAGE, _shown(request) | {"form": TokenForm()})
    form = TokenForm(request.POST)
    made = attempt(form, partial(services.make_token, by=person(request)))
    if made is None:
        return render(request, PAGE, _shown(request) | {"form": form}, status=400)
    token, secret = made
    fresh = {"form": TokenForm(), "made": token, "secret": secret}
    return render(request, PAGE, _shown(request) | fresh)


@login_required
@require_POST
def revoke_token(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a token worthless."""
    token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=pk)
    with telling(request, f"“{token.name}” does not work any more."):
        services.revoke_token(token, by=person(request))
    return redirect("settings-tokens")


def _shown(request: HttpRequest) -> dict[str, Any]:
    mine = ApiToken.objects.visible_to(request.user).order_by("-pk")
    return settings_tab(request, "tokens") | {"seen_by": "me", "tokens": mine}
