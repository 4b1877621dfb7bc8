"""Points and remarks on `/submissions/`, rubrics of assignments, grade books of courses."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from claims.classroom import rules, services
from claims.classroom.criteria import criteria_for, suggestions_for
from claims.classroom.gradebook import Cell, Line
from claims.classroom.gradebook import gradebook as book_of
from claims.classroom.graded import rows_of, told_to_student
from claims.classroom.models import Assignment, Course, Grade, HandIn, Remark, Rubric, Submission
from claims.classroom.rubrics import total_of
from provenance.api.actor import actor
from provenance.api.idempotency import idempotent
from provenance.api.inputs import asked, checked
from provenance.api.preconditions import answer, etag, expected_version

from .grading_cards import (
    AttemptAsked,
    GradebookCard,
    GradeCard,
    GradeInput,
    ReleasedCard,
    RemarkCard,
    RemarkInput,
    RemarkWordsInput,
    RubricCard,
    RubricInput,
)


class GradingViewSet(GenericViewSet[Submission]):
    """Grades and remarks of a work: all for teachers, what was released for whose work it is."""

    serializer_class = GradeCard
    queryset = Submission.objects.none()

    def get_queryset(self) -> QuerySet[Submission]:
        """The works that this person may see."""
        rows: QuerySet[Submission] = Submission.objects.visible_to(self.request.user)
        return rows.select_related("assignment__course")

    @extend_schema(parameters=[AttemptAsked], responses=GradeCard)
    @action(detail=True, methods=["get"])
    def grade(self, request: Request, pk: str) -> Response:
        """The grade of an attempt; for teachers with what is suggested, graded or not."""
        hand_in = self._hand_in(request)
        if rules.may_grade(request.user, hand_in.submission):
            return _taught(hand_in)
        grade = get_object_or_404(Grade.objects.visible_to(request.user), hand_in=hand_in)
        return answer(grade, _told(hand_in, grade))

    @extend_schema(parameters=[AttemptAsked], request=GradeInput, responses=GradeCard)
    @grade.mapping.put
    def put_grade(self, request: Request, pk: str) -> Response:
        """Give points. If-Match names the grade that was read, where there is one."""
        hand_in, by = self._hand_in(request), actor(request)
        given = checked(GradeInput, request)
        version = expected_version(request, _grade(hand_in))
        comment = given.get("comment", "")
        services.grade_work(hand_in, given["points"], comment=comment, version=version, by=by)
        return _taught(hand_in)

    @extend_schema(parameters=[AttemptAsked], request=None, responses=GradeCard)
    @action(detail=True, methods=["post"], url_path="release-grade")
    def release_grade(self, request: Request, pk: str) -> Response:
        """Let those whose work it is read it."""
        hand_in, by = self._hand_in(request), actor(request)
        version = expected_version(request, _grade(hand_in))
        services.release_grade(hand_in, version=version, by=by)
        return _taught(hand_in)

    @extend_schema(parameters=[AttemptAsked], request=None, responses=GradeCard)
    @action(detail=True, methods=["post"], url_path="withhold-grade")
    def withhold_grade(self, request: Request, pk: str) -> Response:
        """Take it out of sight again."""
        hand_in, by = self._hand_in(request), actor(request)
        row = get_object_or_404(Grade.objects.visible_to(by), hand_in=hand_in)
        services.withhold_grade(row, version=expected_version(request, row), by=by)
        return _taught(hand_in)

    @extend_schema(responses=RemarkCard(many=True))
    @action(detail=True, methods=["get"])
    def remarks(self, request: Request, pk: str) -> Response:
        """Every remark on the work, attempt by attempt."""
        rows = Remark.objects.visible_to(request.user).filter(hand_in__submission=self.get_object())
        page = self.paginate_queryset(rows.select_related("hand_in").order_by("-pk"))
        return self.get_paginated_response(RemarkCard(page, many=True).data)

    @extend_schema(parameters=[AttemptAsked], request=RemarkInput, responses={201: RemarkCard})
    @remarks.mapping.post
    @idempotent
    def add_remark(self, request: Request, pk: str) -> Response:
        """Remark on it; offsets count code points of the words in the field."""
        hand_in, by = self._hand_in(request), actor(request)
        given = checked(RemarkInput, request)
        row = services.add_remark(hand_in, given.pop("task"), given.pop("words"), **given, by=by)
        return answer(row, RemarkCard(row).data, status=201)

    @extend_schema(request=RemarkWordsInput, responses=RemarkCard)
    @action(detail=True, methods=["patch"], url_path=r"remarks/(?P<remark>\d{1,9})")
    def remark(self, request: Request, pk: str, remark: str) -> Response:
        """Say it in other words."""
        row, by = self._remark(request, remark), actor(request)
        version = expected_version(request, row)
        words = checked(RemarkWordsInput, request)["words"]
        row = services.edit_remark(row, words, version=version, by=by)
        return answer(row, RemarkCard(row).data)

    @extend_schema(responses={204: None})
    @remark.mapping.delete
    def delete_remark(self, request: Request, pk: str, remark: str) -> Response:
        """Take it back."""
        row, by = self._remark(request, remark), actor(request)
        services.remove_remark(row, version=expected_version(request, row), by=by)
        return Response(status=204)

    def _hand_in(self, request: Request) -> HandIn:
        work = self.get_object()
        attempt = asked(AttemptAsked, request).get("attempt")
        rows = work.hand_ins.filter(**({"attempt": attempt} if attempt else {}))
        hand_in: HandIn | None = rows.order_by("-attempt").first()
        if hand_in is None:
            raise Http404("Nothing was handed in.")
        return hand_in

    def _remark(self, request: Request, pk: str) -> Remark:
        rows = Remark.objects.visible_to(request.user)
        row: Remark = get_object_or_404(rows, pk=pk, hand_in__submission=self.get_object())
        return row


class RubricViewSet(GenericViewSet[Assignment]):
    """What counts in an assignment; for its teachers."""

    serializer_class = RubricCard
    queryset = Assignment.objects.none()

    def get_queryset(self) -> QuerySet[Assignment]:
        """The assignments that this person may see."""
        rows: QuerySet[Assignment] = Assignment.objects.visible_to(self.request.user)
        return rows.select_related("course")

    @extend_schema(responses=RubricCard)
    @action(detail=True, methods=["get"])
    def rubric(self, request: Request, pk: str) -> Response:
        """The criteria, or what is usual for its tasks."""
        row = self._taught(request)
        return _rubric(row)

    @extend_schema(request=RubricInput, responses=RubricCard)
    @rubric.mapping.put
    def put_rubric(self, request: Request, pk: str) -> Response:
        """Say what counts. Grades that were given stay as they are."""
        row, by = self._taught(request), actor(request)
        version = expected_version(request, _kept(row))
        criteria = checked(RubricInput, request)["criteria"]
        services.edit_rubric(row, criteria, version=version, by=by)
        return _rubric(row)

    @extend_schema(request=None, responses=ReleasedCard)
    @action(detail=True, methods=["post"], url_path="release-grades")
    def release_grades(self, request: Request, pk: str) -> Response:
        """Give out every grade that has points or a comment."""
        return Response(
            {"released": services.release_grades(self._taught(request), by=actor(request))}
        )

    def _taught(self, request: Request) -> Assignment:
        row: Assignment = self.get_object()
        if not rules.may_teach(request.user, row.course):
            raise PermissionDenied("What counts is for the teachers of this course.")
        return row


class GradebookViewSet(GenericViewSet[Course]):
    """The grade book of a course; for its teachers."""

    serializer_class = GradebookCard
    queryset = Course.objects.none()

    def get_queryset(self) -> QuerySet[Course]:
        """The courses that this person may see."""
        rows: QuerySet[Course] = Course.objects.visible_to(self.request.user)
        return rows

    @extend_schema(responses=GradebookCard)
    @action(detail=True, methods=["get"])
    def gradebook(self, request: Request, pk: str) -> Response:
        """Every student, every assignment, and the sums."""
        course = self.get_object()
        if not rules.may_teach(request.user, course):
            raise PermissionDenied("The grade book is for the teachers of this course.")
        book = book_of(course)
        ids = [one.pk for one in book.assignments]
        lines = [_line(line, ids) for line in book.lines]
        return Response({"assignments": ids, "lines": lines})


def _grade(hand_in: HandIn) -> Grade:
    """Its grade; version 0 where there is none yet."""
    found = Grade.objects.filter(hand_in=hand_in).first()
    return found or Grade(hand_in=hand_in, version=0)


def _kept(row: Assignment) -> Rubric:
    return Rubric.objects.filter(assignment=row).first() or Rubric(assignment=row, version=0)


def _rubric(row: Assignment) -> Response:
    kept, criteria = _kept(row), criteria_for(row)
    told = {"criteria": [one.told() for one in criteria], "out_of": total_of(criteria)}
    told |= {"is_own": kept.pk is not None, "version": kept.version}
    return Response(told, headers={"ETag": etag(kept)})


def _taught(hand_in: HandIn) -> Response:
    """A grade as teachers read it: with what the work suggests now."""
    grade, criteria = _grade(hand_in), criteria_for(hand_in.submission.assignment)
    suggested = suggestions_for(hand_in, criteria)
    given = {row.criterion: row.given for row in rows_of(grade.rows)}
    rows = [
        {
            "criterion": one.id,
            "label": one.label,
            "points": given.get(one.id),
            "out_of": one.points,
            "suggested": found.points if (found := suggested[one.id]) else None,
            "reason": found.reason if found else "",
        }
        for one in criteria
    ]
    out_of = grade.out_of if grade.total is not None else total_of(criteria)
    told = _whole(hand_in, grade, rows, grade.total, out_of)
    return Response(told, headers={"ETag": etag(grade)})


def _told(hand_in: HandIn, grade: Grade) -> dict[str, Any]:
    """A grade as a student reads it: nothing that was suggested, nothing before its time."""
    revealed = hand_in.submission.assignment.revealed_at is not None
    told = told_to_student(rows_of(grade.rows), revealed=revealed)
    rows = [
        {"criterion": r.criterion, "label": r.label, "points": r.given, "out_of": r.points}
        for r in told.rows
    ]
    return _whole(hand_in, grade, rows, told.given, told.out_of) | {"waiting": told.waiting}


def _whole(
    hand_in: HandIn, grade: Grade, rows: list[Any], points: Any, out_of: int
) -> dict[str, Any]:
    return {
        "submission": hand_in.submission_id,
        "attempt": hand_in.attempt,
        "rows": rows,
        "points": None if points is None else float(points),
        "out_of": out_of,
        "waiting": 0,
        "comment": grade.comment,
        "released_at": grade.released_at,
        "version": grade.version,
    }


def _line(line: Line, assignments: list[int]) -> dict[str, Any]:
    pairs = zip(assignments, line.cells, strict=True)
    return {
        "student": line.student.pk,
        "name": line.student.name,
        "points": None if line.points is None else float(line.points),
        "out_of": line.out_of,
        "missing": line.missing,
        "late": line.late,
        "cells": [_cell(pk, cell) for pk, cell in pairs],
    }


def _cell(assignment: int, cell: Cell) -> dict[str, Any]:
    return {
        "assignment": assignment,
        "submission": cell.work,
        "stands": cell.stands,
        "points": None if cell.points is None else float(cell.points),
        "out_of": cell.out_of,
        "late": cell.is_late,
        "released": cell.is_released,
    }
