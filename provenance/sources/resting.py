"""What rests on passages: a passage is seen by those who see something that rests on it.

A passage belongs to nobody, and which words are marked tells what somebody looks into. So each
room whose rows stand on passages says so in its `AppConfig.ready`::

    resting.rests_on_passages(Evidence, "passage")

Sources stand below those rooms and cannot name them.
"""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

_resting: list[tuple[type[Model], str]] = []


def rests_on_passages(model: type[Model], *columns: str) -> None:
    """Register foreign keys of a model whose queryset answers `visible_to(user)`; twice is once."""
    _resting.extend((model, column) for column in columns if (model, column) not in _resting)


def seen_through(user: Any) -> Q:
    """Passages on which at least one row rests that this user may see."""
    seen = Q(pk__in=[])
    for model, column in _resting:
        rows: Any = model._default_manager.all()
        seen |= Q(Exists(rows.visible_to(user).filter(**{column: OuterRef("pk")})))
    return seen
