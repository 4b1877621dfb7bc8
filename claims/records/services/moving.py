"""Moving an appearance, with its chain, to the words that took the place of its own."""

from collections.abc import Mapping

from django.db import transaction

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow
from provenance.audit.services import Happening, label, record_many
from provenance.sources.models import Following
from provenance.sources.passages import Span

from ..models import Appearance, Attribution
from ..places import passages_for
from .appearances import ALREADY, keep_first_appearance
from .chains import locked_appearance, swap_chain
from .hops import Hop, hop_of


@transaction.atomic
def move_appearance(
    appearance: Appearance,
    place: tuple[int, int, int],
    *,
    cues: Mapping[int, Span] | None = None,
    version: int | None = None,
    by: User,
) -> Appearance:
    """Have an appearance stand at `place` (snapshot id, start, end), in a later version.

    Its cues go along: to where they were followed, or where `cues` (hop id -> span) says. A cue
    that is lost there is left out of the chain; the old chain is kept aside. Raises
    ValidationError for a place outside the text.
    """
    appearance = locked_appearance(appearance, version, by=by)
    claim, before = appearance.claim, appearance.passage_id
    passage, _ = passages_for(place, (), workspace_id=claim.workspace_id, by=by)
    if passage.pk == before:
        return appearance
    if claim.appearances.filter(passage=passage, deleted_at=None).exists():
        raise NotNow(f"{ALREADY[:-1]} of the newer version; take the older place back instead.")
    hops = list(Attribution.objects.in_chains().filter(appearance=appearance))
    appearance.passage = passage
    happened: list[Happening] = []
    if any(hop.cue_id for hop in hops):
        spans = {**_followed(hops, place[0]), **(cues or {})}
        happened = swap_chain(appearance, [_along(hop, spans) for hop in hops], by=by)
    appearance.touch()
    keep_first_appearance(claim)
    detail = {"claim": claim.pk, "before": before, "after": passage.pk}
    moved = Happening("appearance.moved", label(appearance), detail)
    record_many(claim.workspace_id, [*happened, moved], by=by)
    return appearance


def _followed(hops: list[Attribution], snapshot: int) -> dict[int, Span]:
    """Hop id -> where its cue stands in the later version, unless it is lost there."""
    cues = [hop.cue_id for hop in hops if hop.cue_id]
    rows = Following.objects.filter(passage__in=cues, snapshot=snapshot)
    there = {row.passage_id: row.span for row in rows if row.span}
    return {hop.pk: there[hop.cue_id] for hop in hops if hop.cue_id in there}


def _along(hop: Attribution, spans: Mapping[int, Span]) -> Hop:
    return hop_of(hop, cue=spans.get(hop.pk))
