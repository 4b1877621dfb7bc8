"""How often one person or address may ask."""

from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class PersonThrottle(SimpleRateThrottle):
    """People by their id, strangers by their address; counted in each web process."""

    scope = "person"

    def __init__(self) -> None:
        self.cache = caches["throttle"]
        super().__init__()

    def get_cache_key(self, request: Request, view: APIView) -> str:
        """One bucket a person, one an address."""
        if request.user.is_authenticated:
            return f"person-{request.user.pk}"
        self.rate = self.THROTTLE_RATES["anonymous"]
        self.num_requests, self.duration = self.parse_rate(self.rate)
        return f"anonymous-{self.get_ident(request)}"
