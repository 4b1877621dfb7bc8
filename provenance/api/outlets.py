"""`/outlets/`: who publishes."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.accounts.rules import may_see
from provenance.capture.agencies import agency_named
from provenance.lineage.drawn import drawn_by
from provenance.sources import services
from provenance.sources.corrected import corrections_of
from provenance.sources.models import Outlet, Ownership
from provenance.sources.signing import authors_of

from .actor import actor
from .catalogue import CatalogueAsked, ShowInput
from .idempotency import idempotent
from .inputs import checked
from .owners import OwnerInput, OwnerSerializer
from .preconditions import answer, expected_version
from .profiles import OutletProfile
from .sameness import Mergeable

OWNERSHIP = [OpenApiParameter("ownership", int, OpenApiParameter.PATH)]


class OutletSerializer(serializers.ModelSerializer[Outlet]):
    """An outlet as its workspace knows it."""

    workspace = serializers.CharField(source="workspace.slug")
    owner = serializers.SerializerMethodField(
        help_text="The present owner's id, where one may see that outlet."
    )

    class Meta:
        model = Outlet
        fields = [
            "id",
            "workspace",
            "name",
            "kind",
            "domain",
            "other_domains",
            "homepage",
            "wikidata",
            "same_as",
            "owner",
            "aliases",
            "merged_into",
            "visibility",
            "created_at",
            "updated_at",
            "version",
        ]

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_owner(self, row: Outlet) -> int | None:
        """Nobody learns of an outlet that is kept from them because it owns another."""
        request = self.context.get("request")
        seen = row.owner is not None and may_see(getattr(request, "user", None), row.owner)
        return row.owner_id if seen else None


class OutletInput(serializers.Serializer[Any]):
    """What may be said of an outlet; a field left out stays as it is."""

    name = serializers.CharField(max_length=200, required=False)
    kind = serializers.ChoiceField(choices=Outlet.Kind.choices, required=False)
    domain = serializers.CharField(max_length=253, required=False, allow_blank=True)
    homepage = serializers.URLField(max_length=500, required=False, allow_blank=True)
    other_domains = serializers.ListField(
        child=serializers.CharField(max_length=253), required=False, max_length=50
    )
    wikidata = serializers.CharField(
        max_length=100, required=False, allow_blank=True, help_text="Q42, or its page."
    )
    same_as = serializers.ListField(
        child=serializers.CharField(max_length=500), required=False, max_length=50
    )
    owner = serializers.IntegerField(required=False, allow_null=True, help_text="An outlet's id.")
    aliases = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=50
    )


class NewOutletInput(OutletInput):
    """A new outlet."""

    workspace = serializers.CharField(help_text="Slug or id.")
    name = serializers.CharField(max_length=200)


@extend_schema(tags=["outlets"])
class Outlets(Mergeable):
    """Whatever publishes: newspapers, agencies, blogs, offices."""

    model = Outlet
    queryset = Outlet.objects.none()
    serializer_class = OutletSerializer

    def get_queryset(self) -> QuerySet[Any]:
        """With their owners, who are told of only to those who see them."""
        return super().get_queryset().select_related("owner")

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

    @extend_schema(responses=OwnerSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None)
    def owners(self, request: Request, pk: Any = None) -> Response:
        """Who owns it and owned it, the newest first."""
        rows = Ownership.objects.visible_to(request.user).of_outlet(self.get_object().pk)
        return Response(OwnerSerializer(rows, many=True).data)

    @extend_schema(request=OwnerInput, responses={201: OwnerSerializer})
    @owners.mapping.post
    @idempotent
    def add_owner(self, request: Request, pk: Any = None) -> Response:
        """Say who owns it, or owned it; a new owner ends the present one."""
        by, row = actor(request), self.get_object()
        given = checked(OwnerInput, request) | {"version": expected_version(request, row), "by": by}
        if "name" in given:
            made = services.note_owner_named(row, given.pop("name"), **given)
        else:
            made = services.note_owner(row, **self.resolved(given))
        return answer(made, OwnerSerializer(made).data, status=201)

    @extend_schema(request=None, responses={204: None}, parameters=OWNERSHIP)
    @action(detail=True, methods=["delete"], url_path=r"owners/(?P<ownership>\d{1,9})")
    def withdraw_owner(self, request: Request, ownership: str, pk: Any = None) -> Response:
        """Say that it was not so; it can be restored."""
        services.withdraw_owner(self._ownership(ownership), by=actor(request))
        return Response(status=204)

    @extend_schema(request=None, responses=OwnerSerializer, parameters=OWNERSHIP)
    @action(detail=True, methods=["post"], url_path=r"owners/(?P<ownership>\d{1,9})/restore")
    def restore_owner(self, request: Request, ownership: str, pk: Any = None) -> Response:
        """Put an owner back."""
        row = services.restore_owner(self._ownership(ownership), by=actor(request))
        return answer(row, OwnerSerializer(row).data)

    @extend_schema(responses=OutletProfile)
    @action(detail=True, methods=["get"])
    def profile(self, request: Request, pk: Any = None) -> Response:
        """Where its text comes from, who writes there, what was corrected."""
        row = self.get_object().kept
        told = {
            "text": drawn_by(row, request.user, lambda name: agency_named(name) is not None),
            "authors": authors_of(row, request.user).rows,
            "corrections": corrections_of(row, request.user),
        }
        return Response(OutletProfile(told).data)

    def _ownership(self, pk: str) -> Ownership:
        seen = Outlet.objects.visible_to(self.request.user).values("pk")
        rows = Ownership.objects.filter(outlet=self.get_object().pk, owner__in=seen)
        row: Ownership = get_object_or_404(rows, pk=pk)
        return row
