"""The schema, and a page to try it out."""

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


@extend_schema(exclude=True)
class Schema(SpectacularAPIView):
    """OpenAPI 3, as YAML or JSON."""


class Docs(SpectacularSwaggerSplitView):
    """Swagger UI, served by us; its script is a file of its own, as our policy asks."""
