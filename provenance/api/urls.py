"""Addresses of this face: one line a noun."""

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from .audit_events import AuditEvents
from .me import Me
from .root import Root
from .tokens import Tokens
from .workspaces import Workspaces

router = SimpleRouter()
router.register("audit-events", AuditEvents, "audit-event")
router.register("tokens", Tokens, "token")
router.register("workspaces", Workspaces, "workspace")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Root.as_view(), name="api-root"),
    path("me/", Me.as_view(), name="me"),
    *router.urls,
]
