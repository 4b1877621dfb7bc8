"""`/tokens/`: a person's keys for programs."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.accounts import services
from provenance.accounts.models import ApiToken

from .actor import actor
from .idempotency import idempotent_except
from .rows import Rows


class TokenSerializer(serializers.ModelSerializer[ApiToken]):
    """A token as it can be recognised later."""

    class Meta:
        model = ApiToken
        fields = [
            "id",
            "name",
            "scope",
            "beginning",
            "created_at",
            "last_used_at",
            "expires_at",
            "revoked_at",
        ]


class FreshTokenSerializer(TokenSerializer):
    """A token just made. Only this answer holds its secret."""

    secret = serializers.CharField()

    class Meta(TokenSerializer.Meta):
        fields = [*TokenSerializer.Meta.fields, "secret"]


class TokenInput(serializers.Serializer[ApiToken]):
    """What a new token is called and may do."""

    name = serializers.CharField(max_length=80)
    scope = serializers.ChoiceField(choices=ApiToken.Scope.choices, default=ApiToken.Scope.WRITE)
    expires_at = serializers.DateTimeField(required=False, allow_null=True)


class Tokens(Rows):
    """A person's own tokens."""

    serializer_class = TokenSerializer
    permission_classes = [IsAuthenticated]

    def get_queryset(self) -> QuerySet[ApiToken]:
        """Those of the person asking."""
        return ApiToken.objects.visible_to(self.request.user)

    @extend_schema(request=TokenInput, responses={201: FreshTokenSerializer})
    @idempotent_except("secret")
    def create(self, request: Request) -> Response:
        """Make a token. Its secret stands in this answer and never again."""
        given = TokenInput(data=request.data)
        given.is_valid(raise_exception=True)
        token, secret = services.make_token(**given.validated_data, by=actor(request))
        return Response(TokenSerializer(token).data | {"secret": secret}, status=201)

    @extend_schema(request=None, responses=TokenSerializer)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, pk: Any = None) -> Response:
        """Make a token worthless from now on."""
        return Response(
            TokenSerializer(services.revoke_token(self.get_object(), by=actor(request))).data
        )
