"""The settings of a workspace: its name, who belongs to it, whom it invites."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from provenance.accounts import services
from provenance.accounts.links import absolute
from provenance.accounts.models import Invitation, Membership, Role, Workspace
from provenance.accounts.roles import MAY
from provenance.accounts.rules import may_manage

from .account_forms import InviteForm, WorkspaceForm
from .attempts import attempt, telling
from .context import SESSION_KEY, current_workspace, person, settings_tab, workspaces_of

PAGE = "provenance/settings/workspace.html"


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    """The page, and the form that renames the workspace."""
    workspace = current_workspace(request)
    if workspace is None:
        shown = settings_tab(request, "workspace") | {"seen_by": "me"}
        return render(request, "provenance/settings/none.html", shown)
    form = WorkspaceForm(request.POST or None, initial=vars(workspace))
    change = partial(services.edit_workspace, workspace, by=person(request))
    if request.method == "POST" and attempt(form, change) is not None:
        messages.success(request, "Saved.")
        return redirect("settings")
    shown = _shown(request, workspace) | {"form": form}
    return render(request, PAGE, shown, status=400 if form.errors else 200)


@login_required
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Make an invitation; its link stands on this answer and nowhere else."""
    workspace = _mine(request)
    form = InviteForm(request.POST)

    def address(secret: str) -> str:
        return absolute(reverse("invitation", args=[secret]), request)

    made = attempt(form, partial(services.invite, workspace, address=address, by=person(request)))
    context = _shown(request, workspace)
    if made is None:
        return render(request, PAGE, context | {"invite_form": form}, status=400)
    return render(request, PAGE, context | {"made": made[0], "link": address(made[1])})


@login_required
@require_POST
def withdraw_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an invitation's link worthless."""
    invitation = get_object_or_404(Invitation, pk=pk, workspace=_mine(request))
    with telling(request, "Withdrawn. The link does not work any more."):
        services.revoke_invitation(invitation, by=person(request))
    return redirect("settings")


@login_required
@require_POST
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a member another role."""
    membership = _membership(request, pk)
    role = request.POST.get("role", "")
    with telling(
        request, f"{membership.user} is {dict(Role.choices).get(role, role).lower()} now."
    ):
        services.change_role(membership, role, by=person(request))
    return redirect("settings")


@login_required
@require_POST
def remove_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Take someone out of the workspace."""
    membership = _membership(request, pk)
    with telling(request, f"{membership.user} does not belong to {membership.workspace} any more."):
        services.remove_member(membership, by=person(request))
    return redirect("settings")


@login_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Stop belonging to the workspace."""
    workspace = _mine(request)
    with telling(request, f"You have left {workspace}."):
        services.leave_workspace(workspace, by=person(request))
    return redirect("settings")


@login_required
@require_POST
def switch(request: HttpRequest, slug: str) -> HttpResponse:
    """Work in another of one's workspaces from now on."""
    workspace = next((one for one in workspaces_of(request) if one.slug == slug), None)
    if workspace is None:
        return redirect("settings")
    request.session[SESSION_KEY] = workspace.pk
    return redirect("/desk/")


def _mine(request: HttpRequest) -> Workspace:
    """The workspace one works in; 404 for someone who belongs to none."""
    workspace = current_workspace(request)
    return get_object_or_404(Workspace, pk=workspace.pk if workspace else None)


def _membership(request: HttpRequest, pk: int) -> Membership:
    members = Membership.objects.select_related("user", "workspace")
    return get_object_or_404(members, pk=pk, workspace=_mine(request))


def _shown(request: HttpRequest, workspace: Workspace) -> dict[str, Any]:
    manages = may_manage(request.user, workspace.pk)
    invitations = Invitation.objects.open().filter(workspace=workspace).order_by("-pk")
    return settings_tab(request, "workspace") | {
        "seen_by": "workspace",
        "manages": manages,
        "members": workspace.memberships.select_related("user").order_by("user__name", "pk"),
        "roles": Role.choices,
        "may": [(Role(role).label, said) for role, said in MAY.items()],
        "form": WorkspaceForm(initial=vars(workspace)),
        "invite_form": InviteForm(),
        "invitations": invitations.select_related("invited_by") if manages else [],
    }
