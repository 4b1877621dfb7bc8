"""The door of a class: joining by code or link, coming back by one's own code, and leaving."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from claims.classroom import services
from claims.classroom.models import Enrolment
from provenance.accounts.models import User
from provenance.web import errors
from provenance.web.attempts import attempt
from provenance.web.context import person
from provenance.web.middleware import CLASS_COOKIE

from ..forms.classroom import JoinForm, NameForm, ResumeForm
from .entry import ONLY_YOU_AND_TEACHERS, in_class
from .guessing import may_try, note_wrong

BACKEND = "django.contrib.auth.backends.ModelBackend"
SHOWN_ONCE = "class_secret"


@never_cache
def door(request: HttpRequest) -> HttpResponse:
    """Where one joins or comes back; a student who is in goes on to the class."""
    if isinstance(request.user, User) and request.user.is_confined:
        return redirect("class-home")
    answer = _door(request, JoinForm(), ResumeForm())
    answer.delete_cookie(CLASS_COOKIE, samesite="Lax")  # Whoever is out may go elsewhere.
    return answer


@never_cache
def join(request: HttpRequest, code: str = "") -> HttpResponse:
    """Take a place in a course. A link brings the code with it, and is told nothing by it."""
    form = JoinForm(request.POST or None, initial={"code": code})
    if request.method != "POST":
        return _door(request, form, ResumeForm())
    if not may_try(request):
        return errors.too_many(request)
    by = request.user if isinstance(request.user, User) else None

    def service(code: str, name: str) -> tuple[Enrolment, str]:
        return services.join_course(code, name=name, by=by)

    made = attempt(form, service)
    if made is None:
        return _refused(request, form, ResumeForm(), wrong="code" in form.errors)
    place, secret = made
    return come_in(request, place, "class-welcome" if secret else "class-home", secret)


@sensitive_post_parameters("secret")
@never_cache
def resume(request: HttpRequest) -> HttpResponse:
    """Come back with the code that was shown at joining."""
    if request.method != "POST":
        return redirect("class-door")
    if not may_try(request):
        return errors.too_many(request)
    form = ResumeForm(request.POST)

    def service(secret: str) -> Enrolment:
        return services.resume_course(secret, by=None)

    place = attempt(form, service)
    if place is None:
        return _refused(request, JoinForm(), form, wrong=True)
    return come_in(request, place, "class-home")


@never_cache
@in_class
def welcome(request: HttpRequest) -> HttpResponse:
    """One's own code, once; then on to the class."""
    secret = request.session.pop(SHOWN_ONCE, "")
    if not secret:
        return redirect("class-home")
    mine = Enrolment.objects.present().students().filter(user=person(request))
    place = mine.select_related("course").order_by("-pk").first()
    shown = {"secret": secret, "place": place, "nav": "class", "seen_words": ONLY_YOU_AND_TEACHERS}
    return render(request, "claims/classroom/welcome.html", shown)


@in_class
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Be called otherwise."""
    place = _mine(request, pk)
    if place is None:
        return errors.page(request, 404)
    form = NameForm(request.POST or None, initial={"name": place.name})

    def service(name: str) -> Enrolment:
        return services.rename_student(place, name, by=person(request))

    if request.method == "POST" and attempt(form, service) is not None:
        messages.success(request, "Your class calls you so from now on.")
        return redirect("class-home")
    shown = {"form": form, "place": place, "nav": "class", "seen_words": ONLY_YOU_AND_TEACHERS}
    status = 400 if form.errors else 200
    return render(request, "claims/classroom/rename.html", shown, status=status)


@require_POST
@in_class
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take part no longer; `erase` in the form forgets what one did as well."""
    place = _mine(request, pk)
    if place is None:
        return errors.page(request, 404)
    if request.POST.get("erase"):
        services.erase_student(place, by=person(request))
        messages.success(request, "What you wrote in this class is erased, and so is your name.")
    else:
        services.leave_course(place, by=person(request))
        messages.success(request, "You left the class.")
    return redirect("class-home")


@require_POST
def go(request: HttpRequest) -> HttpResponse:
    """Close the door behind oneself, for instance on a computer that others use."""
    if isinstance(request.user, User) and request.user.is_confined:
        logout(request)
    answer = redirect("class-door")
    answer.delete_cookie(CLASS_COOKIE, samesite="Lax")
    return answer


def come_in(
    request: HttpRequest, place: Enrolment, target: str, secret: str = "", *at: int
) -> HttpResponse:
    """Sign the student in; whoever was signed in before is not any more. `at` ends the address."""
    if request.user != place.user:
        login(request, place.user, BACKEND)
    if secret:
        request.session[SHOWN_ONCE] = secret
    answer = redirect(target, *at)
    answer.set_cookie(
        CLASS_COOKIE,
        "1",
        max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def _mine(request: HttpRequest, pk: int) -> Enrolment | None:
    rows = Enrolment.objects.present().students().filter(user=person(request))
    place: Enrolment | None = rows.select_related("course").filter(pk=pk).first()
    return place


def _refused(
    request: HttpRequest, form: JoinForm, back: ResumeForm, *, wrong: bool
) -> HttpResponse:
    if wrong:
        note_wrong(request)
    return _door(request, form, back, status=400)


def _door(
    request: HttpRequest,
    form: JoinForm,
    back: ResumeForm,
    *,
    status: int = 200,
) -> HttpResponse:
    back.auto_id = "back_%s"
    shown = {"form": form, "back": back, "nav": "class"}
    return render(request, "claims/classroom/door.html", shown, status=status)
