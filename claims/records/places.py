"""From a place that someone names to a kept passage, and nothing across workspaces.

Used by every room whose rows stand on passages.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError

from provenance.accounts.rules import may_see
from provenance.sources.models import Passage, Snapshot
from provenance.sources.passages import Span, passages_at, span_by_selector
from provenance.written import written_once

NO_SUCH_TEXT = "There is no such text in this workspace that you may see."
Selectors: TypeAlias = Sequence[Mapping[str, Any]]
# What a place needs to know of its text, and what is told of it afterwards.
SNAPSHOTS = Snapshot.objects.select_related("article__outlet").only(
    *("article", "number", "text", "captured_at"),
    *(f"article__{name}" for name in ("workspace", "visibility", "created_by", "deleted_at")),
    *(f"article__{name}" for name in ("title", "byline", "published", "published_precision")),
    "article__outlet__name",
)
# A passage (or its id), a snapshot (or its id) with offsets, or a snapshot with W3C selectors.
Place: TypeAlias = (
    Passage | int | tuple[Snapshot | int, int, int] | tuple[Snapshot | int, Selectors]
)
# A cue stands in the snapshot of its appearance, so it needs no snapshot of its own.
Cue: TypeAlias = Passage | Span | Selectors


def passage_for(place: Place, *, workspace_id: int, by: Any, field: str = "passage") -> Passage:
    """The passage at a place. Raises ValidationError naming `field`."""
    return passages_for(place, (), workspace_id=workspace_id, by=by, field=field)[0]


def passages_for(
    place: Place,
    cues: Iterable[Cue | None],
    *,
    workspace_id: int,
    by: Any,
    field: str = "appearance",
) -> tuple[Passage, list[Passage | None]]:
    """The passage at a place and those of its cues, in three queries however many there are.

    Raises ValidationError when the text is in another workspace, or not to be seen by `by`, or
    has no such place.
    """
    snapshot = _snapshot(place, workspace_id, by, field)
    try:
        span = _span(place, snapshot)
        spans = [None if cue is None else _cue_span(cue, snapshot) for cue in cues]
        kept = passages_at(snapshot, [span, *(one for one in spans if one is not None)])
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error
    return kept[span], [None if one is None else kept[one] for one in spans]


def _snapshot(place: Place, workspace_id: int, by: Any, field: str) -> Snapshot:
    if isinstance(place, int) and not Passage.objects.visible_to(by).filter(pk=place).exists():
        raise ValidationError({field: NO_SUCH_TEXT})
    found: Snapshot
    for found in _named(place):
        # The same question as `visible_to`, asked of one row at hand.
        if found.article.workspace_id == workspace_id and may_see(by, found.article):
            return found
    raise ValidationError({field: NO_SUCH_TEXT})


def _named(place: Place) -> list[Snapshot]:
    if isinstance(place, Passage):
        return _snapshot_at(place.snapshot_id)
    if isinstance(place, int):
        return _snapshot_of(place)
    return _snapshot_at(place[0].pk if isinstance(place[0], Snapshot) else place[0])


@written_once
def _snapshot_at(pk: int) -> Any:
    return SNAPSHOTS.filter(pk=pk)


@written_once
def _snapshot_of(passage_id: int) -> Any:
    return SNAPSHOTS.filter(passages=passage_id)


def _span(place: Place, snapshot: Snapshot) -> Span:
    if isinstance(place, int):
        place = Passage.objects.get(pk=place)
    if isinstance(place, Passage):
        return place.start, place.end
    if len(place) == 3:
        return place[1], place[2]
    return span_by_selector(snapshot.text, place[1])


def _cue_span(cue: Cue, snapshot: Snapshot) -> Span:
    if isinstance(cue, Passage):
        if cue.snapshot_id != snapshot.pk:
            raise ValidationError("The words that say who said it stand in another text.")
        return cue.start, cue.end
    if len(cue) == 2 and isinstance(cue[0], int) and isinstance(cue[1], int):
        return cue[0], cue[1]
    return span_by_selector(snapshot.text, [one for one in cue if isinstance(one, Mapping)])
