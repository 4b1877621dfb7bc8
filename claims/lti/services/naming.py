"""The list of people that a platform keeps for its course, read into ours."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.names_roles import NamesRolesProvisioningService

from claims.classroom.models import Enrolment
from claims.classroom.rules import may_teach
from claims.classroom.services import dismiss_student
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record
from provenance.capture.fetch import FetchError

from ..keypairs import Unreadable
from ..library import Connector
from ..message import STUDIES, has_role
from ..models import Context, Identity
from .arriving import Arrival, admit

MOST_PAGES, MOST_PEOPLE = 20, 1_000
Member = Mapping[str, Any]


def read_roster(context: Context, *, by: User | None) -> Context:
    """Read who is in the platform's course: new students get a place, those who left lose theirs.

    `by` is the teacher who asks, None for the clock. The platform is asked outside of any
    transaction. What went wrong is kept in words.
    """
    course = context.course
    if course is None or course.archived_at is not None or not context.memberships_url:
        raise NotNow("The platform offers no list of people for a course that runs here.")
    require(by is None or may_teach(by, course), "Only a teacher of the course reads its list.")
    try:
        members = _members(context)
    except (LtiException, FetchError, Unreadable, ValueError, TypeError, KeyError) as error:
        return _note(context, f"The list did not come: {told(error)}")
    return _take_in(context, members, by=by)


def told(error: Exception) -> str:
    """What went wrong between us and a platform, in words, without what it sent along."""
    if isinstance(error, LtiServiceException):
        return f"The platform answered {error.response.status_code}."
    if isinstance(error, FetchError | LtiException | Unreadable):
        return str(error)[:200]
    return "The platform's answer was garbled."


def _members(context: Context) -> list[Member]:
    """Everyone on the list, page by page."""
    service = NamesRolesProvisioningService(
        Connector(context.platform), {"context_memberships_url": context.memberships_url}
    )
    address, found = context.memberships_url, list[Member]()
    for _ in range(MOST_PAGES):
        page = service.get_nrps_data(address)
        found += [one for one in page["body"]["members"] if isinstance(one, Mapping)]
        address = page["next_page_url"]
        if not address or len(found) >= MOST_PEOPLE:
            break
    return found[:MOST_PEOPLE]


@transaction.atomic
def _take_in(context: Context, members: list[Member], *, by: User | None) -> Context:
    context = Context.objects.select_for_update(of=("self",)).get(pk=context.pk)
    assert context.course is not None
    came = 0
    present = set[int]()
    for member in members:
        sub = str(member.get("user_id") or "").strip()[:255]
        if not sub or not _studies(member):
            continue
        identity, _ = Identity.objects.get_or_create(platform=context.platform, sub=sub)
        place = _place(context, identity)
        if place is None:
            place = admit(Arrival(context, None, identity), _name(member), by=by)
            came += 1
        # Whoever left here comes back by their own step, not because a list is long.
        present |= {place.user_id} if place.left_at is None else set()
    went = _dismiss_others(context, present, by=by)
    record("course.list_read", context.course, by=by, came=came, went=went)
    people = "1 student is" if len(present) == 1 else f"{len(present)} students are"
    return _note(context, f"{people} on the list: {came} came, {went} left.")


def _dismiss_others(context: Context, present: set[int], *, by: User | None) -> int:
    """Those who once came from the platform and stand on none of its lists for this course.

    A list without a single student is taken for a fault of the platform: nobody goes by it.
    """
    lists = Context.objects.of_course(context.course).exclude(memberships_url="")
    if not present or lists.count() > 1:  # Whoever left one course may be in the other one.
        return 0
    from_there = Identity.objects.filter(platform=context.platform).exclude(student=None)
    places = Enrolment.objects.present().students().filter(course=context.course)
    gone = places.filter(user__in=from_there.values("student")).exclude(user__in=present)
    return len([dismiss_student(place, by=by) for place in gone])


def _place(context: Context, identity: Identity) -> Enrolment | None:
    """Whatever place this person had in the course."""
    if identity.student_id is None:
        return None
    rows = Enrolment.objects.filter(course=context.course, user=identity.student_id)
    found: Enrolment | None = rows.first()
    return found


def _studies(member: Member) -> bool:
    roles = member.get("roles")
    named = [str(one) for one in roles] if isinstance(roles, list) else []
    return member.get("status", "Active") == "Active" and has_role(named, STUDIES)


def _name(member: Member) -> str:
    both = f"{member.get('given_name') or ''} {member.get('family_name') or ''}"
    return str(member.get("name") or both).strip()


def _note(context: Context, said: str) -> Context:
    context.read_at, context.read_said = timezone.now(), said[:300]
    context.save(update_fields=["read_at", "read_said"])
    return context
