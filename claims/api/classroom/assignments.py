"""`/assignments/`: what classes are asked. The key has an address of its own."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.classroom import rules, services
from claims.classroom.compared import comparison_of
from claims.classroom.lessons import ready_lesson
from claims.classroom.models import Assignment, Course, Key
from claims.classroom.tasks import tasks_of
from claims.records.models import Claim
from provenance.api.actor import actor
from provenance.api.cards import Card, PlainCard
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows
from provenance.sources.models import Snapshot

from ..inputs import changes
from .comparison_cards import ComparisonCard, told_comparison

ID: dict[str, Any] = {"min_value": 1, "max_value": 2**31 - 1}
OWN = ["id", "course", "title", "intro", "statement", "glossary", "reading_level", "lesson"]
OWN += ["how", "attempts", "stage", "given_at", "due_at", "revealed_at", "version"]


class AssignmentInput(serializers.Serializer[Any]):
    """What is said about an assignment. `tasks` as `docs/api.md` tells."""

    title = serializers.CharField(max_length=120, required=False)
    intro = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    tasks = serializers.ListField(
        child=serializers.DictField(), required=False, help_text="kind, prompt, hints, points, id."
    )
    glossary = serializers.DictField(child=serializers.CharField(), required=False)
    reading_level = serializers.CharField(max_length=60, required=False, allow_blank=True)
    how = serializers.ChoiceField(choices=Assignment.How.choices, required=False)
    attempts = serializers.IntegerField(min_value=1, max_value=20, required=False)
    due_at = serializers.DateTimeField(required=False, allow_null=True)


class NewAssignmentInput(AssignmentInput):
    """A new assignment: on a claim, on texts, or both; with a ready lesson or tasks."""

    course = serializers.IntegerField(**ID)
    claim = serializers.IntegerField(**ID, required=False)
    snapshots = serializers.ListField(
        child=serializers.IntegerField(**ID), required=False, max_length=6
    )
    lesson = serializers.SlugField(required=False, help_text="The slug of a ready lesson.")


class AssignmentsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    course = serializers.IntegerField(**ID, required=False)


class GroupsInput(serializers.Serializer[Any]):
    """How groups are made; `seed` makes the same ones again."""

    size = serializers.IntegerField(min_value=2, max_value=10)
    seed = serializers.IntegerField(required=False)


class AssignmentCard(Card[Assignment]):
    """An assignment as it is asked: without what the desk found."""

    course = serializers.IntegerField(source="course_id")
    tasks = serializers.SerializerMethodField()
    texts = serializers.SerializerMethodField(help_text="Ids of the snapshots, in order.")

    class Meta:
        model = Assignment
        fields = [*OWN, "tasks", "texts"]

    def get_tasks(self, row: Assignment) -> list[dict[str, Any]]:
        """Tasks without their hints, which open one at a time, and without what items are."""
        return [_asked(task.told()) for task in tasks_of(row.tasks)]

    def get_texts(self, row: Assignment) -> list[int]:
        """The texts in their order."""
        return [one.snapshot_id for one in row.materials.all()]


class TaughtAssignmentCard(AssignmentCard):
    """An assignment as its teachers see it: with hints, and with what items are."""

    def get_tasks(self, row: Assignment) -> list[dict[str, Any]]:
        """The tasks whole."""
        return [task.told() for task in tasks_of(row.tasks)]


class KeyCard(PlainCard):
    """What the desk found, as it was when the key was taken."""

    body = serializers.DictField()
    taken_at = serializers.DateTimeField()


class AssignmentViewSet(Rows):
    """Assignments; students get those that were given to their class."""

    serializer_class = AssignmentCard
    queryset = Assignment.objects.none()

    def get_queryset(self) -> QuerySet[Assignment]:
        """Those this person may see, narrowed by `course`."""
        rows = Assignment.objects.visible_to(self.request.user)
        wanted = {} if self.detail else asked(AssignmentsAsked, self.request)
        found: QuerySet[Assignment] = rows.filter(**wanted)
        return found.select_related("course", "scale").prefetch_related("materials")

    @extend_schema(parameters=[AssignmentsAsked], responses=AssignmentCard(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Assignments, the newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(AssignmentCard(page, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One assignment."""
        return _told(self.get_object(), request.user)

    @extend_schema(request=NewAssignmentInput, responses={201: TaughtAssignmentCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Put one together; the class sees it when it is given."""
        by, given = actor(request), checked(NewAssignmentInput, request)
        course = get_object_or_404(Course.objects.visible_to(by), pk=given.pop("course"))
        named = self._named(given, by)
        told = _with_lesson(given, [one.article_id for one in named["snapshots"]])
        row = services.make_assignment(course, **named, **told, by=by)
        return _told(row, by, status=201)

    @extend_schema(request=AssignmentInput, responses=TaughtAssignmentCard)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Change what is asked."""
        row, by = self.get_object(), actor(request)
        given, version = changes(AssignmentInput, request), expected_version(request, row)
        return _told(services.edit_assignment(row, **given, version=version, by=by), by)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take away one on which nobody worked."""
        row, by = self.get_object(), actor(request)
        services.delete_assignment(row, version=expected_version(request, row), by=by)
        return Response(status=204)

    @extend_schema(request=None, responses=TaughtAssignmentCard)
    @action(detail=True, methods=["post"])
    def give(self, request: Request, pk: str) -> Response:
        """Let the class work on it."""
        return self._step(request, services.give_assignment)

    @extend_schema(request=None, responses=TaughtAssignmentCard)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Take no more work for now."""
        return self._step(request, services.close_assignment)

    @extend_schema(request=None, responses=TaughtAssignmentCard)
    @action(detail=True, methods=["post"])
    def reveal(self, request: Request, pk: str) -> Response:
        """Show everyone what was found; nobody can unsee it."""
        return self._step(request, services.reveal_assignment)

    @extend_schema(request=GroupsInput, responses=TaughtAssignmentCard)
    @action(detail=True, methods=["post"])
    def groups(self, request: Request, pk: str) -> Response:
        """Shuffle the class into groups."""
        row, by = self.get_object(), actor(request)
        services.make_groups(row, **checked(GroupsInput, request), by=by)
        return _told(self.get_object(), by)

    @extend_schema(request=None, responses=KeyCard)
    @action(detail=True, methods=["get", "post"])
    def key(self, request: Request, pk: str) -> Response:
        """What the desk found: for teachers always, for students from the reveal on.

        A POST takes it afresh, for instance after the desk corrected its verdict.
        """
        row, by = self.get_object(), actor(request)
        if request.method == "POST":
            return Response(KeyCard(services.take_key(row, by=by)).data)
        if not rules.may_see_key(by, row):
            raise PermissionDenied("It is hidden until your teacher reveals it.")
        return Response(KeyCard(Key.objects.get(assignment=row)).data)

    @extend_schema(responses=ComparisonCard)
    @action(detail=True, methods=["get"])
    def comparison(self, request: Request, pk: str) -> Response:
        """What the class found beside the desk, without names; students from the reveal on.

        To students a task that fewer than five works answered tells no figures.
        """
        row, by = self.get_object(), actor(request)
        if not rules.may_see_key(by, row):
            raise PermissionDenied("It is hidden until your teacher reveals it.")
        found = comparison_of(row, None if rules.may_teach(by, row.course) else by)
        return Response(told_comparison(found), headers={"Cache-Control": "no-store"})

    def _step(self, request: Request, service: Any) -> Response:
        row, by = self.get_object(), actor(request)
        return _told(service(row, version=expected_version(request, row), by=by), by)

    def _named(self, given: dict[str, Any], by: Any) -> dict[str, Any]:
        """The claim and the texts that ids name; 404 for those one does not see."""
        named: dict[str, Any] = {}
        if "claim" in given:
            named["claim"] = get_object_or_404(Claim.objects.visible_to(by), pk=given.pop("claim"))
        seen = Snapshot.objects.visible_to(by)
        wanted = given.pop("snapshots", [])
        named["snapshots"] = [get_object_or_404(seen, pk=one) for one in wanted]
        return named


def _with_lesson(given: dict[str, Any], articles: list[int]) -> dict[str, Any]:
    """What a ready lesson says, where nothing else is said; `articles` are those of the texts."""
    lesson = ready_lesson(given.get("lesson", ""))
    if lesson is None:
        if given.get("lesson"):
            raise serializers.ValidationError({"lesson": "There is no ready lesson of this name."})
        return given
    if articles and (missing := lesson.lacks(articles)):
        raise serializers.ValidationError({"snapshots": f"“{lesson.title}” needs {missing}."})
    told = {"tasks": lesson.tasks, "intro": lesson.intro, "glossary": lesson.glossary}
    return told | {"title": lesson.title} | given


def _asked(task: dict[str, Any]) -> dict[str, Any]:
    """A task as students are told it."""
    items = [{name: item[name] for name in item if name != "is_"} for item in task["items"]]
    return {**task, "hints": len(task["hints"]), "items": items}


def _told(row: Assignment, user: Any, status: int = 200) -> Response:
    card = TaughtAssignmentCard if rules.may_teach(user, row.course) else AssignmentCard
    return answer(row, card(row).data, status=status)
