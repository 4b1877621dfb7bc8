"""Setting an assignment: first what it is about, then what the class does with it."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from claims.cases.models import Case
from claims.cases.reading import articles_in, claims_in
from claims.classroom import services
from claims.classroom.kinds import Kind
from claims.classroom.lessons import ready_lesson, ready_lessons
from claims.classroom.models import Assignment, Course
from claims.classroom.sources import checked_claims, texts_for
from claims.exchange import setting as exchange
from claims.records.models import Claim
from claims.search.fulltext import Filters, claim_rows
from provenance.accounts.models import User
from provenance.numbers import number_in
from provenance.sources.models import Article, Snapshot
from provenance.web.attempts import attempt
from provenance.web.context import person

from ..entry import signed_in
from ..forms.classes import Choice, DossierForm, SetForm
from ..pages.classroom.sorting import proposed_items
from .entry import TEACHERS_OF, course_at

MOST = 20


@dataclass(frozen=True)
class Source:
    """What an assignment is about: a claim, or a text alone."""

    claim: Claim | None
    snapshot: Snapshot | None

    @property
    def title(self) -> str:
        """What the assignment is called unless the teacher says otherwise."""
        words = self.claim.called if self.claim else str(self.snapshot and self.snapshot.article)
        return Truncator(words).words(12, truncate="…")[:120]


@require_safe
@signed_in
def sources(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a claim or a text; what was checked last comes first."""
    row, by = course_at(request, pk), person(request)
    asked = request.GET.get("q", "").strip()[:200]
    case = Case.objects.visible_to(by).filter(pk=_number(request, "case")).first()
    shown: dict[str, Any] = {"course": row, "asked": asked, "case": case}
    if case is not None:
        shown["claims"] = list(claims_in(case, by)[:MOST])
        shown["articles"] = list(articles_in(case, by).exclude(latest=None)[:MOST])
    elif asked:
        filters = Filters(workspace=row.workspace_id)
        shown["claims"] = list(claim_rows(asked, by=by, filters=filters)[:MOST])
        shown["articles"] = _articles(row, by).filter(title__icontains=asked)[:MOST]
    else:
        shown["verdicts"] = checked_claims(by, by.roles)
        shown["articles"] = _articles(row, by)[:MOST]
        shown["cases"] = Case.objects.visible_to(by).in_workspace(row.workspace)[:MOST]
    shown |= {"nav": "class", "seen_words": TEACHERS_OF}
    return render(request, "claims/classroom/sources.html", shown)


@require_safe
@signed_in
def lesson_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """A ready lesson to be read before it is set, or printed: every prompt, hint and question."""
    lesson = ready_lesson(slug)
    if lesson is None:
        raise Http404("There is no ready lesson of this name.")
    tasks = [(Kind(task["kind"]).label, task) for task in lesson.tasks]
    shown = {"lesson": lesson, "tasks": tasks, "nav": "class", "seen_words": "everyone who teaches"}
    return render(request, "claims/classroom/plan.html", shown)


@require_safe
@signed_in
def set_elsewhere(request: HttpRequest) -> HttpResponse:
    """From the page of a claim or an article: choose the course first, if there are several."""
    courses = list(Course.objects.taught_by(request.user).running().order_by("-pk"))
    if len(courses) == 1:
        target = redirect("set-assignment", courses[0].pk)
        target["Location"] += f"?{request.GET.urlencode()}"
        return target
    shown = {"courses": courses, "query": request.GET.urlencode(), "nav": "class", "seen_by": "me"}
    return render(request, "claims/classroom/which_course.html", shown)


@signed_in
def set_assignment(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the lesson and the texts, and give it to the class or keep it as a draft."""
    row, by = course_at(request, pk), person(request)
    source = _source(request, by)
    texts = texts_for(by, claim=source.claim, snapshot=source.snapshot)
    form = SetForm(
        request.POST or None,
        lessons=ready_lessons(),
        texts=[Choice(text.pk, _said(text), text.article_id) for text in texts],
        initial={"title": source.title, "snapshots": [text.pk for text in texts[:1]]},
    )
    made = attempt(form, _service(row, source, by)) if request.method == "POST" else None
    if made is None:
        shown = {"course": row, "form": form, "source": source, "nav": "class"}
        shown |= {"lessons": ready_lessons(), "seen_words": TEACHERS_OF}
        status = 400 if form.errors else 200
        return render(request, "claims/classroom/set.html", shown, status=status)
    if "give" in request.POST:
        services.give_assignment(made, by=by)
        messages.success(request, "The class has it now.")
    else:
        messages.success(request, "It is kept as a draft. The class does not see it yet.")
    return redirect("assignment", made.pk)


@signed_in
def set_from_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a dossier and a lesson; the assignment is a draft until it is given."""
    row, by = course_at(request, pk), person(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = DossierForm(*sent, lessons=ready_lessons())
    ask = partial(exchange.set_from_dossier, row, by=by)
    made = attempt(form, ask) if request.method == "POST" else None
    if made is not None:
        messages.success(request, "It is kept as a draft. The class does not see it yet.")
        return redirect("assignment", made.pk)
    shown = {"course": row, "form": form, "nav": "class", "seen_words": TEACHERS_OF}
    status = 400 if form.errors else 200
    return render(request, "claims/classroom/dossier.html", shown, status=status)


def _service(row: Course, source: Source, by: User) -> Any:
    def service(
        lesson: str, kinds: list[str], snapshots: list[int], title: str, **words: Any
    ) -> Assignment:
        found = Snapshot.objects.visible_to(by).in_bulk(snapshots)
        ready = ready_lesson(lesson)
        texts = [found[one] for one in snapshots if one in found]
        told: dict[str, Any] = {"tasks": [_task(kind, texts) for kind in kinds]}
        if ready is not None:
            told = {"tasks": ready.tasks, "intro": ready.intro, "glossary": ready.glossary}
        return services.make_assignment(
            row,
            snapshots=texts,
            claim=source.claim,
            title=title,
            lesson=ready.slug if ready else "",
            by=by,
            **told,
            **words,
        )

    return service


def _task(kind: str, texts: list[Snapshot]) -> dict[str, Any]:
    """A task of one's own; what is sorted can be chosen afterwards."""
    return {"kind": kind} | ({"items": proposed_items(texts)} if kind == Kind.SORT else {})


def _source(request: HttpRequest, by: User) -> Source:
    """What the address names, if one sees it; 404 for everything else."""
    claim = Claim.objects.visible_to(by).filter(pk=_number(request, "claim")).first()
    snapshots = Snapshot.objects.visible_to(by).select_related("article__outlet")
    snapshot = snapshots.filter(pk=_number(request, "snapshot")).first()
    if claim is None and snapshot is None:
        raise Http404("There is no such claim or text.")
    return Source(claim, snapshot)


def _number(request: HttpRequest, name: str) -> int:
    return number_in(request.GET.get(name, "")) or 0


def _articles(row: Course, by: User) -> Any:
    rows = Article.objects.visible_to(by).filter(workspace=row.workspace).exclude(latest=None)
    return rows.select_related("outlet").order_by("-pk")


def _said(text: Snapshot) -> str:
    article = text.article
    outlet = f"{article.outlet}: " if article.outlet else ""
    return f"{outlet}{article} (version {text.number})"
