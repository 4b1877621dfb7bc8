"""Addresses of the schema and of the documentation one can click through."""

from django.urls import URLPattern, URLResolver, path, re_path

from .docs import Docs, Schema
from .root import Unknown

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(), name="api-docs"),
    re_path(r"", Unknown.as_view()),
]
