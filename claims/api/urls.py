"""Addresses of this face: one line a noun."""

from django.urls import URLPattern, URLResolver, path
from rest_framework.routers import SimpleRouter

from .reviews import ReviewViewSet
from .scales import ScaleViewSet
from .search import Matches, Search
from .verdicts import CorrectionViewSet, VerdictViewSet

router = SimpleRouter()
router.register("reviews", ReviewViewSet, "review")
router.register("verdicts", VerdictViewSet, "verdict")
router.register("corrections", CorrectionViewSet, "correction")
router.register("scales", ScaleViewSet, "scale")

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", Search.as_view(), name="api-search"),
    path("matches/", Matches.as_view(), name="api-matches"),
    *router.urls,
]
