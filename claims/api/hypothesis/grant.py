"""`POST /me/hypothesis-grant/`: for a site that logs its reader in to the Hypothesis client."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.exchange.hypothesis.grants import LIVES
from claims.exchange.hypothesis.logins import grant_for
from provenance.accounts.models import ApiToken
from provenance.api.actor import actor

from .face import site_of


class GrantSerializer(serializers.Serializer[Any]):
    """What the page hands to the client, as one of its `services`."""

    grantToken = serializers.CharField()  # noqa: N815 - The client names it so.
    apiUrl = serializers.URLField()  # noqa: N815
    authority = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="Seconds.")


class Grant(APIView):
    """A short-lived grant for the person asking."""

    permission_classes = [IsAuthenticated]

    @extend_schema(tags=["me"], request=None, responses=GrantSerializer)
    def post(self, request: Request) -> Response:
        """A grant with which the Hypothesis client logs you in, good for some minutes."""
        site = site_of(request)
        token = request.auth if isinstance(request.auth, ApiToken) else None
        told = {
            "grantToken": grant_for(actor(request), site, token=token),
            "apiUrl": site.at("/hypothesis/api/"),
            "authority": site.authority,
            "expires_in": int(LIVES.total_seconds()),
        }
        return Response(told, headers={"Cache-Control": "no-store"})
