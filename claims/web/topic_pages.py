"""Topics for everyone: which there are, and what was found on each. No login."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import conditional_page, require_safe

from claims.records.models import Topic
from provenance.accounts.links import absolute
from provenance.accounts.rules import is_member

from .caching import for_everyone
from .pages.topic import public_topics, topic_page
from .reader import unseen


@require_safe
@conditional_page
def topic_list(request: HttpRequest) -> HttpResponse:
    """The topics shown to everyone, each with how many claims were checked."""
    shown: dict[str, Any] = {"rows": public_topics(), "seen_by": "public"}
    shown["address"] = absolute(request.path, request)
    return for_everyone(request, render(request, "claims/topics/public_topics.html", shown))


@require_safe
@conditional_page
def topic(request: HttpRequest, pk: int) -> HttpResponse:
    """What was published on a topic: the same for whoever sees the topic."""
    rows = Topic.objects.visible_to(request.user).select_related("workspace")
    row: Topic | None = rows.filter(pk=pk).first()
    if row is None:
        return unseen(request)
    if row.merged_into_id:
        return redirect("topic", row.merged_into_id)
    shown: dict[str, Any] = {
        "page": topic_page(row, AnonymousUser(), request.GET),
        "member": is_member(request.user, row.workspace_id),
        "address": absolute(request.path, request),
        "seen_by": row.visibility,
        "workspace": row.workspace,
    }
    return for_everyone(request, render(request, "claims/topics/topic.html", shown))
