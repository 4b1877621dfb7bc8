"""Files of claims that others checked: `/claim-imports/`, and what came of them on a claim."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from claims.exchange.incoming import services
from claims.exchange.incoming.models import Incoming, OutsideVerdict, ReportedAppearance
from claims.exchange.incoming.sheets import COLUMNS
from claims.exchange.incoming.streams import FORMATS
from claims.records.models import Claim
from provenance.api.actor import actor
from provenance.api.cards import Card
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.parsing import JSONParser
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object


def _words(**said: Any) -> Any:
    """A field of words by words."""
    return serializers.DictField(
        child=serializers.CharField(max_length=500, allow_blank=True), required=False, **said
    )


class ClaimImportsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    state = serializers.ChoiceField(choices=Incoming.State.choices, required=False)


class MappingInput(serializers.Serializer[Any]):
    """What ratings come to, and which column of a table holds what."""

    ratings = _words(help_text="Label, as it stands there -> neutral.")
    columns = _words(help_text=f"Field -> heading. Fields: {', '.join(COLUMNS)}.")


class ClaimImportInput(MappingInput):
    """A file, a text, or the address of a page or feed."""

    workspace = serializers.CharField(help_text="Slug or id.")
    file = serializers.FileField(required=False, allow_empty_file=True)
    text = serializers.CharField(required=False, trim_whitespace=False)
    address = serializers.CharField(required=False, max_length=2000)
    format = serializers.ChoiceField(
        choices=FORMATS, required=False, allow_blank=True, help_text="Left out: found out."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Exactly one of the three is there."""
        if sum(name in attrs for name in ("address", "text", "file")) != 1:
            raise serializers.ValidationError("Send an address, a text or a file: one of them.")
        return attrs


class ClaimImportCard(Card[Incoming]):
    """A file of claims. `report` says what is in it, `outcome` what was made of it."""

    workspace = serializers.CharField(source="workspace.slug")

    class Meta:
        model = Incoming
        fields = [
            "id",
            "workspace",
            "name",
            "address",
            "form",
            "state",
            "ratings",
            "columns",
            "report",
            "outcome",
            "reason",
            "created_at",
            "updated_at",
            "version",
        ]


OF_OUTSIDE = ["id", "claim", "created_at", "version"]


class OutsideVerdictCard(Card[OutsideVerdict]):
    """What others published about a claim. It is theirs; ours are at `verdicts/`."""

    class Meta:
        model = OutsideVerdict
        fields = [
            *OF_OUTSIDE,
            "publisher",
            "publisher_address",
            "address",
            "label",
            "value",
            "best",
            "worst",
            "neutral",
            "placed_by",
            "summary",
            "checked_on",
            "checked_precision",
            "outside",
        ]


class ReportedAppearanceCard(Card[ReportedAppearance]):
    """Where others say that a claim stands; nobody here has read it."""

    class Meta:
        model = ReportedAppearance
        fields = [
            *OF_OUTSIDE,
            "address",
            "archived",
            "speaker",
            "medium",
            "said_on",
            "said_precision",
        ]


class OutsideCard(serializers.Serializer[Any]):
    """What others found about a claim, and where they say that it stands."""

    verdicts = OutsideVerdictCard(many=True)
    reported_appearances = ReportedAppearanceCard(many=True)


@extend_schema(tags=["claim-imports"])
class ClaimImports(Rows):
    """Claims that others checked. Send a file, read `report` once it is `ready`, accept it."""

    queryset = Incoming.objects.none()
    serializer_class = ClaimImportCard
    permission_classes = [IsAuthenticated]
    parser_classes = [JSONParser, MultiPartParser]

    def get_queryset(self) -> QuerySet[Incoming]:
        """Those of workspaces where the person checks, narrowed as asked."""
        rows: Any = Incoming.objects.visible_to(self.request.user).light()
        wanted = {} if self.detail else asked(ClaimImportsAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted.pop("workspace"))
        return rows.filter(**wanted).order_by("-id")  # type: ignore[no-any-return]

    @extend_schema(parameters=[ClaimImportsAsked])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Files of claims, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(
        request={"application/json": ClaimImportInput, "multipart/form-data": ClaimImportInput},
        responses={202: ClaimImportCard},
    )
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Have a file looked through. Nothing is kept before it is accepted."""
        by, given = actor(request), checked(ClaimImportInput, request)
        workspace = workspace_named(given.pop("workspace"), by)
        made = services.request_import(workspace, **_given(given), by=by)
        return self.told(made, status=202)

    @extend_schema(request=MappingInput, responses={202: ClaimImportCard})
    @action(detail=True, methods=["post"])
    def map(self, request: Request, pk: Any = None) -> Response:
        """Say what ratings and columns mean; the file is looked through again."""
        row, given = self.get_object(), checked(MappingInput, request)
        version = expected_version(request, row)
        return self.told(
            services.choose_mapping(row, **given, version=version, by=actor(request)), status=202
        )

    @extend_schema(request=None, responses={202: ClaimImportCard})
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: Any = None) -> Response:
        """Have it taken in; the worker does it soon."""
        row = self.get_object()
        version = expected_version(request, row)
        return self.told(
            services.accept_import(row, version=version, by=actor(request)), status=202
        )

    @extend_schema(request=None, responses=ClaimImportCard)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: Any = None) -> Response:
        """Delete the claims that it brought, where nobody went on with them."""
        row = self.get_object()
        version = expected_version(request, row)
        return self.told(services.take_back_import(row, version=version, by=actor(request)))

    def told(self, row: Incoming, status: int = 200) -> Response:
        """The row as it is now."""
        fresh = Incoming.objects.all().light().get(pk=row.pk)
        return answer(fresh, ClaimImportCard(fresh).data, status=status)


class ClaimOutside(Base):
    """Mixed into the claims' view set."""

    @extend_schema(responses=OutsideCard)
    @action(detail=True, methods=["get"])
    def outside(self, request: Request, pk: str) -> Response:
        """What others found about the claim; for members of its workspace."""
        claim, of = self.get_object(), {}
        for name, model in (
            ("verdicts", OutsideVerdict),
            ("reported_appearances", ReportedAppearance),
        ):
            rows: Any = model._default_manager.all()
            of[name] = rows.visible_to(request.user).of_claim(claim.pk).order_by("pk")
        return Response(OutsideCard(of).data)


def _given(sent: dict[str, Any]) -> dict[str, Any]:
    """In the terms of the service."""
    given: dict[str, Any] = {
        name: sent[name] for name in ("ratings", "columns", "address") if name in sent
    }
    given["form"] = sent.get("format", "")
    if "file" in sent:
        given |= {"name": sent["file"].name or "", "payload": sent["file"].read()}
    if "text" in sent:
        given["payload"] = sent["text"].encode("utf-8", errors="replace")
    return given
