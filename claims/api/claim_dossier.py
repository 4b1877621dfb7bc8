"""The dossier of a claim, for programs with a token."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from claims.exchange.dossier.making import as_everyone
from claims.exchange.dossier.sending import sent
from claims.records.models import Claim
from provenance.accounts.links import absolute
from provenance.api.rendering import JSONRenderer

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object


class ZipRenderer(BaseRenderer):
    """Lets a program ask for `application/zip`; refusals come as JSON all the same."""

    media_type = "application/zip"
    format = "zip"
    charset = None
    render_style = "binary"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None
    ) -> bytes:
        """The file is sent as it is; what comes here is an error."""
        return JSONRenderer().render(data)


class ClaimDossier(Base):
    """Mixed into the claims' view set."""

    @extend_schema(
        parameters=[
            OpenApiParameter("public", OpenApiTypes.STR, description="Only what everyone may see.")
        ],
        responses={(200, "application/zip"): OpenApiTypes.BINARY},
    )
    @action(detail=True, methods=["get"], renderer_classes=[JSONRenderer, ZipRenderer])
    def dossier(self, request: Request, pk: str) -> HttpResponseBase:
        """One file with the claim, its texts, evidence, verdicts and proofs, as far as you see."""
        claim: Claim = self.get_object()
        claim = claim.merged_into or claim
        user = as_everyone() if "public" in request.query_params else request.user
        get_object_or_404(Claim.objects.visible_to(user), pk=claim.pk)
        return sent(claim, user=user, site=absolute("/", request).rstrip("/"))
