"""Addresses of this face: one line a page."""

from django.urls import URLPattern, URLResolver, path

from . import history, invitation, profile, tokens, workspace

SETTINGS: list[URLPattern | URLResolver] = [
    path("settings/", workspace.settings, name="settings"),
    path("settings/invite/", workspace.invite, name="invite"),
    path(
        "settings/invitations/<int:pk>/withdraw/",
        workspace.withdraw_invitation,
        name="withdraw-invitation",
    ),
    path("settings/members/<int:pk>/role/", workspace.change_role, name="change-role"),
    path("settings/members/<int:pk>/remove/", workspace.remove_member, name="remove-member"),
    path("settings/leave/", workspace.leave, name="leave-workspace"),
    path("settings/switch/<slug:slug>/", workspace.switch, name="switch-workspace"),
    path("settings/profile/", profile.profile, name="settings-profile"),
    path("settings/tokens/", tokens.tokens, name="settings-tokens"),
    path("settings/tokens/<int:pk>/revoke/", tokens.revoke_token, name="revoke-token"),
    path("settings/audit/", history.history, name="settings-audit"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *SETTINGS,
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
]
