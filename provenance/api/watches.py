"""`/watches/`: articles that are visited by the clock, and what the last visit found."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.capture import services
from provenance.capture.models import Watch
from provenance.capture.rhythm import Every
from provenance.sources.models import Article

from .actor import actor
from .idempotency import idempotent
from .inputs import asked, checked, in_workspace
from .preconditions import answer, expected_version
from .rows import Rows


class WatchSerializer(serializers.ModelSerializer[Watch]):
    """A watched article; `found` is what the last visit found, `reason` why it found nothing.

    `seen_at` is when the page last stood there as we have it. `dead_since` is set while the address
    is dead, `moved_to` while another address waits for a person to confirm or refuse it.
    """

    workspace = serializers.CharField(source="article.workspace.slug")
    address = serializers.CharField()
    watching = serializers.SerializerMethodField(help_text="False once the watch was ended.")
    visiting = serializers.SerializerMethodField(help_text="Whether a visit is under way.")

    class Meta:
        model = Watch
        fields = [
            "id",
            "workspace",
            "article",
            "address",
            "every",
            "in_browser",
            "watching",
            "visiting",
            "due_at",
            "last_at",
            "found",
            "reason_code",
            "reason",
            "seen_at",
            "visits",
            "changes",
            "failures",
            "dead_since",
            "moved_to",
            "moved_at",
            "ended_at",
            "created_at",
            "updated_at",
            "version",
        ]

    def get_watching(self, row: Watch) -> bool:
        """Whether it goes on."""
        return row.ended_at is None

    def get_visiting(self, row: Watch) -> bool:
        """Whether somebody is on the way."""
        return row.sent_at is not None


class WatchesAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    article = serializers.IntegerField(required=False)
    found = serializers.ChoiceField(choices=Watch.Found.choices, required=False)
    watching = serializers.BooleanField(required=False, allow_null=True, default=None)
    dead = serializers.BooleanField(required=False, allow_null=True, default=None)
    moved = serializers.BooleanField(required=False, allow_null=True, default=None)


class PaceInput(serializers.Serializer[Any]):
    """How often it is visited; while nothing changes the visits become rarer."""

    every = serializers.ChoiceField(choices=Every.choices)


class WatchInput(serializers.Serializer[Any]):
    """Which article, and how often. `in_browser` is for pages built by scripts."""

    article = serializers.IntegerField()
    every = serializers.ChoiceField(choices=Every.choices, required=False)
    in_browser = serializers.BooleanField(required=False)


@extend_schema(tags=["watches"])
class Watches(Rows):
    """Articles that are visited by the clock; for members."""

    queryset = Watch.objects.none()
    serializer_class = WatchSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[Watch]:
        """Those of articles the person sees as a member, narrowed as asked."""
        rows: Any = Watch.objects.visible_to(self.request.user).with_articles()
        return rows if self.detail else narrowed(rows, asked(WatchesAsked, self.request))

    @extend_schema(parameters=[WatchesAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Watches, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=WatchInput, responses={201: WatchSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Watch an article; one that is watched is from now on visited as often as you say."""
        by, given = actor(request), checked(WatchInput, request)
        article = get_object_or_404(Article.objects.visible_to(by), pk=given.pop("article"))
        row = services.watch(article, **given, by=by)
        return self._told(row, status=201)

    @extend_schema(request=PaceInput, responses=WatchSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say how often it is visited."""
        given = checked(PaceInput, request)
        return self._done(request, services.pace, **given)

    @extend_schema(request=None, responses=WatchSerializer)
    @action(detail=True, methods=["post"])
    def stop(self, request: Request, pk: Any = None) -> Response:
        """Visit it no more; what was found stays."""
        return self._done(request, services.unwatch)

    @extend_schema(request=None, responses={202: WatchSerializer})
    @action(detail=True, methods=["post"])
    def visit(self, request: Request, pk: Any = None) -> Response:
        """Visit it now, or as soon as its host may be asked again."""
        return self._done(request, services.visit_now, status=202)

    @extend_schema(request=None, responses=WatchSerializer)
    @action(detail=True, methods=["post"], url_path="confirm-move")
    def confirm_move(self, request: Request, pk: Any = None) -> Response:
        """Agree that the article stands at `moved_to` now. Nothing is ever merged: 409 if taken."""
        return self._done(request, services.confirm_move)

    @extend_schema(request=None, responses=WatchSerializer)
    @action(detail=True, methods=["post"], url_path="refuse-move")
    def refuse_move(self, request: Request, pk: Any = None) -> Response:
        """Say that `moved_to` is not this article; it isn't proposed again."""
        return self._done(request, services.refuse_move)

    def _done(
        self, request: Request, service: Callable[..., Watch], *, status: int = 200, **given: Any
    ) -> Response:
        by, row = actor(request), self.get_object()
        version = expected_version(request, row)
        return self._told(service(row, **given, by=by, version=version), status)

    def _told(self, row: Watch, status: int = 200) -> Response:
        row = Watch.objects.with_articles().get(pk=row.pk)
        return answer(row, WatchSerializer(row).data, status=status)


def narrowed(rows: Any, wanted: dict[str, Any]) -> QuerySet[Watch]:
    """Watches of one workspace or article, that found something, that go on, are dead, moved."""
    if "workspace" in wanted:
        rows = in_workspace(rows, wanted["workspace"], "article__workspace")
    rows = rows.filter(**{name: wanted[name] for name in ("article", "found") if name in wanted})
    if wanted["watching"] is not None:
        rows = rows.filter(ended_at__isnull=wanted["watching"])
    if wanted["dead"] is not None:
        rows = rows.filter(dead_since__isnull=not wanted["dead"])
    if wanted["moved"] is not None:
        rows = rows.filter(moved_at__isnull=not wanted["moved"])
    found: QuerySet[Watch] = rows
    return found
