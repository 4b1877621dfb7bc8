"""The part of an article's page that says how it is watched."""

from typing import Any

from django import template

from provenance.accounts.rules import is_member
from provenance.capture import browser
from provenance.capture.models import Watch
from provenance.capture.rhythm import Every
from provenance.capture.rules import may_change_watch, may_watch
from provenance.sources.models import Snapshot
from provenance.sources.rules import may_change

from ..watch_words import rarer, said, status, tally

register = template.Library()


def _was_opened(article: Any) -> bool:
    """Whether the newest version was made by a browser, as the next ones should be then."""
    latest = Snapshot.objects.filter(pk=article.latest_id, extractor__startswith=browser.MADE_BY)
    return bool(latest.exists())


@register.inclusion_tag("provenance/_watch.html", takes_context=True)
def watch_box(context: dict[str, Any], article: Any) -> dict[str, Any]:
    """What the visits found, and the buttons; empty for strangers and for mere files."""
    request = context.get("request")
    user = getattr(request, "user", None)
    visited = bool(article.address_key and (article.final_address or article.address))
    if user is None or not visited or not is_member(user, article.workspace_id):
        return {}
    row = Watch.objects.filter(article=article).first()
    shown: dict[str, Any] = {"article": article, "choices": Every.choices}
    shown |= {"watches": may_watch(user, article), "moves": may_change(user, article)}
    shown |= {"watch": None, "here": True, "csrf_token": context.get("csrf_token")}
    shown |= {"can_open": not browser.why_not(), "opened": _was_opened(article)}
    if row is not None and row.ended_at is None:
        row.article = article
        shown |= {"watch": row, "changes": may_change_watch(user, row)}
        shown |= {"status": status(row), "said": said(row)}
        shown |= {"tally": tally(row), "rarer": rarer(row)}
    return shown
