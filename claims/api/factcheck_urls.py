"""The address of Google's Fact Check Tools API, as its clients build it."""

from django.urls import URLPattern, URLResolver, path

from .factcheck_tools import ClaimSearch

urlpatterns: list[URLPattern | URLResolver] = [
    path("claims:search", ClaimSearch.as_view(), name="factcheck-search"),
]
