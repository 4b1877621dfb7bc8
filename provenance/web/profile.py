"""What a person says about themselves."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from provenance.accounts import services

from .account_forms import ProfileForm
from .attempts import attempt
from .context import person, settings_tab


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """The page, and the form that changes one's name."""
    me = person(request)
    form = ProfileForm(request.POST or None, initial={"name": me.name})
    change = partial(services.edit_profile, me, by=me)
    if request.method == "POST" and attempt(form, change) is not None:
        messages.success(request, "Saved.")
        return redirect("settings-profile")
    memberships = me.memberships.select_related("workspace").order_by("workspace__name")
    shown = {"seen_by": "me", "form": form, "memberships": memberships}
    shown |= settings_tab(request, "profile")
    status = 400 if form.errors else 200
    return render(request, "provenance/settings/profile.html", shown, status=status)
