"""Whether two versions of an article prove that it was corrected, and how."""

from typing import Any

from django.core.exceptions import ValidationError

from claims.records.models import Appearance
from provenance.accounts.rules import may_see
from provenance.sources.models import Following, Revision

from .models import CorrectionRequest, Outcome

LONG = [
    f"{side}__{name}"
    for side in ("before", "after")
    for name in ("text", "blocks", "regions", "warnings")
]
CHANGED = (Revision.Kind.SILENT, Revision.Kind.ANNOUNCED)


def revisions_since(row: CorrectionRequest) -> Any:
    """Changes of the article that were captured since it was asked, the newest first."""
    rows = Revision.objects.consecutive().filter(
        after__article=row.article_id, after__captured_at__date__gte=row.sent_on, kind__in=CHANGED
    )
    rows = rows.select_related("before", "after").defer(*LONG)
    return rows.order_by("-after__captured_at", "-pk")


def still_stands(row: CorrectionRequest, revision: Revision) -> bool:
    """Whether the words that the claim stands on are unchanged in the newer version."""
    places = Appearance.objects.filter(
        claim=row.claim_id, deleted_at=None, passage__snapshot__article=row.article_id
    )
    followed = Following.objects.filter(
        passage__in=places.values("passage"), snapshot=revision.after_id
    )
    found = set(followed.values_list("status", flat=True))
    return bool(found) and not found & set(Following.LOST)


def refuse_unproved(
    row: CorrectionRequest, outcome: str, revision: Revision | None, *, by: Any
) -> None:
    """Raise ValidationError unless the two versions show what is said of them."""
    if row.article is None:
        raise ValidationError({"article": "Say which article it is about; versions prove it."})
    if revision is None:
        raise ValidationError({"revision": "Choose the two versions that prove it."})
    theirs = revision.before.article_id == revision.after.article_id == row.article_id
    if not theirs or not may_see(by, row.article):
        raise ValidationError({"revision": "Choose two versions of the article that was asked."})
    if revision.after.captured_at.date() < row.sent_on:
        raise ValidationError({"revision": "This change was there before anybody asked for it."})
    wanted = Revision.Kind.SILENT if outcome == Outcome.SILENT else Revision.Kind.ANNOUNCED
    if revision.kind != wanted:
        raise ValidationError({"revision": f"Between these versions it is {_kind(revision)}."})
    if still_stands(row, revision):
        raise ValidationError({"revision": "The words of the claim still stand in this version."})


def _kind(revision: Revision) -> str:
    return str(Revision.Kind(revision.kind).label)
