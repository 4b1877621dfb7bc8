"""People, workspaces and memberships, for operators."""

from typing import Any

from allauth.account import admin as _  # noqa: F401 - Registers addresses; ours come after.
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest

from provenance.audit.admin import LookOnly, Recorded

from .models import ApiToken, Invitation, Membership, Role, User, Workspace
from .services import open_workspace

# Operators log in where everyone does, so that guesses at passwords are counted there as well.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "For operators"
admin.site.unregister(Group)
admin.site.unregister(EmailAddress)


@admin.register(User)
class PersonAdmin(Recorded, UserAdmin):  # type: ignore[type-arg]
    """People. Someone who is gone is made inactive, never deleted."""

    list_display = ["username", "name", "email", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["username", "name", "email"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password", "name", "email"]}),
        ("What they may do", {"fields": ["is_active", "is_staff", "is_superuser"]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]


@admin.register(EmailAddress)
class AddressAdmin(LookOnly):
    """Where letters go. People change their own."""

    list_display = ["email", "user", "primary", "verified"]
    list_select_related = ["user"]
    search_fields = ["email", "user__username"]


@admin.register(Workspace)
class WorkspaceAdmin(Recorded):
    """Newsrooms and schools. Whoever opens one owns it, and may invite another owner."""

    list_display = ["name", "slug", "kind", "created_at"]
    search_fields = ["name", "slug"]
    fields = ["slug", "name", "kind", "homepage"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The slug stands in addresses and commands; it stays."""
        return ["slug"] if obj else []

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Open a new workspace like everyone does; count a change up."""
        if not change:
            by: Any = request.user
            opened = open_workspace(slug=obj.slug, name=obj.name, kind=obj.kind, by=by)
            obj.pk, obj.created_at, obj._state.adding = opened.pk, opened.created_at, False
        else:
            obj.version += 1
        obj.save()


@admin.register(Membership)
class MembershipAdmin(Recorded):
    """Who belongs where. The last owner stays owner."""

    list_display = ["user", "workspace", "role", "joined_at"]
    list_filter = ["role", "workspace"]
    list_select_related = ["user", "workspace"]
    search_fields = ["user__username", "user__name", "workspace__name"]
    autocomplete_fields = ["user", "workspace"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Of a membership only the role changes, and not the last owner's."""
        if obj is None:
            return []
        return ["workspace", "user", "role"] if _last_owner(obj) else ["workspace", "user"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One by one, and never the last owner."""
        return obj is not None and not _last_owner(obj)


def _last_owner(membership: Membership) -> bool:
    owners = membership.workspace.memberships.filter(role=Role.OWNER)
    return membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists()


@admin.register(Invitation)
class InvitationAdmin(LookOnly):
    """Whom members invited."""

    list_display = ["workspace", "role", "email", "invited_by", "expires_at", "accepted_by"]
    list_select_related = ["workspace", "invited_by", "accepted_by"]
    exclude = ["digest"]


@admin.register(ApiToken)
class ApiTokenAdmin(LookOnly):
    """Which keys there are. Their secrets are known to nobody."""

    list_display = ["name", "beginning", "user", "scope", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    search_fields = ["name", "beginning", "user__username"]
    exclude = ["digest"]
