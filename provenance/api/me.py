"""`/me/`: who the program or the person is."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from provenance.accounts import services
from provenance.accounts.models import Membership, User

from .actor import actor


class MembershipOfMine(serializers.ModelSerializer[Membership]):
    """One workspace and what I am in it."""

    id = serializers.IntegerField(source="workspace_id")
    slug = serializers.CharField(source="workspace.slug")
    name = serializers.CharField(source="workspace.name")

    class Meta:
        model = Membership
        fields = ["id", "slug", "name", "role"]


class MeSerializer(serializers.ModelSerializer[User]):
    """The person asking."""

    workspaces = MembershipOfMine(source="memberships", many=True)

    class Meta:
        model = User
        fields = ["id", "username", "name", "email", "workspaces"]


class ProfileInput(serializers.Serializer[User]):
    """What one may change about oneself here."""

    name = serializers.CharField(max_length=150, allow_blank=True)


class Me(APIView):
    """The person asking."""

    permission_classes = [IsAuthenticated]

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        """Who you are, and what you are in which workspace."""
        return Response(self._shown(request))

    @extend_schema(request=ProfileInput, responses=MeSerializer)
    def patch(self, request: Request) -> Response:
        """Change how you are called."""
        given = ProfileInput(data=request.data)
        given.is_valid(raise_exception=True)
        services.edit_profile(actor(request), **given.validated_data, by=actor(request))
        return Response(self._shown(request))

    def _shown(self, request: Request) -> dict[str, object]:
        people = User.objects.prefetch_related("memberships__workspace")
        return MeSerializer(people.get(pk=actor(request).pk)).data
