"""Marking a passage for its own sake; other rooms mark theirs with `sources.passages`."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from provenance.accounts.rules import require
from provenance.audit.services import record

from ..models import Passage, Snapshot
from ..passages import passage_at, span_by_selector
from ..rules import may_add


@transaction.atomic
def mark_passage(
    snapshot: Snapshot,
    *,
    by: Any,
    start: int | None = None,
    end: int | None = None,
    selector: Sequence[Mapping[str, Any]] = (),
) -> Passage:
    """The passage at [start, end) in code points, or where the selectors say. Kept once.

    Raises ValidationError (`start`, `end` or `selector`) for a place that is not in the text.
    """
    workspace = snapshot.article.workspace_id
    require(may_add(by, workspace), "Only members who record mark passages.")
    span = (start, end) if start is not None and end is not None else None
    begin, stop = span or span_by_selector(snapshot.text, selector)
    new = not Passage.objects.filter(snapshot=snapshot, start=begin, end=stop).exists()
    passage = passage_at(snapshot, begin, stop)
    passage.marked_by.add(by)
    if new:
        span_told = {"snapshot": snapshot.pk, "start": begin, "end": stop}
        record("passage.marked", passage, by=by, chain=workspace, **span_told)
    return passage
