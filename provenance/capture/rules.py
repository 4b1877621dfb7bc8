"""Who may watch an article. `None` stands for a set-up command or the shell."""

from typing import Any

from provenance.accounts import rules as accounts
from provenance.sources.models import Article

from .models import Watch


def may_watch(user: Any, article: Article) -> bool:
    """Have an article visited by the clock, or now: whoever records there and sees it."""
    if user is None:
        return True
    return accounts.may_see(user, article) and accounts.may_record(user, article.workspace_id)


def may_change_watch(user: Any, watch: Watch) -> bool:
    """Say how often, or end it: whoever watches; a student only what they watch themselves."""
    if not may_watch(user, watch.article):
        return False
    own = user is None or watch.created_by_id == user.pk
    return own or accounts.may_check(user, watch.workspace_id)


def may_see_watch(user: Any, watch: Watch) -> bool:
    """Members who see the article; see `WatchQuerySet.visible_to`."""
    member = accounts.is_member(user, watch.workspace_id)
    return member and accounts.may_see(user, watch.article)
