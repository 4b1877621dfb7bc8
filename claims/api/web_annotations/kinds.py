"""The three kinds of rows that are read as annotations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from claims.annotations.models import Annotation
from claims.evidence.models import Evidence
from claims.exchange import web_rows
from claims.exchange.web_annotation import WebAnnotation
from claims.records.models import Appearance

LONG = [f"passage__snapshot__{name}" for name in ("text", "blocks", "regions", "warnings")]


@dataclass(frozen=True)
class Kind:
    """`rows` gives those that a person may see, read whole; `plain` writes one as an annotation.

    `name` is that of the container's address; `workspace` and `changed` are columns.
    """

    name: str
    label: str
    rows: Callable[[Any], QuerySet[Any]]
    plain: Callable[[Any, str, Any], WebAnnotation]
    workspace: str
    changed: str
    whole_articles: bool = False

    def about(self, articles: QuerySet[Any]) -> Q:
        """Rows on the words of some articles, or on these as a whole."""
        on_words = Q(passage__snapshot__article__in=articles)
        return on_words | Q(article__in=articles) if self.whole_articles else on_words


def _notes(user: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = Annotation.objects.visible_to(user).with_ground()
    return rows


def _appearances(user: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = Appearance.objects.visible_to(user).select_related(
        "claim__workspace", "created_by", "passage__snapshot__article"
    )
    return rows.defer(*LONG)


def _evidence(user: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = Evidence.objects.visible_to(user).select_related(
        "claim__workspace", "created_by", "passage__snapshot__article"
    )
    return rows.defer(*LONG)


NOTES = Kind(
    "w3c-notes",
    "Notes",
    _notes,
    web_rows.of_note,
    workspace="workspace__slug",
    changed="updated_at",
    whole_articles=True,
)
APPEARANCES = Kind(
    "w3c-appearances",
    "Where claims stand",
    _appearances,
    web_rows.of_appearance,
    workspace="claim__workspace__slug",
    changed="created_at",
)
EVIDENCE = Kind(
    "w3c-evidence",
    "Evidence",
    _evidence,
    web_rows.of_evidence,
    workspace="claim__workspace__slug",
    changed="updated_at",
)
