"""Containers of annotations, whole and in pages, each as one person sees it."""

from typing import Any

from django.db.models import Count, Max, QuerySet
from django.urls import reverse
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.exchange import web_rows, web_writing
from claims.exchange.web_annotation import dump
from claims.exchange.web_collection import Collection, Shape, dump_collection, dump_page, wish
from claims.exchange.web_grounds import articles_about
from provenance.accounts.models import Visibility
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import workspace_named

from .kinds import NOTES, Kind
from .speaking import MEDIA_TYPE, Speaking, site_of, tagged

PER_PAGE = 50
LDP = "http://www.w3.org/ns/ldp#"
CONSTRAINED = f'<http://www.w3.org/TR/annotation-protocol/>; rel="{LDP}constrainedBy"'


class AskedSerializer(serializers.Serializer[Any]):
    """What the address of a container may say."""

    workspace = serializers.CharField(required=False, max_length=60)
    source = serializers.CharField(required=False, max_length=2000)  # type: ignore[assignment]
    visibility = serializers.ChoiceField(required=False, choices=Visibility.choices)
    iris = serializers.ChoiceField(required=False, choices=["0", "1"])
    page = serializers.IntegerField(required=False, min_value=0, max_value=10**9)


class Container(Speaking):
    """Annotations of one kind. All that it says, counts included, is of what the person may see."""

    types = (f"{LDP}BasicContainer", "http://www.w3.org/ns/oa#AnnotationCollection")
    kind: Kind = NOTES

    def get(self, request: Request) -> Response:
        """The container, or one page of it."""
        asked = _asked(request)
        rows = self._rows(request, asked)
        collection = self._collection(request, rows, asked)
        shape = Shape(int(asked.get("iris", 0)))
        if "page" not in asked:
            return self._whole(request, rows, collection, shape)
        number: int = asked["page"]
        if number > collection.last:
            raise exceptions.NotFound("There is no such page.")
        items = self._items(request, rows, shape, number)
        return tagged(request, dump_page(collection, shape, number, items))

    def headers_of(self, request: Request, *, good: bool) -> dict[str, str]:
        """With what the protocol says of containers."""
        said = super().headers_of(request, good=good)
        if good:
            said["Link"] += f", {CONSTRAINED}"
        if "POST" in self.allowed_methods:
            said["Accept-Post"] = MEDIA_TYPE
        return said

    def _whole(
        self, request: Request, rows: QuerySet[Any], collection: Collection, shape: Shape
    ) -> Response:
        prefer = request.headers.get("Prefer", "")
        wanted = wish(prefer, shape)
        first = None if wanted.minimal else self._items(request, rows, wanted.shape, 0)
        data = dump_collection(collection, wanted.shape, first)
        headers = {"Content-Location": data["id"]}
        if prefer:
            headers["Preference-Applied"] = wanted.applied
        return tagged(request, data, **headers)

    def _rows(self, request: Request, asked: dict[str, Any]) -> QuerySet[Any]:
        rows = self.kind.rows(request.user)
        if "source" in asked:
            there = articles_about(asked["source"], site=site_of(request), user=request.user)
            rows = rows.filter(self.kind.about(there.order_by()))
        if "workspace" in asked:
            rows = rows.filter(**{self.kind.workspace: asked["workspace"]})
        return rows

    def _collection(
        self, request: Request, rows: QuerySet[Any], asked: dict[str, Any]
    ) -> Collection:
        """What is said of the whole, in one query."""
        counted = rows.order_by().aggregate(total=Count("pk"), modified=Max(self.kind.changed))
        return Collection(
            address=f"{site_of(request)}{reverse(self.kind.name)}",
            label=self.kind.label,
            total=counted["total"],
            modified=counted["modified"],
            per_page=PER_PAGE,
            query={name: asked[name] for name in ("workspace", "source") if name in asked},
        )

    def _items(self, request: Request, rows: QuerySet[Any], shape: Shape, page: int) -> list[Any]:
        start, site = page * PER_PAGE, site_of(request)
        here = rows.order_by("pk")[start : start + PER_PAGE]
        annotations = [self.kind.plain(row, site, request.user) for row in here]
        return [one.id if shape is Shape.IRIS else dump(one) for one in annotations]


class Notes(Container):
    """Notes, to which others can be added."""

    @idempotent
    def post(self, request: Request) -> Response:
        """Keep an annotation as a note; a Slug is not followed, names are numbers here."""
        by, asked = actor(request), _asked(request)
        named = asked.get("workspace")
        note = web_writing.write(
            web_writing.read(request.data),
            site=site_of(request),
            workspace=workspace_named(named, by) if named else None,
            visibility=asked.get("visibility"),
            by=by,
        )
        said = web_rows.of_note(NOTES.rows(by).get(pk=note.pk), site_of(request), by)
        return tagged(request, dump(said), status=201, Location=said.id)


def _asked(request: Request) -> dict[str, Any]:
    asked = AskedSerializer(data=request.query_params)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)
