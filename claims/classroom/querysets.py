"""Every question we ask of courses, assignments and the work on them."""

from typing import Any, Self

from django.db.models import F, Q

from provenance.accounts.models import User
from provenance.accounts.owned import CountedQuerySet
from provenance.accounts.roles import TEACHES

from .workflow import Stage


def teaches(user: Any, prefix: str = "") -> Q:
    """Courses, reached through `prefix`, whose teacher this person is; see `rules.may_teach`."""
    if not isinstance(user, User) or not user.is_active:
        return Q(pk__in=[])
    here = [workspace for workspace, role in user.roles.items() if role in TEACHES]
    mine = user.enrolments.filter(role="teacher", left_at=None).values("course")
    return Q(**{f"{prefix}workspace__in": here, f"{prefix or ''}id__in": mine})


def studies(user: Any, prefix: str = "") -> Q:
    """Courses, reached through `prefix`, in which this person is a student."""
    if not isinstance(user, User) or not user.is_active:
        return Q(pk__in=[])
    mine = user.enrolments.filter(role="student", left_at=None).values("course")
    return Q(**{f"{prefix}id__in": mine})


class CourseQuerySet(CountedQuerySet):
    """Courses."""

    def visible_to(self, user: Any) -> Self:
        """Those in which this person teaches or studies."""
        return self.filter(teaches(user) | studies(user), deleted_at=None)

    def taught_by(self, user: Any) -> Self:
        """Those in which this person teaches."""
        return self.filter(teaches(user), deleted_at=None)

    def orphaned(self) -> Self:
        """Those that nobody teaches any more who may teach in their workspace."""
        places = self.model._meta.get_field("enrolments").related_model._default_manager
        teaching = places.filter(role="teacher", left_at=None).filter(
            user__is_active=True,
            user__memberships__workspace=F("course__workspace"),
            user__memberships__role__in=TEACHES,
        )
        return self.filter(deleted_at=None).exclude(pk__in=teaching.values("course"))

    def running(self) -> Self:
        """Those that were not archived."""
        return self.filter(archived_at=None)


class EnrolmentQuerySet(CountedQuerySet):
    """Who is in a course."""

    def present(self) -> Self:
        """Those who did not leave."""
        return self.filter(left_at=None, deleted_at=None)

    def students(self) -> Self:
        """Those who study."""
        return self.filter(role="student")

    def teachers(self) -> Self:
        """Those who teach."""
        return self.filter(role="teacher")

    def visible_to(self, user: Any) -> Self:
        """For teachers everyone in their courses; for students themselves alone."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(teaches(user, "course__") | Q(user=user, left_at=None), deleted_at=None)


class AssignmentQuerySet(CountedQuerySet):
    """Assignments."""

    def visible_to(self, user: Any) -> Self:
        """The list form of `rules.may_see_assignment`."""
        given = studies(user, "course__") & ~Q(stage=Stage.DRAFT)
        seen = self.filter(teaches(user, "course__") | given)
        return seen.filter(deleted_at=None, course__deleted_at=None)


class SubmissionQuerySet(CountedQuerySet):
    """The work of students and groups."""

    def of(self, user: Any) -> Self:
        """One's own work."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        mine = user.enrolments.filter(left_at=None).values("pk")
        parts = self.model._meta.get_field("parts").related_model
        own = parts._default_manager.filter(enrolment__in=mine, left_at=None).values("submission")
        return self.filter(pk__in=own)

    def visible_to(self, user: Any) -> Self:
        """The list form of `rules.may_see_work`."""
        own = Q(pk__in=self.model._default_manager.of(user).values("pk"))
        taught = teaches(user, "assignment__course__")
        return self.filter(own | taught, assignment__deleted_at=None)


class AnswerQuerySet(CountedQuerySet):
    """Answers."""


def _graded_for(user: Any, own: Any) -> Q:
    """What belongs to a hand-in: for its teachers all, for whoever wrote it what was released."""
    work = "hand_in__submission__"
    released = Q(**{"hand_in__submission__in": own, "hand_in__grade__released_at__isnull": False})
    there = Q(**{f"{work}assignment__deleted_at": None})
    return (teaches(user, f"{work}assignment__course__") | released) & there


def _works_of(model: Any, user: Any) -> Any:
    """The works in which someone has a part, asked from a model with a hand-in."""
    hand_ins = model._meta.get_field("hand_in").related_model
    works = hand_ins._meta.get_field("submission").related_model
    return works._default_manager.of(user).values("pk")


class GradeQuerySet(CountedQuerySet):
    """Grades."""

    def visible_to(self, user: Any) -> Self:
        """The list form of `rules.may_see_grade`."""
        return self.filter(_graded_for(user, _works_of(self.model, user)))


class RemarkQuerySet(CountedQuerySet):
    """Remarks."""

    def kept(self) -> Self:
        """Those that were not taken back."""
        return self.filter(deleted_at=None)

    def visible_to(self, user: Any) -> Self:
        """Those on hand-ins whose grade this person may see."""
        return self.kept().filter(_graded_for(user, _works_of(self.model, user)))
