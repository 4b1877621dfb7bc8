"""The button with which one follows what a page is about, and the filters of a list."""

from typing import Any
from urllib.parse import urlencode

from django import template

from claims.attention.models import Pick, SavedFilter, Subscription
from claims.attention.queries import tidy_query
from claims.attention.rules import may_follow, may_pick

register = template.Library()
MOST_FILTERS = 50


@register.inclusion_tag("claims/attention/_follow.html", takes_context=True)
def follow_button(context: dict[str, Any], thing: Any) -> dict[str, Any]:
    """Follow, or follow no more; empty for those who may not. One query."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if request is None or not may_follow(user, thing):
        return {}
    row = Subscription.objects.filter(created_by=user, deleted_at=None).to(thing).first()
    shown: dict[str, Any] = {"here": True, "row": row, "pk": thing.pk}
    shown |= {"kind": thing._meta.model_name, "back": request.path}
    return shown | {"csrf_token": context.get("csrf_token")}


@register.inclusion_tag("claims/attention/_picked.html", takes_context=True)
def picked_because(context: dict[str, Any], claim: Any) -> dict[str, Any]:
    """Why a claim was picked, and the way to say it; for those who check. One query."""
    request = context.get("request")
    if request is None or claim.merged_into_id or not may_pick(request.user, claim):
        return {}
    pick = Pick.objects.filter(claim=claim, deleted_at=None).first()
    return {"here": True, "pick": pick, "claim": claim, "back": request.path}


@register.inclusion_tag("claims/attention/_saved.html", takes_context=True)
def saved_filters(context: dict[str, Any], page: str) -> dict[str, Any]:
    """The filters of a list, and the way to keep the one in use. One query."""
    request, workspace = context["request"], context["workspace"]
    rows = SavedFilter.objects.visible_to(request.user).in_workspace(workspace).on(page)
    query = tidy_query(request.GET.urlencode())
    listed = [(row, row.query == query) for row in rows.order_by("name", "pk")[:MOST_FILTERS]]
    fresh = bool(query) and not any(in_use for _, in_use in listed)
    asked = urlencode({"page": page, "query": query})
    return {"listed": listed, "list_url": request.path, "fresh": fresh, "asked": asked}
