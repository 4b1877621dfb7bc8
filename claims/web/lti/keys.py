"""Our public keys, for platforms to know us by."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from claims.lti.keypairs import as_jwk
from claims.lti.models import Platform


@require_safe
def key_set(request: HttpRequest) -> HttpResponse:
    """The key that we have for each platform, and nothing of which platform it is."""
    rows = Platform.objects.alive().order_by("pk").values_list("public_key", flat=True)
    answer = JsonResponse({"keys": [as_jwk(public) for public in rows]})
    answer["Cache-Control"] = "public, max-age=300"
    return answer
