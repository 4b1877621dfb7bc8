"""`/submissions/`: the work of students and groups. Grades and remarks on it stand in `grading`."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.classroom import services
from claims.classroom.models import Answer, Assignment, HintOpened, Submission
from claims.classroom.tasks import Task, tasks_of
from claims.classroom.workflow import State
from provenance.api.actor import actor
from provenance.api.cards import Card, PlainCard
from provenance.api.errors import PreconditionFailed, PreconditionRequired
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked
from provenance.api.preconditions import answer, expected_version
from provenance.api.rows import Rows

from .assignments import ID

TASK = r"(?P<task>[^/]{1,40})"


class SubmissionsAsked(serializers.Serializer[Any]):
    """What the list is narrowed to."""

    assignment = serializers.IntegerField(**ID, required=False)
    state = serializers.ChoiceField(choices=State.choices, required=False)


class BeginInput(serializers.Serializer[Any]):
    """On what work is begun."""

    assignment = serializers.IntegerField(**ID)


class AnswerInput(serializers.Serializer[Any]):
    """An answer, whole; its fields go by the kind of the task, as `docs/api.md` tells."""

    body = serializers.DictField()


class HintInput(serializers.Serializer[Any]):
    """The task whose next hint is opened."""

    task = serializers.CharField(max_length=40)


class ReturnInput(serializers.Serializer[Any]):
    """What to look at again."""

    reason = serializers.CharField(max_length=2_000)


class AnswerCard(PlainCard):
    """What was answered to one task so far."""

    task = serializers.CharField()
    body = serializers.DictField()
    revision = serializers.IntegerField()
    saved_at = serializers.DateTimeField(allow_null=True)


class HintCard(PlainCard):
    """A hint that was opened."""

    task = serializers.CharField()
    number = serializers.IntegerField()
    hint = serializers.CharField()


class SubmissionCard(Card[Submission]):
    """One work: whose it is, how far it is, and its answers."""

    assignment = serializers.IntegerField(source="assignment_id")
    members = serializers.SerializerMethodField(help_text="Names, as the class knows them.")
    answers = AnswerCard(many=True)

    class Meta:
        model = Submission
        fields = ["id", "assignment", "name", "members", "state", "attempt", "handed_in_at"]
        fields += ["reason", "answers", "version"]

    def get_members(self, row: Submission) -> list[str]:
        """Those who work on it now."""
        return [part.enrolment.name for part in row.parts.all() if part.left_at is None]


class SubmissionViewSet(Rows):
    """Work: one's own, and for teachers that of their courses."""

    serializer_class = SubmissionCard
    queryset = Submission.objects.none()

    def get_queryset(self) -> QuerySet[Submission]:
        """Those this person may see, narrowed by `assignment` and `state`."""
        rows = Submission.objects.visible_to(self.request.user)
        wanted = {} if self.detail else asked(SubmissionsAsked, self.request)
        found: QuerySet[Submission] = rows.filter(**wanted).order_by("-pk")
        found = found.select_related("assignment__course", "assignment__scale")
        return found.prefetch_related("parts__enrolment", "answers")

    @extend_schema(parameters=[SubmissionsAsked], responses=SubmissionCard(many=True))
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Works, the newest first."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(SubmissionCard(page, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One work with its answers."""
        return self._told()

    @extend_schema(request=BeginInput, responses={201: SubmissionCard})
    @idempotent
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Begin to work on an assignment, or go on with what was begun."""
        by, given = actor(request), checked(BeginInput, request)
        seen = Assignment.objects.visible_to(by)
        work = services.begin_work(get_object_or_404(seen, pk=given["assignment"]), by=by)
        row = self.get_queryset().get(pk=work.pk)
        return answer(row, SubmissionCard(row).data, status=201)

    @extend_schema(responses=AnswerCard)
    @action(detail=True, methods=["get"], url_path=f"answers/{TASK}")
    def answer(self, request: Request, pk: str, task: str) -> Response:
        """What is answered to a task; revision 0 where nothing is yet."""
        work = self.get_object()
        _task(work, task)
        return _answered(work, task)

    @extend_schema(request=AnswerInput, responses=AnswerCard)
    @answer.mapping.put
    def put_answer(self, request: Request, pk: str, task: str) -> Response:
        """Save an answer; If-Match names what was read (428 without, 412 where it changed)."""
        work, by = self.get_object(), actor(request)
        _task(work, task)
        revision = _expected(request, work, task)
        body = checked(AnswerInput, request)["body"]
        services.save_answer(work, task, body, revision=revision, by=by)
        return _answered(work, task)

    @extend_schema(request=None, responses=HintCard(many=True))
    @action(detail=True, methods=["get"])
    def hints(self, request: Request, pk: str) -> Response:
        """The hints that were opened."""
        page = self.paginate_queryset(self.get_object().hints.order_by("-pk"))
        told = [_hint(self.get_object(), row) for row in page or ()]
        return self.get_paginated_response(HintCard(told, many=True).data)

    @extend_schema(request=HintInput, responses={201: HintCard})
    @hints.mapping.post
    @idempotent
    def open_hint(self, request: Request, pk: str) -> Response:
        """Open the next hint of a task; the teacher sees that it was opened."""
        work, task = self.get_object(), checked(HintInput, request)["task"]
        row = services.open_hint(work, task, by=actor(request))
        return Response(HintCard(_hint(work, row)).data, status=201)

    @extend_schema(request=None, responses=SubmissionCard)
    @action(detail=True, methods=["post"], url_path="hand-in")
    def hand_in(self, request: Request, pk: str) -> Response:
        """Hand it in."""
        return self._step(request, services.hand_in)

    @extend_schema(request=None, responses=SubmissionCard)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Go on with it, where another attempt is allowed."""
        return self._step(request, services.take_back_work)

    @extend_schema(request=ReturnInput, responses=SubmissionCard)
    @action(detail=True, methods=["post"], url_path="return")
    def return_work(self, request: Request, pk: str) -> Response:
        """Send it back for another try; for its teachers."""
        reason = checked(ReturnInput, request)["reason"]
        return self._step(request, services.return_work, reason)

    def _step(self, request: Request, service: Any, *words: str) -> Response:
        row, by = self.get_object(), actor(request)
        service(row, *words, version=expected_version(request, row), by=by)
        return self._told()

    def _told(self) -> Response:
        row = self.get_object()
        return answer(row, SubmissionCard(row).data)


