"""`/courses/`: the courses in which one teaches or studies."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from claims.classroom import rules, services
from claims.classroom.lessons import ready_lesson
from claims.classroom.models import Course, Enrolment
from claims.classroom.names import LONGEST
from claims.exchange.setting import set_from_dossier
from provenance.api.actor import actor
from provenance.api.cards import Card, PlainCard
from provenance.api.idempotency import idempotent
from provenance.api.inputs import checked, workspace_named
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from ..inputs import changes
from .assignments import TaughtAssignmentCard


class NewCourseInput(serializers.Serializer[Any]):
    """A new course."""

    workspace = serializers.CharField(help_text="Slug or id.")
    title = serializers.CharField(max_length=120)


class CourseInput(serializers.Serializer[Any]):
    """What is changed about a course."""

    title = serializers.CharField(max_length=120, required=False)
    takes_students = serializers.BooleanField(required=False)


class StudentInput(serializers.Serializer[Any]):
    """A student by their id in the course."""

    student = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class DossierInput(serializers.Serializer[Any]):
    """A dossier with its texts, and the ready lesson that is set on it."""

    file = serializers.FileField()
    lesson = serializers.SlugField()
    title = serializers.CharField(max_length=120, required=False)


class CourseCard(Card[Course]):
    """A course. Its code is told to its teachers alone."""

    workspace = serializers.CharField(source="workspace.slug")

    class Meta:
        model = Course
        fields = ["id", "title", "workspace", "archived_at", "created_at", "version"]


class TaughtCourseCard(CourseCard):
    """A course as its teachers see it."""

    class Meta(CourseCard.Meta):
        fields = [*CourseCard.Meta.fields, "code", "takes_students"]


class StudentCard(Card[Enrolment]):
    """A student of a course, for its teachers."""

    section = serializers.CharField(source="section.name", allow_null=True)

    class Meta:
        model = Enrolment
        fields = ["id", "name", "section", "created_at", "left_at", "version"]


class ResumeCodeCard(PlainCard):
    """A code to come back with; shown this once."""

    secret = serializers.CharField(max_length=LONGEST)


class CourseViewSet(Rows):
    """Courses; nobody else knows that they are there."""

    serializer_class = TaughtCourseCard
    queryset = Course.objects.none()

    def get_queryset(self) -> QuerySet[Course]:
        """Those in which this person teaches or studies."""
        rows: QuerySet[Course] = Course.objects.visible_to(self.request.user)
        return rows.select_related("workspace")

    @extend_schema(responses=CourseCard(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Courses, the newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(CourseCard(page, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One course; for its teachers with the code."""
        return _told(self.get_object(), request.user)

    @extend_schema(request=NewCourseInput, responses={201: TaughtCourseCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Open a course; whoever opens it teaches it."""
        by, given = actor(request), checked(NewCourseInput, request)
        workspace = workspace_named(given["workspace"], by)
        return _told(services.open_course(workspace, given["title"], by=by), by, status=201)

    @extend_schema(request=CourseInput, responses=TaughtCourseCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Rename it, or say whether new students may join."""
        row, by = self.get_object(), actor(request)
        given, version = changes(CourseInput, request), expected_version(request, row)
        return _told(services.edit_course(row, **given, version=version, by=by), by)

    @extend_schema(request=None, responses=TaughtCourseCard)
    @action(detail=True, methods=["post"])
    def code(self, request: Request, pk: str) -> Response:
        """Make another code to join with."""
        return _told(services.renew_code(self.get_object(), by=actor(request)), request.user)

    @extend_schema(request=None, responses=TaughtCourseCard)
    @action(detail=True, methods=["post"])
    def archive(self, request: Request, pk: str) -> Response:
        """End its term."""
        return _told(services.archive_course(self.get_object(), by=actor(request)), request.user)

    @extend_schema(request=None, responses=TaughtCourseCard)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        """Bring it back."""
        return _told(services.reopen_course(self.get_object(), by=actor(request)), request.user)

    @extend_schema(responses=StudentCard(many=True))
    @action(detail=True, methods=["get"])
    def students(self, request: Request, pk: str) -> Response:
        """Who studies there, for its teachers; students get themselves."""
        row = self.get_object()
        rows = Enrolment.objects.visible_to(request.user).students().filter(course=row)
        page = self.paginate_queryset(rows.select_related("section").order_by("-pk"))
        return self.get_paginated_response(StudentCard(page, many=True).data)

    @extend_schema(request=StudentInput, responses=ResumeCodeCard)
    @action(detail=True, methods=["post"], url_path="resume-code")
    def resume_code(self, request: Request, pk: str) -> Response:
        """A new code for a student who lost theirs."""
        secret = services.renew_resume_code(self._student(request), by=actor(request))
        return Response({"secret": secret})

    @extend_schema(request=StudentInput, responses={204: None})
    @action(detail=True, methods=["post"], url_path="remove-student")
    def remove_student(self, request: Request, pk: str) -> Response:
        """Take a student out."""
        services.remove_student(self._student(request), by=actor(request))
        return Response(status=204)

    @extend_schema(request=StudentInput, responses={204: None})
    @action(detail=True, methods=["post"], url_path="erase-student")
    def erase_student(self, request: Request, pk: str) -> Response:
        """Forget a student: the name, the code, and what they wrote alone."""
        services.erase_student(self._student(request), by=actor(request))
        return Response(status=204)

    @extend_schema(
        request={"multipart/form-data": DossierInput}, responses={201: TaughtAssignmentCard}
    )
    @action(detail=True, methods=["post"], parser_classes=[MultiPartParser])
    @idempotent
    def dossier(self, request: Request, pk: str) -> Response:
        """Set an assignment from a dossier; it is a draft until it is given."""
        row, by = self.get_object(), actor(request)
        given = checked(DossierInput, request)
        lesson = ready_lesson(given.pop("lesson"))
        if lesson is None:
            raise serializers.ValidationError({"lesson": "There is no such ready lesson."})
        made = set_from_dossier(row, **given, lesson=lesson, by=by)
        return answer(made, TaughtAssignmentCard(made).data, status=201)

    def _student(self, request: Request) -> Enrolment:
        rows = Enrolment.objects.visible_to(request.user).students()
        given = checked(StudentInput, request)["student"]
        place: Enrolment = get_object_or_404(rows, pk=given, course=self.get_object())
        return place


def _told(row: Course, user: Any, status: int = 200) -> Response:
    card = TaughtCourseCard if rules.may_teach(user, row) else CourseCard
    return answer(row, card(row).data, status=status)
