"""Grades that were released, told to the platforms whose links they belong to."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade as Told
from pylti1p3.lineitem import LineItem

from claims.classroom.graded import rows_of, waits_for_reveal
from claims.classroom.models import Assignment, Enrolment, Grade, Part
from claims.classroom.rules import may_teach
from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.audit.services import record
from provenance.capture.fetch import FetchError

from ..keypairs import Unreadable
from ..library import Connector
from ..models import Identity, Link, Score
from .arriving import points_of
from .naming import told

BACK_OFF = [timedelta(minutes=m) for m in (1, 5, 30, 120, 480, 1440)]
LEASE = timedelta(minutes=2)
State = Score.State


def collect_scores() -> int:
    """Write down which grades are to be told: new ones, and those that changed; how many."""
    links = Link.objects.with_grades().select_related("context", "assignment")
    return sum(_collect(link) for link in links)


def send_next_score() -> bool:
    """Tell one that is due; whether there may be more to tell now.

    A platform that is away would take as long for each, so the next minute goes on.
    """
    score = _take()
    if score is None:
        return False
    try:
        _send(score)
    except (LtiException, FetchError, Unreadable, ValueError, TypeError, KeyError) as error:
        _note(score, told(error))
        return isinstance(error, LtiServiceException)
    _note(score, "")
    return True


@transaction.atomic
def send_again(assignment: Assignment, *, by: User) -> int:
    """Try those once more that were given up, and those that wait; how many."""
    require(may_teach(by, assignment.course), "Only teachers of the course do that.")
    rows = Score.objects.filter(link__assignment=assignment).exclude(state=State.SENT)
    count: int = rows.update(state=State.WAITING, failures=0, next_at=timezone.now())
    record("assignment.told_again", assignment, by=by, grades=count)
    return count


def forget_erased() -> int:
    """Forget whom a platform means by someone who was erased here, and their grades; how many."""
    mine = Enrolment.objects.filter(user=OuterRef("student"))
    rows = Identity.objects.exclude(student=None).filter(account=None)
    rows = rows.filter(Exists(mine.exclude(erased_at=None))).exclude(
        Exists(mine.filter(erased_at=None))
    )
    return rows.delete()[1].get("lti.Identity", 0)


def _collect(link: Link) -> int:
    known = {score.identity_id: score for score in link.scores.all()}
    rows = 0
    for identity, grade in _newest(link):
        score = known.pop(identity, None) or Score(link=link, identity_id=identity)
        rows += _put_down(score, grade.total, grade.out_of, grade.released_at)
    for score in known.values():  # Nothing is released to these any more.
        if score.was_never_tried():
            score.delete()
        else:
            rows += _put_down(score, None, score.maximum, score.released_at)
    return rows


def _put_down(score: Score, given: Decimal | None, maximum: Any, released_at: Any) -> bool:
    """Have a score told from now on, if it is not told so already; whether it changed."""
    if score.pk and (score.given, score.maximum) == (given, maximum):
        return False
    now = timezone.now()
    score.given, score.maximum, score.released_at = given, maximum, released_at
    score.state, score.failures = State.WAITING, 0
    score.next_at = min(max(score.next_at, now), now + LEASE)  # After what is under way to them.
    score.save()
    return True


def _newest(link: Link) -> Iterable[tuple[int, Grade]]:
    """Identity id -> the newest grade of theirs that was released. Three queries.

    Points that tell what the desk found wait for the reveal, since platforms show them to students.
    """
    revealed = link.assignment is not None and link.assignment.revealed_at is not None
    grades = Grade.objects.exclude(released_at=None).exclude(total=None)
    grades = grades.filter(hand_in__submission__assignment=link.assignment_id, out_of__gt=0)
    by_work = {
        grade.hand_in.submission_id: grade
        for grade in grades.select_related("hand_in").order_by("hand_in__attempt")
        if revealed or not waits_for_reveal(rows_of(grade.rows))
    }
    parts = Part.objects.filter(submission__in=by_work, enrolment__erased_at=None)
    works = dict(parts.order_by("pk").values_list("enrolment__user", "submission"))
    people = Identity.objects.filter(platform=link.context.platform_id, student__in=works)
    for identity, student in people.values_list("pk", "student").order_by("pk"):
        yield identity, by_work[works[student]]


def _take() -> Score | None:
    now = timezone.now()
    with transaction.atomic():
        due = Score.objects.due(now).select_for_update(skip_locked=True, of=("self",))
        score: Score | None = due.select_related(
            "link__context__platform", "link__assignment", "identity"
        ).first()
        if score is not None:
            Score.objects.filter(pk=score.pk).update(next_at=now + LEASE)
    return score


def _send(score: Score) -> None:
    """Over the network, outside of any transaction."""
    link, context = score.link, score.link.context
    offered: Any = {"scope": context.scopes, "lineitems": context.lineitems_url}
    if link.lineitem_url:
        offered["lineitem"] = link.lineitem_url
    service = AssignmentsGradesService(Connector(context.platform), offered)
    grade = Told().set_activity_progress("Completed").set_grading_progress("PendingManual")
    if score.given is not None:  # Without points a platform clears what it was told before.
        grade.set_score_given(float(score.given)).set_score_maximum(float(score.maximum))
        grade.set_grading_progress("FullyGraded")
    grade.set_timestamp(timezone.now().isoformat()).set_user_id(score.identity.sub)
    service.put_grade(grade, None if link.lineitem_url else _column(service, link))


def _column(service: AssignmentsGradesService, link: Link) -> LineItem:
    """The column for the link in the platform's grade book, made where there is none."""
    assert link.assignment is not None
    wanted = LineItem().set_label(link.assignment.title).set_resource_link_id(link.key)
    wanted.set_score_maximum(points_of(link.assignment)).set_resource_id(str(link.assignment_id))
    found = service.find_or_create_lineitem(wanted, find_by="resource_link_id")
    Link.objects.filter(pk=link.pk, lineitem_url="").update(lineitem_url=found.get_id() or "")
    return found


def _note(score: Score, trouble: str) -> None:
    """Keep what came of it, and say when it is tried again, if it is."""
    with transaction.atomic():
        row = Score.objects.select_for_update(of=("self",)).filter(pk=score.pk).first()
        if row is None or (row.given, row.maximum) != (score.given, score.maximum):
            return  # Erased, or given anew meanwhile: that one is told in its turn.
        now, row.said = timezone.now(), trouble[:300]
        row.next_at = now
        if not trouble:
            row.state, row.sent_at = State.SENT, now
        elif row.failures >= len(BACK_OFF):
            row.state = State.GIVEN_UP
        else:
            row.next_at = now + BACK_OFF[row.failures]
            row.failures += 1
        row.save()
        if row.state != State.WAITING:
            done = "grade_told" if row.given is not None else "grade_cleared"
            done = f"assignment.{'grade_not_told' if trouble else done}"
            assert score.link.assignment is not None
            record(done, score.link.assignment, by=None, platform=score.link.context.platform_id)