def _task(work: Submission, task: str) -> Task:
    found = {one.id: one for one in tasks_of(work.assignment.tasks)}.get(task)
    if found is None:
        raise Http404("This assignment has no such task.")
    return found


def _tag(work: Submission, row: Answer | None, task: str) -> str:
    return f'"answer-{work.pk}-{task}-{row.revision if row else 0}"'


def _answered(work: Submission, task: str) -> Response:
    row = Answer.objects.filter(submission=work, task=task).first()
    told = row or {"task": task, "body": {}, "revision": 0, "saved_at": None}
    return Response(AnswerCard(told).data, headers={"ETag": _tag(work, row, task)})


def _expected(request: Request, work: Submission, task: str) -> int | None:
    """The revision that If-Match names; the service asks again under lock. None for `*`."""
    given = request.headers.get("If-Match")
    if given is None:
        raise PreconditionRequired()
    if given.strip() == "*":
        return None
    row = Answer.objects.filter(submission=work, task=task).first()
    if _tag(work, row, task) not in [tag.strip() for tag in given.split(",")]:
        raise PreconditionFailed("This answer was saved in the meantime; read it again.")
    return row.revision if row else 0


def _hint(work: Submission, row: HintOpened) -> dict[str, Any]:
    hints = {one.id: one.hints for one in tasks_of(work.assignment.tasks)}.get(row.task, ())
    words = hints[row.number - 1] if row.number <= len(hints) else ""
    return {"task": row.task, "number": row.number, "hint": words}
