"""`/people/`: who speaks or writes."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.sources import services
from provenance.sources.models import Person
from provenance.sources.signing import outlets_of

from .catalogue import CatalogueAsked, ShowInput
from .idempotency import idempotent
from .profiles import PersonProfile
from .sameness import Mergeable


class PersonSerializer(serializers.ModelSerializer[Person]):
    """A person, an organisation or someone unnamed, as the workspace knows them."""

    workspace = serializers.CharField(source="workspace.slug")

    class Meta:
        model = Person
        fields = [
            "id",
            "workspace",
            "name",
            "kind",
            "description",
            "homepage",
            "wikidata",
            "same_as",
            "aliases",
            "merged_into",
            "visibility",
            "created_at",
            "updated_at",
            "version",
        ]


class PersonInput(serializers.Serializer[Any]):
    """What may be said of a person; a field left out stays as it is."""

    name = serializers.CharField(max_length=200, required=False)
    kind = serializers.ChoiceField(choices=Person.Kind.choices, required=False)
    description = serializers.CharField(max_length=300, required=False, allow_blank=True)
    homepage = serializers.URLField(max_length=500, required=False, allow_blank=True)
    wikidata = serializers.CharField(
        max_length=100, required=False, allow_blank=True, help_text="Q42, or its page."
    )
    same_as = serializers.ListField(
        child=serializers.CharField(max_length=500), required=False, max_length=50
    )
    aliases = serializers.ListField(
        child=serializers.CharField(max_length=200), required=False, max_length=50
    )


class NewPersonInput(PersonInput):
    """A new person."""

    workspace = serializers.CharField(help_text="Slug or id.")
    name = serializers.CharField(max_length=200)


@extend_schema(tags=["people"])
class People(Mergeable):
    """Whoever speaks or writes."""

    model = Person
    queryset = Person.objects.none()
    serializer_class = PersonSerializer

    @extend_schema(parameters=[CatalogueAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """People, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NewPersonInput, responses={201: PersonSerializer})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Add a person; one who is known by this name already is described anew."""
        return self.make(NewPersonInput, services.person_named, services.describe_person)

    @extend_schema(request=PersonInput, responses=PersonSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Correct what is known of a person."""
        return self.change(PersonInput, services.describe_person)

    @extend_schema(request=ShowInput, responses=PersonSerializer)
    @action(detail=True, methods=["post"])
    def show(self, request: Request, pk: Any = None) -> Response:
        """Say who sees them: the workspace or everyone (editors)."""
        return self.change(ShowInput, services.show_in_catalogue)

    @extend_schema(responses=PersonProfile)
    @action(detail=True, methods=["get"])
    def profile(self, request: Request, pk: Any = None) -> Response:
        """Where they write, counted by the articles that one sees."""
        row = self.get_object().kept
        told = {"outlets": outlets_of(row, request.user).rows}
        return Response(PersonProfile(told).data)
