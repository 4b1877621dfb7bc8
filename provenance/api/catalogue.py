"""What outlets and people have in common over REST."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers
from rest_framework.response import Response

from provenance.accounts.models import Visibility
from provenance.sources.models import Outlet, Person
from provenance.sources.names import fold

from .actor import actor
from .inputs import asked, checked, in_workspace, workspace_named
from .preconditions import answer, expected_version
from .rows import Rows


class CatalogueAsked(serializers.Serializer[Any]):
    """What a list is narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    kind = serializers.CharField(required=False)
    q = serializers.CharField(required=False, max_length=200, help_text="Part of the name.")
    known_as = serializers.CharField(
        required=False, max_length=200, help_text="A name or an alias, however it is written."
    )
    domain = serializers.CharField(
        required=False, max_length=253, help_text="Outlets that publish there."
    )
    standing = serializers.BooleanField(
        required=False, default=False, help_text="Leave out what was merged into another."
    )


class ShowInput(serializers.Serializer[Any]):
    """Who sees it from now on."""

    visibility = serializers.ChoiceField(choices=Visibility.choices)


class Catalogue(Rows):
    """Names of one kind: lists, single rows, making and describing them."""

    model: ClassVar[type[Outlet] | type[Person]]

    def get_queryset(self) -> QuerySet[Any]:
        """Those this person may see, narrowed as asked."""
        rows: QuerySet[Any] = self.model.objects.visible_to(self.request.user)
        rows = rows.select_related("workspace", "merged_into")
        return rows if self.detail else narrowed(rows, asked(CatalogueAsked, self.request))

    def make(self, shape: type[serializers.Serializer[Any]], named: Any, describe: Any) -> Response:
        """Make a name, or find the one that is there, and describe it."""
        by = actor(self.request)
        given = checked(shape, self.request)
        workspace = workspace_named(given.pop("workspace"), by)
        identity = {
            key: given.pop(key) for key in ("kind",) if self.model is Person and key in given
        }
        row = named(given.pop("name"), workspace=workspace, by=by, **identity)
        row = row.kept
        if given:
            row = describe(row, by=by, **self.resolved(given))
        return answer(row, self.get_serializer(row).data, status=201)

    def change(self, shape: type[serializers.Serializer[Any]], service: Any) -> Response:
        """Change a row with one service."""
        by = actor(self.request)
        row = self.get_object()
        given = self.resolved(checked(shape, self.request))
        version = expected_version(self.request, row)
        row = service(row, by=by, version=version, **given)
        return answer(row, self.get_serializer(row).data)

    def resolved(self, given: dict[str, Any]) -> dict[str, Any]:
        """The owner as a row this person may see; 400 where there is none."""
        if given.get("owner") is not None:
            owner = Outlet.objects.visible_to(self.request.user).filter(pk=given["owner"]).first()
            if owner is None:
                raise serializers.ValidationError({"owner": "There is no such outlet."})
            given["owner"] = owner
        return given


def narrowed(rows: QuerySet[Any], wanted: dict[str, Any]) -> QuerySet[Any]:
    """Names of one workspace, of one kind, with these words in them."""
    if "workspace" in wanted:
        rows = in_workspace(rows, wanted["workspace"])
    if "kind" in wanted:
        rows = rows.filter(kind=wanted["kind"])
    if "q" in wanted:
        rows = rows.filter(key__contains=fold(wanted["q"]))
    if "known_as" in wanted:
        rows = rows.named(fold(wanted["known_as"]))  # type: ignore[attr-defined]
    if "domain" in wanted and rows.model is Outlet:
        rows = rows.at_domain(wanted["domain"].strip().lower())  # type: ignore[attr-defined]
    if wanted["standing"]:
        rows = rows.filter(merged_into=None)
    return rows
