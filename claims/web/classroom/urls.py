"""Addresses of the classroom. An account made for a class opens those under /class/ alone."""

from django.urls import URLPattern, URLResolver, path

from . import home, joining

STUDENTS: list[URLPattern | URLResolver] = [
    path("", home.home, name="class-home"),
    path("door/", joining.door, name="class-door"),
    path("join/", joining.join, name="class-join"),
    path("join/<slug:code>/", joining.join, name="class-join-by-link"),
    path("resume/", joining.resume, name="class-resume"),
    path("welcome/", joining.welcome, name="class-welcome"),
    path("go/", joining.go, name="class-go"),
    path("places/<int:pk>/name/", joining.rename, name="class-rename"),
    path("places/<int:pk>/leave/", joining.leave, name="class-leave"),
]
TEACHERS: list[URLPattern | URLResolver] = []

urlpatterns: list[URLPattern | URLResolver] = [*STUDENTS]
