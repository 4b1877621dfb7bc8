"""The schema, and a page to try it out."""

from typing import Any

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

ERROR = {
    "type": "object",
    "description": "What every refusal looks like.",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "fields"],
            "properties": {
                "code": {"type": "string", "description": "For programs, e.g. `invalid`."},
                "message": {"type": "string", "description": "For people."},
                "fields": {
                    "type": "object",
                    "description": "Dotted name of a field -> what is wrong with it.",
                    "additionalProperties": {"type": "array", "items": {"type": "string"}},
                },
            },
        }
    },
}
REFUSED = {
    "description": "Refused; the status says in which way.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
}
KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "maxLength": 120},
    "description": "Sent again with the same body, the request gets the same answer again.",
}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema how a token is sent."""

    target_class = "provenance.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A header with a word before the secret."""
        said = "`Token ` and the token, which you make under Settings."
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": said}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema that a browser may use its login."""

    target_class = "provenance.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The cookie of the pages."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


def tell_the_rest(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Add what holds for every address: the shape of refusals, and the key on creations."""
    result["components"]["schemas"]["Error"] = ERROR
    for methods in result["paths"].values():
        for operation in methods.values():
            operation["responses"]["4XX"] = REFUSED
            if "201" in operation["responses"]:
                operation.setdefault("parameters", []).append(KEY)
    return result


@extend_schema(exclude=True)
class Schema(SpectacularAPIView):
    """OpenAPI 3, as YAML or JSON."""


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI, served by us; script and style are files of their own, as our policy asks."""

    template_name = "provenance_api/docs.html"
