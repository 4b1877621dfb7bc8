"""`/relations/`: how claims stand to each other; some are proposed, and a person decides."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.records import services
from claims.records.models import Claim, Relation
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows
from provenance.sources.knowing import Precision

from .inputs import NothingInput, seen
from .outputs import RelationCard


class TermInput(serializers.Serializer[Any]):
    """When a relation holds, as exactly as it is known."""

    holds_from = serializers.DateField(required=False, allow_null=True)
    holds_from_precision = serializers.ChoiceField(
        choices=Precision.choices, required=False, allow_blank=True
    )
    holds_until = serializers.DateField(required=False, allow_null=True)
    holds_until_precision = serializers.ChoiceField(
        choices=Precision.choices, required=False, allow_blank=True
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A date without a precision is a day."""
        for name in ("holds_from", "holds_until"):
            precision = f"{name}_precision"
            if name in attrs:
                day = Precision.DAY.value if attrs[name] else ""
                attrs[precision] = attrs.get(precision) or day if attrs[name] else ""
            else:
                attrs.pop(precision, None)
        return attrs


class RelationInput(TermInput):
    """How one claim stands to another, and why."""

    # DRF takes declared fields off the class, so this hides nothing.
    source = serializers.IntegerField(  # type: ignore[assignment]
        min_value=1, max_value=2**31 - 1
    )
    target = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    kind = serializers.ChoiceField(choices=Relation.Kind.choices)
    reason = serializers.CharField(max_length=500)


class RelationConfirmInput(TermInput):
    """A proposal in one's own terms; what is left out stays as proposed."""

    kind = serializers.ChoiceField(choices=Relation.Kind.choices, required=False)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)
    turned = serializers.BooleanField(
        required=False, default=False, help_text="Read it from the other claim's end."
    )


class RelationRefuseInput(serializers.Serializer[Any]):
    """Why it is refused, for the desk."""

    reason = serializers.CharField(max_length=500, allow_blank=True)


class RelationsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    claim = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    state = serializers.ChoiceField(choices=Relation.State.choices, required=False)
    kind = serializers.ChoiceField(choices=Relation.Kind.choices, required=False)


@extend_schema(tags=["relations"])
class RelationViewSet(Rows):
    """How claims stand to each other."""

    queryset = Relation.objects.none()
    serializer_class = RelationCard

    def get_queryset(self) -> QuerySet[Relation]:
        """Those between claims this person sees; proposals and refusals for members alone."""
        rows: QuerySet[Relation] = Relation.objects.known_to(self.request.user)
        return rows

    @extend_schema(parameters=[RelationsAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Relations, the newest first."""
        page = self.paginate_queryset(
            _narrowed(self.get_queryset(), asked(RelationsAsked, request))
        )
        return self.get_paginated_response(RelationCard(page, many=True).data)

    @extend_schema(request=RelationInput, responses={201: RelationCard})
    @idempotent
    def create(self, request: Request) -> Response:
        """Say how one claim stands to another."""
        given = checked(RelationInput, request)
        ends = [seen(Claim.objects, given.pop(name), request.user) for name in ("source", "target")]
        relation = services.relate(*ends, **given, by=actor(request))
        return answer(relation, RelationCard(relation).data, status=201)

    @extend_schema(request=RelationConfirmInput, responses=RelationCard)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: Any = None) -> Response:
        """Agree with a proposal, in its words or one's own."""
        given = checked(RelationConfirmInput, request)
        return self._done(request, services.confirm_relation, given)

    @extend_schema(request=RelationRefuseInput, responses=RelationCard)
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, pk: Any = None) -> Response:
        """Disagree with a proposal; it is not made again."""
        return self._done(request, services.refuse_relation, checked(RelationRefuseInput, request))

    @extend_schema(request=NothingInput, responses=RelationCard)
    @action(detail=True, methods=["post"])
    def reconsider(self, request: Request, pk: Any = None) -> Response:
        """Take the decision about a proposal back."""
        return self._done(request, services.reconsider_relation, {})

    @extend_schema(request=NothingInput, responses=RelationCard)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: Any = None) -> Response:
        """Take a relation back; it can be restored on the page of its claim."""
        return self._done(request, services.unrelate, {})

    def _done(self, request: Request, service: Any, given: dict[str, Any]) -> Response:
        by, row = actor(request), self.get_object()
        relation = service(row, **given, version=expected_version(request, row), by=by)
        return answer(relation, RelationCard(relation).data)


def _narrowed(rows: Any, wanted: dict[str, Any]) -> QuerySet[Relation]:
    if "workspace" in wanted:
        rows = in_workspace(rows, wanted["workspace"])
    if "claim" in wanted:
        rows = rows.of_claim(wanted["claim"])
    for name in ("state", "kind"):
        if name in wanted:
            rows = rows.filter(**{name: wanted[name]})
    found: QuerySet[Relation] = rows
    return found
