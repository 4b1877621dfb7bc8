"""The pages of a class, for the list of all pages: name, address, who looks, how it answers."""

from collections.abc import Iterator

from django.urls import reverse

from claims.classroom.services import join_course, open_course
from provenance.accounts.models import User, Workspace

STRANGER = ""


def of_class() -> Iterator[tuple[str, str, str, int]]:
    """A course with one student, and someone at the door."""
    owner = User.objects.get(username="max")
    course = open_course(Workspace.objects.get(slug="demo"), "Media class 9b", by=owner)
    place, _ = join_course(course.code, name="Wren", by=None)
    student = place.user.username
    yield "class-door", reverse("class-door"), STRANGER, 200
    yield "class-join", reverse("class-join"), STRANGER, 200
    yield "class-join-by-link", reverse("class-join-by-link", args=[course.code]), STRANGER, 200
    yield "class-home", reverse("class-home"), student, 200
    yield "class-rename", reverse("class-rename", args=[place.pk]), student, 200
    yield "outside-the-class", reverse("claims"), student, 403
