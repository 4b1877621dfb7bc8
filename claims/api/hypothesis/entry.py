"""Where the client begins: which addresses there are, for itself and for people."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from .face import Face

ANNOTATION = "annotations/:id"
ROUTES: dict[str, tuple[str, str, str]] = {
    "search": ("GET", "search", "Search notes, claims and evidence"),
    "links": ("GET", "links", "Addresses of pages for people"),
    "annotation.create": ("POST", "annotations", "Write a note or an answer"),
    "annotation.read": ("GET", ANNOTATION, "Read one"),
    "annotation.update": ("PATCH", ANNOTATION, "Reword a note"),
    "annotation.delete": ("DELETE", ANNOTATION, "Take a note out of sight"),
    "annotation.flag": ("PUT", f"{ANNOTATION}/flag", "Ask the moderators to look at a note"),
    "annotation.hide": ("PUT", f"{ANNOTATION}/hide", "Deny a note"),
    "annotation.unhide": ("DELETE", f"{ANNOTATION}/hide", "Approve a note"),
    "annotation.moderate": ("PATCH", f"{ANNOTATION}/moderation", "Decide on a note"),
    "group.read": ("GET", "groups/:id", "Read one group"),
    "group.members.read": ("GET", "groups/:pubid/members", "Who belongs to a group"),
    "groups.read": ("GET", "groups", "Groups that anyone may read"),
    "profile.read": ("GET", "profile", "Who is logged in"),
    "profile.groups.read": ("GET", "profile/groups", "Groups of whoever is logged in"),
}
PAGES = {
    "account.settings": "/settings/profile/",
    "forgot-password": "/account/password/reset/",
    "groups.new": "/settings/",
    "help": "/",
    "oauth.authorize": "/hypothesis/authorize",
    "oauth.revoke": "/hypothesis/api/revoke",
    "search.tag": "/search/?q=:tag",
    "signup": "/account/signup/",
    "user": "/search/?q=:user",
}
FOR_EVERYONE = {"Cache-Control": "public, max-age=300"}


class Index(Face):
    """The same for everybody, so that nobody's requests are counted."""

    authentication_classes = []
    throttle_classes = []

    def get(self, request: Request) -> Response:
        """Every route by its dotted name, nested as the client looks it up."""
        links: dict[str, Any] = {}
        for name, (method, path, words) in ROUTES.items():
            *above, last = name.split(".")
            place = links
            for step in above:
                place = place.setdefault(step, {})
            url = self.site.at(f"/hypothesis/api/{path}")
            place[last] = {"method": method, "url": url, "desc": words}
        return Response({"links": links}, headers=FOR_EVERYONE)


class Links(Index):
    """Pages that the client links to."""

    def get(self, request: Request) -> Response:
        """Name -> address."""
        pages = {name: self.site.at(path) for name, path in PAGES.items()}
        return Response(pages, headers=FOR_EVERYONE)
