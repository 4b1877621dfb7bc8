"""Topics on the desk: the list, changes to a topic, and which ones a claim carries."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.records import services
from claims.records.models import Topic
from claims.records.rules import may_edit, may_record, may_show_topic
from claims.records.topics import topics_of, with_claims
from provenance.accounts.models import Visibility
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import claim_at, signed_in, topic_at
from .forms.topics import ClaimTopicsForm, MergeTopicForm, TopicForm, words_of
from .pages.history import last_hand
from .sheets import Sheet, ask


@require_safe
@signed_in
def topics(request: HttpRequest) -> HttpResponse:
    """The topics of the workspace, each with how many claims carry it."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")
    rows = list(Topic.objects.in_workspace(workspace).alive().select_related("merged_into"))
    standing = [one for one in rows if not one.merged_into_id]
    shown: dict[str, Any] = {
        "rows": [(one, n, may_edit(by, one)) for one, n in with_claims(standing, by)],
        "merged": [one for one in rows if one.merged_into_id],
        "records": may_record(by, workspace.pk),
        "shows": any(may_show_topic(by, one) for one in rows[:1]),
    }
    place = {"nav": "claims", "seen_by": "workspace", "undo": undo.offered(request)}
    return render(request, "claims/topics/topics.html", shown | place)


@signed_in
def new_topic(request: HttpRequest) -> HttpResponse:
    """Add a topic to the catalogue."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")

    def service(version: int | None, **given: Any) -> Topic:
        return services.add_topic(workspace, **given, by=by)

    form = TopicForm(request.POST or None)
    return ask(request, form, service, _sheet("new", "Add a topic", "Add it"), said="Added.")


@signed_in
def edit_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a topic."""
    row = topic_at(request, pk)
    form = TopicForm(request.POST or None, initial=words_of(row))
    service = partial(services.describe_topic, row, by=person(request))
    sheet = _sheet(f"edit-{pk}", "Change the topic", "Keep these words")

    def now() -> tuple[dict[str, object], str]:
        return words_of(Topic.objects.get(pk=pk)), last_hand(row)

    return ask(request, form, service, sheet, said="The topic is changed.", now=now)


@require_POST
@signed_in
def show_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a topic to everyone, or to the workspace alone if everyone sees it."""
    row = topic_at(request, pk)
    public = row.visibility == Visibility.PUBLIC
    level = Visibility.WORKSPACE if public else Visibility.PUBLIC
    services.show_topic(row, level, by=person(request))
    who = "The workspace alone sees it now." if public else "Everyone sees it and its page now."
    undo.offer(request, f"{row.name}: {who}", reverse("show-topic", args=[pk]))
    return redirect("topics")


@signed_in
def merge_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a topic into another one, which stays."""
    row, by = topic_at(request, pk), person(request)
    form = MergeTopicForm(request.POST or None, topic=row)

    def service(into: int) -> None:
        services.merge_topics(topic_at(request, into), row, by=by)
        undo.offer(request, "The two are one topic now.", reverse("unmerge-topic", args=[pk]))

    sheet = _sheet(f"merge-{pk}", f"Merge “{row.name}” into another topic", "Merge them")
    return ask(request, form, service, sheet, said="")


@require_POST
@signed_in
def unmerge_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    services.unmerge_topic(topic_at(request, pk), by=person(request))
    messages.success(request, "The topic stands on its own again.")
    return redirect("topics")


@require_POST
@signed_in
def delete_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a topic that no claim carries."""
    services.delete_topic(topic_at(request, pk), by=person(request))
    undo.offer(request, "The topic is deleted.", reverse("restore-topic", args=[pk]))
    return redirect("topics")


@require_POST
@signed_in
def restore_topic(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a deleted topic back."""
    row = get_object_or_404(Topic.objects.restorable_by(request.user), pk=pk)
    services.restore_topic(row, by=person(request))
    messages.success(request, "The topic is back.")
    return redirect("topics")


@signed_in
def claim_topics(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which topics a claim carries."""
    row, by = claim_at(request, pk), person(request)
    begun = {"topics": [one.pk for one in topics_of(row.pk, by)]}
    form = ClaimTopicsForm(request.POST or None, workspace=row.workspace, initial=begun)

    def service(named: list[str], topics: Any = ()) -> Any:
        return services.set_topics(row, topics, named=named, by=by)

    back = reverse("claim", args=[pk])
    title, button = "What the claim is about", "Keep these topics"
    sheet = Sheet(f"topics-{pk}", title, button, back, shown={"claim": row})
    return ask(request, form, service, sheet, said="The topics are changed.")


def _sheet(key: str, title: str, button: str) -> Sheet:
    """A form about a topic, on a page of its own."""
    return Sheet(f"topic-{key}", title, button, reverse("topics"), in_place=False)
