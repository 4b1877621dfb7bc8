"""Addresses of this face: one line a noun."""

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from .articles import Articles
from .audit_events import AuditEvents
from .captures import Captures
from .citations import Citations
from .me import Me
from .outlets import Outlets
from .people import People
from .root import Root
from .shared_texts import SharedTexts
from .snapshots import Passages, Snapshots
from .tokens import Tokens
from .watches import Watches
from .workspaces import Workspaces

router = SimpleRouter()
router.register("articles", Articles, "article")
router.register("audit-events", AuditEvents, "audit-event")
router.register("captures", Captures, "capture")
router.register("citations", Citations, "citation")
router.register("outlets", Outlets, "outlet")
router.register("passages", Passages, "passage")
router.register("people", People, "person")
router.register("shared-texts", SharedTexts, "shared-text")
router.register("snapshots", Snapshots, "snapshot")
router.register("tokens", Tokens, "token")
router.register("watches", Watches, "watch")
router.register("workspaces", Workspaces, "workspace")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Root.as_view(), name="api-root"),
    path("me/", Me.as_view(), name="me"),
    *router.urls,
]
