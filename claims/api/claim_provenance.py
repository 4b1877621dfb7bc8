"""The provenance of a claim as W3C PROV, for programs with a token."""

from typing import TYPE_CHECKING, Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.exchange.prov_story import story_of_claim
from claims.records.models import Claim
from provenance.accounts.links import absolute

if TYPE_CHECKING:
    from rest_framework.generics import GenericAPIView

    Base = GenericAPIView[Claim]
else:
    Base = object


class ClaimProvenance(Base):
    """Mixed into the claims' view set."""

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=True, methods=["get"])
    def provenance(self, request: Request, pk: str) -> Response:
        """Who had the claim from whom, as PROV-JSON; other formats stand beside the public page."""
        from claims.exchange.prov import document  # noqa: PLC0415 - `prov` is a heavy import.
        from claims.exchange.prov_formats import as_json  # noqa: PLC0415

        site = absolute("/", request).rstrip("/")
        told: dict[str, Any] = as_json(
            document(story_of_claim(self.get_object(), request.user), site=site)
        )
        return Response(told)
