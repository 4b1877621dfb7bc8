"""Addresses of this face, without slashes at their ends, as the client builds them."""

from django.urls import URLPattern, URLResolver, path

from . import annotations, entry, groups, token

ONE = "annotations/<str:name>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", entry.Index.as_view(), name="hypothesis"),
    path("links", entry.Links.as_view(), name="hypothesis-links"),
    path("token", token.Token.as_view(), name="hypothesis-token"),
    path("revoke", token.Revoke.as_view(), name="hypothesis-revoke"),
    path("profile", groups.Profile.as_view(), name="hypothesis-profile"),
    path("profile/groups", groups.ProfileGroups.as_view(), name="hypothesis-profile-groups"),
    path("groups", groups.Groups.as_view(), name="hypothesis-groups"),
    path("groups/<str:pk>", groups.Group.as_view(), name="hypothesis-group"),
    path("groups/<str:pk>/members", groups.Members.as_view(), name="hypothesis-members"),
    path("search", annotations.Search.as_view(), name="hypothesis-search"),
    path("annotations", annotations.Annotations.as_view(), name="hypothesis-annotations"),
    path(ONE, annotations.One.as_view(), name="hypothesis-annotation"),
    path(f"{ONE}/flag", annotations.Flag.as_view(), name="hypothesis-flag"),
    path(f"{ONE}/hide", annotations.Hide.as_view(), name="hypothesis-hide"),
    path(f"{ONE}/moderation", annotations.Moderation.as_view(), name="hypothesis-moderation"),
]
