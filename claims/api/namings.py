"""What texts call people and groups, over REST."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.records import services
from claims.records.models import Naming
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows
from provenance.sources.models import Person

from .inputs import PlaceField
from .outputs import PassageCard, PersonCard


class NamingCard(Card[Naming]):
    """Whom these words mean: a person, or a subject in free words."""

    person = PersonCard(allow_null=True)
    passage = PassageCard()
    meant = serializers.CharField()
    article = serializers.IntegerField(source="passage.snapshot.article_id")

    class Meta:
        model = Naming
        fields = ["id", "meant", "person", "subject", "passage", "article", "note"]
        fields += ["visibility", "created_at", "version"]


class NamingInput(serializers.Serializer[Any]):
    """Words, and whom they mean: a person's id, or a name or a few words."""

    workspace = serializers.CharField(help_text="Slug or id.")
    place = PlaceField()
    person = serializers.IntegerField(required=False)
    meant = serializers.CharField(required=False, max_length=200)
    note = serializers.CharField(required=False, allow_blank=True, max_length=300)


class NamingsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    person = serializers.IntegerField(required=False)
    article = serializers.IntegerField(required=False)


@extend_schema(tags=["namings"])
class NamingViewSet(Rows):
    """Who is called what, on exactly which words."""

    queryset = Naming.objects.none()
    serializer_class = NamingCard

    def get_queryset(self) -> QuerySet[Naming]:
        """Those this person may see, narrowed as asked."""
        rows: QuerySet[Naming] = Naming.objects.visible_to(self.request.user)
        rows = rows.select_related("person__merged_into", "passage__snapshot", "workspace")
        rows = rows.defer("passage__snapshot__text", "passage__snapshot__blocks")
        wanted = {} if self.detail else asked(NamingsAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted["workspace"])
        if "person" in wanted:
            rows = rows.filter(person=wanted["person"])
        if "article" in wanted:
            rows = rows.filter(passage__snapshot__article=wanted["article"])
        return rows

    @extend_schema(parameters=[NamingsAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Namings, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NamingInput, responses={201: NamingCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Say whom words mean."""
        by, given = actor(request), checked(NamingInput, request)
        workspace = workspace_named(given["workspace"], by)
        row = services.record_naming(
            given["place"],
            workspace=workspace,
            meant=_meant(given, by),
            note=given.get("note", ""),
            by=by,
        )
        return answer(row, NamingCard(row).data, status=201)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a naming back; it can be put back."""
        row, by = self.get_object(), actor(request)
        services.withdraw_naming(row, version=expected_version(request, row), by=by)
        return Response(status=204)

    @extend_schema(request=None, responses=NamingCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Put a naming back."""
        row = get_object_or_404(Naming.objects.restorable_by(request.user), pk=pk)
        row = services.restore_naming(row, by=actor(request))
        return answer(row, NamingCard(row).data)


def _meant(given: dict[str, Any], by: Any) -> Person | str:
    """The person of that id, or the words; 400 where there is neither."""
    if "person" not in given:
        return str(given.get("meant", ""))
    person: Person | None = Person.objects.visible_to(by).filter(pk=given["person"]).first()
    if person is None:
        raise serializers.ValidationError({"person": "There is no such person that you may see."})
    return person
