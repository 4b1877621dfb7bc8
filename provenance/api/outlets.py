"""`/outlets/`: who publishes."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.sources import services
from provenance.sources.models import Outlet

from .catalogue import Catalogue, CatalogueAsked, ShowInput
from .idempotency import idempotent


class OutletSerializer(serializers.ModelSerializer[Outlet]):
    """An outlet as its workspace knows it."""

    workspace = serializers.CharField(source="workspace.slug")

    class Meta:
        model = Outlet
        fields = [
            "id",
            "workspace",
            "name",
            "kind",
            "domain",
            "homepage",
            "wikidata",
            "owner",
            "aliases",
            "visibility",
            "created_at",
            "updated_at",
            "version",
        ]


class OutletInput(serializers.Serializer[Any]):
    """What may be said of an outlet; a field left out stays as it is."""

    name = serializers.CharField(max_length=200, required=False)
    kind = serializers.ChoiceField(choices=Outlet.Kind.choices, required=False)
    domain = serializers.CharField(max_length=253, required=False, allow_blank=True)
    homepage = serializers.URLField(max_length=500, required=False, allow_blank=True)
    wikidata = serializers.RegexField(r"^Q\d{1,12}$", required=False, allow_blank=True)
    owner = serializers.IntegerField(required=False, allow_null=True, help_text="An outlet's id.")
    aliases = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=50
    )


class NewOutletInput(OutletInput):
    """A new outlet."""

    workspace = serializers.CharField(help_text="Slug or id.")
    name = serializers.CharField(max_length=200)


@extend_schema(tags=["outlets"])
class Outlets(Catalogue):
    """Whatever publishes: newspapers, agencies, blogs, offices."""

    model = Outlet
    queryset = Outlet.objects.none()
    serializer_class = OutletSerializer

    @extend_schema(parameters=[CatalogueAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Outlets, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NewOutletInput, responses={201: OutletSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add an outlet; one that is known by this name already is described anew."""
        return self.make(NewOutletInput, services.outlet_named, services.describe_outlet)

    @extend_schema(request=OutletInput, responses=OutletSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Correct what is known of an outlet."""
        return self.change(OutletInput, services.describe_outlet)

    @extend_schema(request=ShowInput, responses=OutletSerializer)
    @action(detail=True, methods=["post"])
    def show(self, request: Request, pk: Any = None) -> Response:
        """Say who sees it: the workspace or everyone (editors)."""
        return self.change(ShowInput, services.show_in_catalogue)
