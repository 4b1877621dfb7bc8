"""Addresses of the W3C Web Annotation Protocol: one line a resource."""

from django.urls import URLPattern, URLResolver, path

from .containers import Container, Notes
from .kinds import APPEARANCES, EVIDENCE
from .resources import Note, ReadOnly

urlpatterns: list[URLPattern | URLResolver] = [
    path("", Notes.as_view(), name="w3c-notes"),
    path("<int:pk>", Note.as_view(), name="w3c-note"),
    path("appearances/", Container.as_view(kind=APPEARANCES), name="w3c-appearances"),
    path("appearances/<int:pk>", ReadOnly.as_view(kind=APPEARANCES), name="w3c-appearance"),
    path("evidence/", Container.as_view(kind=EVIDENCE), name="w3c-evidence"),
    path("evidence/<int:pk>", ReadOnly.as_view(kind=EVIDENCE), name="w3c-evidence-row"),
]
