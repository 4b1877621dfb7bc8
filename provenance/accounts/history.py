"""Who may read what was done, and how much of it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from provenance.audit.models import AuditEvent

from .models import User, Workspace
from .roles import PUBLISHES
from .rules import role_in


def visible_events(user: Any) -> QuerySet[AuditEvent]:
    """Events of the workspaces where this user is an owner or an editor, newest first."""
    if not isinstance(user, User) or not user.is_active:
        return AuditEvent.objects.none()
    reads = [workspace for workspace, role in user.roles.items() if role in PUBLISHES]
    return AuditEvent.objects.filter(chain__in=reads).select_related("actor")


def may_read_history(user: Any, workspace: Workspace) -> bool:
    """Whether `visible_events` holds those of this workspace."""
    return role_in(user, workspace.pk) in PUBLISHES


def withheld(events: Iterable[AuditEvent], user: Any) -> set[str]:
    """Targets whose details stay hidden: rows this user may not see, such as someone's own notes.

    One query for each kind of row among the events. That something was done, and by whom, is
    never hidden from those who may read the history.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    for event in events:
        kind, _, key = event.target.partition(":")
        wanted[kind].add(key)
    hidden = set()
    for kind, keys in wanted.items():
        seen = _seen(kind, keys, user)
        hidden |= {f"{kind}:{key}" for key in keys - seen}
    return hidden


def named(ids: Iterable[Any]) -> dict[int, str]:
    """The names of people whom events speak of; anything that is no id is left out."""
    wanted = {found for found in ids if isinstance(found, int)}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)} if wanted else {}


def _seen(kind: str, keys: set[str], user: Any) -> set[str]:
    try:
        model: type[Model] = apps.get_model(kind)
    except LookupError:
        return set()  # A kind of row that is gone: nobody can say who might see it.
    rows = model._default_manager.all()
    if not hasattr(rows, "visible_to") or model._meta.app_label == "accounts":
        return keys
    return set(map(str, rows.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)))
