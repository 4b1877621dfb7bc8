"""The button with which one follows what a page is about."""

from typing import Any

from django import template

from claims.attention.models import Subscription
from claims.attention.rules import may_follow

register = template.Library()


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
