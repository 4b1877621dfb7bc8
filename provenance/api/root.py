"""`/api/v1/`: which nouns there are. And the answer to addresses that are none."""

from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

PLACE = "api/v1/"


@cache
def nouns() -> list[str]:
    """Every first word after `/api/v1/`, of both wings."""
    found = set()
    for entrance in get_resolver(settings.ROOT_URLCONF).url_patterns:
        if isinstance(entrance, URLResolver) and str(entrance.pattern) == PLACE:
            for entry in entrance.url_patterns:
                if isinstance(entry, URLPattern):
                    found.add(str(entry.pattern).lstrip("^").partition("/")[0])
    return sorted(noun for noun in found if noun.replace("-", "").isalpha())


class Root(APIView):
    """What there is."""

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """Noun -> address."""
        return Response({noun: request.build_absolute_uri(f"{noun}/") for noun in nouns()})


class Unknown(APIView):
    """An address the API does not have."""

    authentication_classes = []
    throttle_classes = []

    @extend_schema(exclude=True)
    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        """404 for every method. A redirect would turn a POST into a GET and lose it."""
        elsewhere = resolve(f"{request.path}/").func
        if getattr(elsewhere, "view_class", None) is not Unknown:
            raise NotFound(
                f"There is nothing here; with a slash at its end there is: {request.path}/"
            )
        raise NotFound("There is no such address in this API; see /api/v1/ and /api/docs/.")
