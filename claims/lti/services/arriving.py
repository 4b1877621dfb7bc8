"""Who came with a launch: students take their place, teachers link account, course, assignment."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from pylti1p3.deep_link import DeepLink
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.lineitem import LineItem

from claims.classroom.criteria import criteria_for
from claims.classroom.models import Assignment, Course, Enrolment
from claims.classroom.rubrics import total_of
from claims.classroom.rules import may_teach
from claims.classroom.services import admit_student, admit_teacher
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record
from provenance.capture.lent import is_safe

from .. import rules
from ..errands import read_soon
from ..keypairs import Unreadable
from ..library import registration_of
from ..message import Message
from ..models import Context, Identity, Launch, Link, Platform
from ..refusing import Refused

MAY_NOT_LINK = "Only teachers and owners of the workspace link their account."
MAY_NOT_TEACH = "Only a teacher of that course links it."
NOT_YET = "Your teacher has not linked this course yet. Ask them to open it first."


@dataclass(frozen=True)
class Arrival:
    """What a launch is about here: the course of the platform, and its link where it has one."""

    context: Context
    link: Link | None
    identity: Identity


def arrive(launch: Launch, message: Message) -> Arrival:
    """Note what the platform says of its course, its link and whoever comes."""
    platform = launch.platform
    context, _ = Context.objects.update_or_create(
        platform=platform,
        deployment=message.deployment,
        key=message.context,
        defaults=_known(
            title=message.context_title,
            memberships_url=message.memberships_url,
            lineitems_url=message.lineitems_url,
            scopes=list(message.scopes),
        ),
    )
    link = _link(context, message) if message.link else None
    identity, _ = Identity.objects.get_or_create(platform=platform, sub=message.sub)
    return Arrival(context, link, identity)


@transaction.atomic
def admit(arrival: Arrival, name: str, *, by: User | None = None) -> Enrolment:
    """A place in the course for a student who comes. Raises NotNow where it is not linked yet."""
    course = arrival.context.course
    if course is None or course.deleted_at is not None:
        raise NotNow(NOT_YET)
    identity = Identity.objects.select_for_update().get(pk=arrival.identity.pk)
    place = admit_student(course, name=name, user=identity.student, by=by)
    if identity.student_id != place.user_id:
        identity.student = place.user
        identity.save(update_fields=["student"])
    record("course.resumed", course, by=by or place.user, enrolment=place.pk)
    return place


@transaction.atomic
def link_account(identity: Identity, *, by: User) -> Identity:
    """From now on whoever the platform means by this is the person who is signed in."""
    require(rules.may_be_linked(by, identity.platform), MAY_NOT_LINK)
    identity = Identity.objects.select_for_update(of=("self",)).get(pk=identity.pk)
    if identity.account_id != by.pk:
        before, identity.account = identity.account_id, by
        identity.linked_at = timezone.now()
        identity.save(update_fields=["account", "linked_at"])
        record("platform.account_linked", identity.platform, by=by, before=before, user=by.pk)
    return identity


@transaction.atomic
def unlink_account(identity: Identity, *, by: User) -> Identity:
    """Forget whose account it is: the person themselves, or an owner."""
    identity = Identity.objects.select_for_update(of=("self",)).get(pk=identity.pk)
    mine = identity.account_id == by.pk
    require(mine or rules.may_keep(by, identity.platform.workspace_id), MAY_NOT_LINK)
    if identity.account_id is not None:
        before, identity.account = identity.account_id, None
        identity.save(update_fields=["account"])
        record("platform.account_unlinked", identity.platform, by=by, user=before)
    return identity


@transaction.atomic
def link_course(context: Context, course: Course, *, by: User) -> Context:
    """Say which course of ours a course of the platform is."""
    context = Context.objects.select_for_update(of=("self",)).get(pk=context.pk)
    platform = context.platform
    require(may_teach(by, course) and course.workspace_id == platform.workspace_id, MAY_NOT_TEACH)
    if context.course is not None and context.course_id != course.pk:
        require(may_teach(by, context.course), "It is linked to a course that others teach.")
    if context.course_id != course.pk:
        context.course = course
        context.save(update_fields=["course"])
        record("course.linked", course, by=by, platform=platform.pk, name=platform.name)
        if context.memberships_url:
            read_soon(context.pk)
    return context


@transaction.atomic
def unlink_course(context: Context, *, by: User) -> Context:
    """The two are one no longer. Who came stays in the course."""
    context = Context.objects.select_for_update(of=("self",)).get(pk=context.pk)
    course = context.course
    if course is None:
        raise NotNow("It is not linked.")
    require(may_teach(by, course), MAY_NOT_TEACH)
    context.course = None
    context.save(update_fields=["course"])
    record("course.unlinked", course, by=by, platform=context.platform_id)
    return context


@transaction.atomic
def link_assignment(link: Link, assignment: Assignment | None, *, by: User) -> Link:
    """Say what a link of the platform opens: an assignment of its course, or the course itself."""
    link = Link.objects.select_for_update(of=("self",)).get(pk=link.pk)
    course = link.context.course
    if course is None:
        raise NotNow("The course of this link is not linked.")
    require(may_teach(by, course), MAY_NOT_TEACH)
    if assignment is not None and assignment.course_id != link.context.course_id:
        raise ValidationError({"assignment": "It belongs to another course."})
    link.assignment, link.opens_course = assignment, assignment is None
    link.save(update_fields=["assignment", "opens_course"])
    told = assignment.pk if assignment else None
    record("course.link_set", course, by=by, title=link.title, assignment=told)
    return link


def teach_with(context: Context, *, by: User) -> Course | None:
    """The course that is linked, its new teacher let in; None where there is none yet."""
    course = context.course
    if course is None or course.deleted_at is not None:
        return None
    if not may_teach(by, course):
        admit_teacher(course, by=by)
    return course


def pick(message: Message, platform: Platform, assignment: Assignment, *, to: str) -> str:
    """The signed answer that links an assignment into the platform's course; `to` opens it.

    Raises NotNow or Refused.
    """
    if not is_safe(message.return_url, settings.FETCH_ALLOW):
        raise Refused("The platform asks for the choice over a line that is not safe.")
    settings_of = {"deep_link_return_url": message.return_url}
    if message.data is not None:
        settings_of["data"] = message.data
    try:
        registration = registration_of(platform, signing=True)
    except Unreadable as error:
        raise NotNow(f"{error}") from None
    link: Any = DeepLink(registration, message.deployment, settings_of)  # type: ignore[arg-type]
    said = link.get_message_jwt([_resource(assignment, to)])
    if message.data is None:  # The platform takes nothing back that it did not send.
        said.pop("https://purl.imsglobal.org/spec/lti-dl/claim/data", None)
    return str(link.encode_jwt(said))


def points_of(assignment: Assignment) -> int:
    """What an assignment counts for at most."""
    return max(1, total_of(criteria_for(assignment)))


def _resource(assignment: Assignment, to: str) -> DeepLinkResource:
    line = LineItem().set_score_maximum(points_of(assignment)).set_label(assignment.title)
    line.set_resource_id(str(assignment.pk))
    resource = DeepLinkResource().set_url(to).set_title(assignment.title).set_lineitem(line)
    # In a window of its own: many browsers keep nothing for a frame of another site.
    resource.set_target("window").set_custom_params({"assignment": str(assignment.pk)})
    return resource


def _link(context: Context, message: Message) -> Link:
    known = _known(title=message.link_title, lineitem_url=message.lineitem_url)
    if message.assignment is not None and context.course_id is not None:
        here = Assignment.objects.filter(course=context.course_id, deleted_at=None)
        known |= _known(assignment=here.filter(pk=message.assignment).first())
    link, _ = Link.objects.update_or_create(context=context, key=message.link, defaults=known)
    return link


def _known(**said: Any) -> dict[str, Any]:
    """What is said; where nothing is, what was known stays."""
    return {name: value for name, value in said.items() if value}
