"""`/cases/`: articles and claims around one event, read together."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.cases import services
from claims.cases.models import Case
from claims.cases.reading import articles_in, claims_in
from claims.cases.services.keeping import LONGEST
from provenance.accounts.models import Visibility
from provenance.accounts.rules import is_member
from provenance.api.actor import actor
from provenance.api.cards import Card, PlainCard
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked, in_workspace, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .case_findings import CaseFindings
from .inputs import changes
from .outputs import UserCard

MOST = 500  # Articles or claims put in or taken out at once.
OWN = ["id", "title", "summary", "language", "visibility", "created_at", "updated_at", "version"]


def _ids() -> "serializers.ListField":
    one = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    return serializers.ListField(child=one, required=False, max_length=MOST)


class CaseInput(serializers.Serializer[Any]):
    """The words of a case."""

    title = serializers.CharField(max_length=200)
    summary = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST)
    language = serializers.CharField(required=False, max_length=8)


class NewCaseInput(CaseInput):
    """A case with nothing in it yet."""

    workspace = serializers.CharField(help_text="Slug or id.")
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)


class TakeInput(serializers.Serializer[Any]):
    """Articles and claims by their ids."""

    articles = _ids()
    claims = _ids()


class AddInput(TakeInput):
    """The same with the reason why they belong there."""

    why = serializers.CharField(required=False, allow_blank=True, max_length=300)


class CaseShowInput(serializers.Serializer[Any]):
    """Who sees it."""

    visibility = serializers.ChoiceField(choices=Visibility.choices)


class CasesAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    article = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    claim = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)


class CaseCard(Card[Case]):
    """A case by its words."""

    workspace = serializers.CharField(source="workspace.slug")

    class Meta:
        model = Case
        fields = [*OWN, "workspace"]


class CaseWhole(CaseCard):
    """A case with what is in it, as far as this person may see it."""

    created_by = UserCard(allow_null=True)
    articles = serializers.ListField(child=serializers.IntegerField(), help_text="Ids.")
    claims = serializers.ListField(child=serializers.IntegerField(), help_text="Ids.")

    class Meta(CaseCard.Meta):
        fields = [*OWN, "workspace", "created_by", "articles", "claims"]


class FilledCard(PlainCard):
    """Ids of what was put in, taken out or put back; what was so already is not among them."""

    articles = serializers.ListField(child=serializers.IntegerField())
    claims = serializers.ListField(child=serializers.IntegerField())


@extend_schema(tags=["cases"])
class CaseViewSet(CaseFindings, Rows):
    """Articles and claims around one event."""

    queryset = Case.objects.none()
    serializer_class = CaseWhole

    def get_queryset(self) -> QuerySet[Case]:
        """Cases this person may see, narrowed as asked."""
        rows: Any = Case.objects.visible_to(self.request.user)
        rows = rows.select_related("workspace", "created_by")
        wanted = {} if self.detail else asked(CasesAsked, self.request)
        if "workspace" in wanted:
            rows = in_workspace(rows, wanted["workspace"])
        if "article" in wanted:
            rows = rows.with_article(wanted["article"], self.request.user)
        if "claim" in wanted:
            rows = rows.with_claim(wanted["claim"], self.request.user)
        found: QuerySet[Case] = rows
        return found

    @extend_schema(parameters=[CasesAsked], responses=CaseCard(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Cases, the newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(CaseCard(page, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A case with the ids of what is in it."""
        row: Case = self.get_object()
        return answer(row, whole(row, request.user))

    @extend_schema(request=NewCaseInput, responses={201: CaseCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Open a case."""
        by, given = actor(request), checked(NewCaseInput, request)
        workspace = workspace_named(given.pop("workspace"), by)
        row = services.open_case(workspace, given.pop("title"), **given, by=by)
        return answer(row, CaseCard(row).data, status=201)

    @extend_schema(request=CaseInput, responses=CaseCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change its words; fields that are not sent stay as they are."""
        row, by = self.get_object(), actor(request)
        given = changes(CaseInput, request)
        version = expected_version(request, row)
        return _told(services.edit_case(row, **given, version=version, by=by))

    @extend_schema(request=CaseShowInput, responses=CaseCard)
    @action(detail=True, methods=["post"])
    def visibility(self, request: Request, pk: str) -> Response:
        """Say who sees it."""
        row, by = self.get_object(), actor(request)
        given, version = checked(CaseShowInput, request), expected_version(request, row)
        return _told(services.show_case(row, given["visibility"], version=version, by=by))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take a case out of sight; it can be restored."""
        row, by = self.get_object(), actor(request)
        services.delete_case(row, version=expected_version(request, row), by=by)
        return Response(status=204)

    @extend_schema(request=None, responses=CaseCard)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Bring a deleted case back."""
        by = actor(request)
        row = get_object_or_404(Case.objects.restorable_by(by), pk=pk)
        return _told(services.restore_case(row, by=by))

    @extend_schema(request=AddInput, responses=FilledCard)
    @action(detail=True, methods=["post"])
    def add(self, request: Request, pk: str) -> Response:
        """Put articles and claims in."""
        return self._filled(request, services.add_to_case, AddInput)

    @extend_schema(request=TakeInput, responses=FilledCard)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        """Take articles and claims out."""
        return self._filled(request, services.take_from_case, TakeInput)

    @extend_schema(request=TakeInput, responses=FilledCard)
    @action(detail=True, methods=["post"], url_path="put-back")
    def put_back(self, request: Request, pk: str) -> Response:
        """Put back what was taken out, with who had put it there and why."""
        return self._filled(request, services.put_back_in_case, TakeInput)

    def _filled(self, request: Request, service: Any, shape: Any) -> Response:
        row, by = self.get_object(), actor(request)
        done = service(row, **checked(shape, request), by=by)
        return answer(row, FilledCard(done).data)


def whole(row: Case, user: Any) -> dict[str, Any]:
    """A case as `CaseWhole` tells it; three queries."""
    author = row.created_by if is_member(user, row.workspace_id) else None
    return dict(CaseCard(row).data) | {
        # Outsiders read what was gathered, not who works here.
        "created_by": UserCard(author).data if author else None,
        "articles": list(articles_in(row, user).order_by("pk").values_list("pk", flat=True)),
        "claims": list(claims_in(row, user).order_by("pk").values_list("pk", flat=True)),
    }


def _told(row: Case) -> Response:
    return answer(row, CaseCard(row).data)
