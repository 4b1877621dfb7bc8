"""`/workspaces/`: newsrooms and schools, their members and invitations."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.accounts import services
from provenance.accounts.links import absolute
from provenance.accounts.models import Invitation, Membership, Role, Workspace

from .actor import actor
from .idempotency import idempotent_except
from .preconditions import answer, expected_version
from .rows import Rows


class WorkspaceSerializer(serializers.ModelSerializer[Workspace]):
    """A workspace and what the person asking is in it."""

    role = serializers.SerializerMethodField()

    class Meta:
        model = Workspace
        fields = [
            "id",
            "slug",
            "name",
            "kind",
            "homepage",
            "notes_wait",
            "seconds_blind",
            "tells_disagreement",
            "role",
            "created_at",
            "version",
        ]

    def get_role(self, workspace: Workspace) -> str | None:
        """The role of the person asking."""
        role: str | None = self.context["request"].user.roles.get(workspace.pk)
        return role


class WorkspaceInput(serializers.Serializer[Workspace]):
    """What an owner may change; a field left out stays as it is."""

    name = serializers.CharField(max_length=120, required=False)
    kind = serializers.ChoiceField(choices=Workspace.Kind.choices, required=False)
    homepage = serializers.URLField(required=False, allow_blank=True)
    notes_wait = serializers.BooleanField(required=False)
    seconds_blind = serializers.BooleanField(required=False)
    tells_disagreement = serializers.BooleanField(required=False)


class MemberSerializer(serializers.ModelSerializer[Membership]):
    """One member."""

    user = serializers.IntegerField(source="user_id")
    username = serializers.CharField(source="user.username")
    name = serializers.CharField(source="user.name")

    class Meta:
        model = Membership
        fields = ["user", "username", "name", "role", "joined_at"]


class MemberInput(serializers.Serializer[Membership]):
    """Which member gets which role."""

    user = serializers.IntegerField()
    role = serializers.ChoiceField(choices=Role.choices)


class WhoInput(serializers.Serializer[Membership]):
    """Which member."""

    user = serializers.IntegerField()


class InvitationInput(serializers.Serializer[Any]):
    """The role a newcomer will have, and where to send the link, if anywhere."""

    role = serializers.ChoiceField(choices=Role.choices)
    email = serializers.EmailField(required=False, default="", allow_blank=True)


class InvitationSerializer(serializers.ModelSerializer[Invitation]):
    """An invitation; its link is known only to the answer that made it."""

    class Meta:
        model = Invitation
        fields = ["id", "role", "email", "expires_at"]


class FreshInvitationSerializer(InvitationSerializer):
    """An invitation just made. Only this answer holds its link."""

    link = serializers.CharField()

    class Meta(InvitationSerializer.Meta):
        fields = [*InvitationSerializer.Meta.fields, "link"]


class Workspaces(Rows):
    """The workspaces a person belongs to."""

    serializer_class = WorkspaceSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[Workspace]:
        """Those the person asking belongs to."""
        return Workspace.objects.visible_to(self.request.user)

    @extend_schema(request=WorkspaceInput, responses=WorkspaceSerializer)
    def partial_update(self, request: Request, pk: Any = None) -> Response:
        """Rename a workspace, or change its kind or home page (owners)."""
        workspace = self.get_object()
        given = self._given(WorkspaceInput)
        version = expected_version(request, workspace)
        workspace = services.edit_workspace(workspace, **given, version=version, by=actor(request))
        return answer(workspace, self.get_serializer(workspace).data)

    @extend_schema(responses=MemberSerializer(many=True))
    @action(detail=True, pagination_class=None)
    def members(self, request: Request, pk: Any = None) -> Response:
        """Who belongs here, as what."""
        members = self.get_object().memberships.select_related("user").order_by("pk")
        return Response(MemberSerializer(members, many=True).data)

    @extend_schema(request=MemberInput, responses=MemberSerializer)
    @action(detail=True, methods=["post"], url_path="change-role")
    def change_role(self, request: Request, pk: Any = None) -> Response:
        """Give a member another role (owners)."""
        given = self._given(MemberInput)
        member = self._member(given["user"])
        member = services.change_role(member, given["role"], by=actor(request))
        return Response(MemberSerializer(member).data)

    @extend_schema(request=WhoInput, responses={204: None})
    @action(detail=True, methods=["post"], url_path="remove-member")
    def remove_member(self, request: Request, pk: Any = None) -> Response:
        """Take someone out of the workspace (owners). What they made stays."""
        services.remove_member(self._member(self._given(WhoInput)["user"]), by=actor(request))
        return Response(status=204)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def leave(self, request: Request, pk: Any = None) -> Response:
        """Stop belonging to the workspace. What you made stays."""
        services.leave_workspace(self.get_object(), by=actor(request))
        return Response(status=204)

    @extend_schema(request=InvitationInput, responses={201: FreshInvitationSerializer})
    @action(detail=True, methods=["post"])
    @idempotent_except("link")
    def invite(self, request: Request, pk: Any = None) -> Response:
        """Make a link that lets one person join (owners)."""

        def address(secret: str) -> str:
            return absolute(f"/invitation/{secret}/", request._request)

        invitation, secret = services.invite(
            self.get_object(), **self._given(InvitationInput), address=address, by=actor(request)
        )
        shown = InvitationSerializer(invitation).data | {"link": address(secret)}
        return Response(shown, status=201)

    def _given(self, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
        given = shape(data=self.request.data)
        given.is_valid(raise_exception=True)
        return dict(given.validated_data)

    def _member(self, user: int) -> Membership:
        members: QuerySet[Membership] = self.get_object().memberships.all()
        return get_object_or_404(members, user=user)
