"""A teacher who comes from a platform: whose account, which course, what it links to."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims.classroom.models import Assignment, Course
from claims.classroom.rules import may_open_course
from claims.classroom.services import open_course
from claims.lti import rules, services
from claims.lti.addresses import origin
from claims.lti.models import Launch
from claims.lti.services.arriving import Arrival
from provenance.accounts.links import absolute
from provenance.accounts.models import User
from provenance.web.attempts import attempt
from provenance.web.context import person

from ..entry import signed_in
from ..forms.lti import CourseOfPlatform, LinkForm, PickForm
from .launching import begin_again, is_framed, launch_at, let_frame, let_in

ONLY_YOU = {"nav": "class", "seen_by": "me"}
NOT_YOU = "You are signed in as someone else than the teacher who came from the platform."
MAY_NOT = "Your account may not teach in {}. An owner of that workspace can make you a teacher."


@never_cache
@require_safe
def arrive(request: HttpRequest, pk: int) -> HttpResponse:
    """On to what comes next: the account, the course, the choice, or what the link opens."""
    launch, arrival = _arrival(request, pk)
    known = arrival.identity.account
    if known is None or not rules.may_be_linked(known, launch.platform):
        return redirect("lti-account", pk)
    if request.user != known:
        if not rules.may_be_signed_in(known, launch.platform):
            return _sign_in_first(request, launch)
        let_in(request, known)
    found = services.teach_with(arrival.context, by=known)
    if found is None:
        return redirect("lti-course", pk)
    return _onward(request, launch, arrival, found)


@never_cache
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Say once whose account it is that comes from the platform by this name."""
    launch, arrival = _arrival(request, pk)
    user = request.user if isinstance(request.user, User) else None
    may = user is not None and rules.may_be_linked(user, launch.platform)
    if request.method == "POST":
        if user is None or not may:
            raise PermissionDenied(MAY_NOT.format(launch.platform.workspace))
        services.link_account(arrival.identity, by=user)
        return redirect("lti-teach", pk)
    return _asked(request, launch, user, may=may)


@never_cache
@signed_in
def course(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which course of ours the platform's is, or open one for it."""
    launch, arrival = _mine(request, pk)
    by, workspace = person(request), launch.platform.workspace
    rows = Course.objects.taught_by(by).running().filter(workspace=workspace)
    title = arrival.context.title[:120]
    form = CourseOfPlatform(request.POST or None, courses=rows, initial={"title": title})

    def service(course: Course | None, title: str) -> Any:
        if course is None and not may_open_course(by, workspace.pk):
            raise PermissionDenied(MAY_NOT.format(workspace))
        chosen = course or open_course(workspace, title, by=by)
        return services.link_course(arrival.context, chosen, by=by)

    if request.method == "POST" and attempt(form, service) is not None:
        return redirect("lti-teach", pk)
    shown = _shown(launch) | {"form": form, "context": arrival.context}
    return render(request, "claims/lti/course.html", shown, status=400 if form.errors else 200)


@never_cache
@signed_in
def pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick the assignment that the platform's course is to link to, and send the answer there."""
    launch, arrival = _mine(request, pk)
    found = services.teach_with(arrival.context, by=person(request))
    if found is None or not launch_at(request, pk)[1].chooses:
        return redirect("lti-teach", pk)
    rows = Assignment.objects.filter(course=found, deleted_at=None).order_by("-pk")
    sent = request.POST if request.method == "POST" else None  # Nothing chosen is an answer too.
    form = PickForm(sent, assignments=rows)
    shown = _shown(launch) | {"form": form, "course": found, "some": rows.exists()}
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.errors else 200
        return render(request, "claims/lti/pick.html", shown, status=status)
    return _answered(request, launch, form.cleaned_data["assignment"], shown)


@never_cache
@signed_in
def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a link opens that someone made by hand on the platform."""
    launch, arrival = _mine(request, pk)
    by, course = person(request), arrival.context.course
    if arrival.link is None or course is None:
        return redirect("lti-teach", pk)
    rows = Assignment.objects.filter(course=course, deleted_at=None).order_by("-pk")
    sent = request.POST if request.method == "POST" else None
    form = LinkForm(sent, assignments=rows, initial={"assignment": arrival.link.assignment_id})
    service = partial(services.link_assignment, arrival.link, by=by)
    if sent is not None and attempt(form, service) is not None:
        return redirect("lti-teach", pk)
    shown = _shown(launch) | {"form": form, "course": course, "link": arrival.link}
    return render(request, "claims/lti/link.html", shown, status=400 if form.errors else 200)


def _asked(request: HttpRequest, launch: Launch, user: User | None, *, may: bool) -> HttpResponse:
    """The page that asks whose account it is. Nobody signs in inside a frame of another site."""
    here = reverse("lti-account", args=[launch.pk])
    shown = _shown(launch) | {
        "again": begin_again(launch.asked),
        "signing_in": f"{reverse('account_login')}?next={here}",
        "user_here": user,
        "may": may,
        "framed": is_framed(request),
        "why_not": "" if may else MAY_NOT.format(launch.platform.workspace),
    }
    return render(request, "claims/lti/account.html", shown)


def _answered(
    request: HttpRequest, launch: Launch, assignment: Assignment, shown: dict[str, Any]
) -> HttpResponse:
    """The answer goes through the browser, so this one page may post to the platform."""
    message = launch_at(request, launch.pk)[1]
    to = absolute(reverse("lti-launch"), request)
    signed = services.pick(message, launch.platform, assignment, to=to)
    shown |= {"signed": signed, "there": message.return_url, "assignment": assignment}
    answer = render(request, "claims/lti/picked.html", shown)
    places = ["https:", origin(message.return_url)]
    answer._csp_update = {"form-action": places}  # type: ignore[attr-defined]
    return answer


def _arrival(request: HttpRequest, pk: int) -> tuple[Launch, Arrival]:
    launch, message = launch_at(request, pk)
    if not message.teaches:
        raise PermissionDenied("This is for teachers of the course.")
    let_frame(request, launch, message)
    return launch, services.arrive(launch, message)


def _mine(request: HttpRequest, pk: int) -> tuple[Launch, Arrival]:
    """The same, for the very teacher who came."""
    launch, arrival = _arrival(request, pk)
    known = arrival.identity.account
    if known is None or known != request.user or not rules.may_be_linked(known, launch.platform):
        raise PermissionDenied(NOT_YOU)
    return launch, arrival


def _onward(request: HttpRequest, launch: Launch, arrival: Arrival, row: Course) -> HttpResponse:
    if launch_at(request, launch.pk)[1].chooses:
        return redirect("lti-pick", launch.pk)
    given = arrival.link.assignment if arrival.link else None
    if given is not None and given.deleted_at is None and given.course_id == row.pk:
        return redirect("assignment", given.pk)
    made_by_hand = arrival.link is not None and not arrival.link.opens_course
    if made_by_hand and row.assignments.filter(deleted_at=None).exists():
        return redirect("lti-link", launch.pk)
    return redirect("course", row.pk)


def _sign_in_first(request: HttpRequest, launch: Launch) -> HttpResponse:
    if isinstance(request.user, User):
        raise PermissionDenied(NOT_YOU)
    if is_framed(request):
        return _asked(request, launch, None, may=False)
    return redirect(f"{reverse('account_login')}?next={reverse('lti-teach', args=[launch.pk])}")


def _shown(launch: Launch) -> dict[str, Any]:
    platform = launch.platform
    return ONLY_YOU | {"launch": launch, "platform": platform, "workspace": platform.workspace}
