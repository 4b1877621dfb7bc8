"""The chain of who is said to have said it: hops in order, from the origin to the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import Happening, label, record_many
from provenance.sources.models import Passage, Person
from provenance.sources.names import fold, given
from provenance.sources.services.catalogue import find_or_make

from .. import rules
from ..models import Appearance, Attribution, Claim
from ..places import Cue, passages_for

MAY_NOT_EDIT = "You may not change this claim. Students change only their own."


@dataclass(frozen=True)
class Hop:
    """One hop as it is entered. A hop without a speaker is a link known to be missing.

    `speaker` is a person of the workspace, their id, or a name; an unknown name is added, as
    someone unnamed where the hop is `anonymous`.
    """

    speaker: Person | int | str | None = None
    directness: str = Attribution.Directness.INDIRECT
    cue: Cue | None = None
    anonymous: bool = False
    note: str = ""
    kind: str = Person.Kind.PERSON


class HopChanges(TypedDict, total=False):
    """What `edit_hop` changes; what is left out stays as it is."""

    speaker: Person | int | str | None
    directness: str
    cue: Cue | None
    anonymous: bool
    note: str


@transaction.atomic
def replace_chain(
    appearance: Appearance, hops: Sequence[Hop], *, version: int | None = None, by: User
) -> Appearance:
    """Put another chain in the place of the one that stands; the old hops are kept aside."""
    appearance = locked_appearance(appearance, version, by=by)
    happened = swap_chain(appearance, hops, by=by)
    appearance.touch()
    record_many(appearance.workspace_id, happened, by=by)
    return appearance


def swap_chain(appearance: Appearance, hops: Sequence[Hop], *, by: User) -> list[Happening]:
    """Swap the chain of a locked appearance; what happened is for the caller to record."""
    workspace = appearance.claim.workspace
    _, cues = passages_for(
        appearance.passage, [hop.cue for hop in hops], workspace_id=workspace.pk, by=by
    )
    speakers, happened = named_speakers(workspace, hops, by=by)
    before = told(appearance)
    appearance.attributions.update(deleted_at=timezone.now())
    write_chain(appearance, hops, speakers, cues)
    detail = {"claim": appearance.claim_id, "before": before, "after": told(appearance)}
    return [*happened, Happening("chain.replaced", label(appearance), detail)]


@transaction.atomic
def edit_hop(
    hop: Attribution, *, version: int | None = None, by: User, **changes: Unpack[HopChanges]
) -> Attribution:
    """Change one hop where it stands. `version` is that of its appearance."""
    appearance = locked_appearance(hop.appearance, version, by=by)
    hop = Attribution.objects.select_related("speaker", "cue").get(pk=hop.pk)
    before = told(appearance)
    now: HopChanges = {
        "speaker": hop.speaker,
        "directness": hop.directness,
        "cue": hop.cue,
        "anonymous": hop.anonymous,
        "note": hop.note,
    }
    wanted = Hop(**(now | changes))
    workspace = appearance.claim.workspace
    _, cues = passages_for(appearance.passage, [wanted.cue], workspace_id=workspace.pk, by=by)
    speakers, happened = named_speakers(workspace, [wanted], by=by)
    _fill(hop, wanted, speakers[0], cues[0])
    hop.save()
    return _changed(hop, appearance, "hop.edited", before, happened, by=by)


@transaction.atomic
def withdraw_hop(hop: Attribution, *, version: int | None = None, by: User) -> Attribution:
    """Take one hop out of its chain; the others keep their order."""
    appearance = locked_appearance(hop.appearance, version, by=by)
    before = told(appearance)
    hop.deleted_at = timezone.now()
    hop.save(update_fields=["deleted_at"])
    return _changed(hop, appearance, "hop.withdrawn", before, [], by=by)


@transaction.atomic
def restore_hop(hop: Attribution, *, by: User) -> Attribution:
    """Put a withdrawn hop back where it stood."""
    appearance = locked_appearance(hop.appearance, None, by=by)
    if hop.deleted_at is None:
        return hop
    if appearance.attributions.filter(position=hop.position).exists():
        raise NotNow("The chain was rewritten since; enter it anew with this hop in it.")
    before = told(appearance)
    hop.deleted_at = None
    hop.save(update_fields=["deleted_at"])
    return _changed(hop, appearance, "hop.restored", before, [], by=by)


def locked_appearance(appearance: Appearance, version: int | None, *, by: User) -> Appearance:
    """The claim and then the appearance, locked for a change that `by` may make."""
    family = {claim.pk: claim for claim in Claim.objects.locked_with_kept(appearance.claim_id)}
    claim = family[appearance.claim_id]
    require(rules.may_edit(by, claim), MAY_NOT_EDIT)
    locked: Appearance = Appearance.objects.select_related("passage").locked(appearance.pk, version)
    claim.merged_into = family.get(claim.merged_into_id)
    locked.claim = claim
    return locked


def named_speakers(
    workspace: Workspace, hops: Sequence[Hop], *, by: User
) -> tuple[list[Person | None], list[Happening]]:
    """Who speaks at each hop, and the news of people added; the caller records that.

    Raises ValidationError for someone this workspace does not know.
    """
    ids = {_id(hop) for hop in hops} - {None}
    known = Person.objects.visible_to(by).in_workspace(workspace).in_bulk(ids) if ids else {}
    named, happened = _by_name(workspace, hops, by)
    speakers: list[Person | None] = []
    for place, hop in enumerate(hops):
        row = named.get(_name(hop)) if isinstance(hop.speaker, str) else known.get(_id(hop))
        if row is None and hop.speaker not in (None, ""):
            raise ValidationError(
                {"attributions": f"Hop {place + 1}: this workspace knows no such person."}
            )
        speakers.append(row)
    return speakers, happened


def write_chain(
    appearance: Appearance,
    hops: Sequence[Hop],
    speakers: Sequence[Person | None],
    cues: Sequence[Passage | None],
) -> None:
    """Add the hops of a chain in one query, after checking each."""
    rows = []
    for place, (hop, speaker, cue) in enumerate(zip(hops, speakers, cues, strict=True)):
        row = Attribution(appearance=appearance, position=place)
        _fill(row, hop, speaker, cue)
        rows.append(row)
    if rows:
        Attribution.objects.bulk_create(rows)


def told(appearance: Appearance) -> list[dict[str, Any]]:
    """A chain as the audit tells it."""
    fields = ("id", "position", "speaker", "cue", "directness", "anonymous", "note")
    return list(appearance.attributions.order_by("position").values(*fields))


def _fill(row: Attribution, hop: Hop, speaker: Person | None, cue: Passage | None) -> None:
    row.speaker, row.cue = speaker, cue
    row.directness, row.note = hop.directness, hop.note.strip()
    row.anonymous = hop.anonymous or (speaker is not None and speaker.kind == Person.Kind.UNNAMED)
    try:
        row.clean_fields(exclude={"appearance", "speaker", "cue"})
    except ValidationError as error:
        where = f"Hop {row.position + 1}: "
        raise ValidationError(
            {"attributions": [where + said for said in error.messages]}
        ) from error


def _by_name(
    workspace: Workspace, hops: Sequence[Hop], by: User
) -> tuple[dict[tuple[bool, str], Person], list[Happening]]:
    """Rows by (unnamed, folded name); two queries at most for people who are known."""
    wanted: dict[bool, dict[str, dict[str, Any]]] = {}
    for hop in hops:
        unnamed, key = _name(hop)
        if key:
            kind = Person.Kind.UNNAMED if unnamed else hop.kind
            name = given(str(hop.speaker), "attributions")
            wanted.setdefault(unnamed, {})[key] = {"name": name, "kind": kind}
    found: dict[tuple[bool, str], Person] = {}
    happened: list[Happening] = []
    for unnamed, people in wanted.items():
        rows, news = find_or_make(Person, people, workspace=workspace, by=by)
        found |= {(unnamed, key): row for key, row in rows.items()}
        happened += news
    return found, happened


def _name(hop: Hop) -> tuple[bool, str]:
    name = fold(hop.speaker) if isinstance(hop.speaker, str) else ""
    return hop.anonymous or hop.kind == Person.Kind.UNNAMED, name


def _id(hop: Hop) -> int | None:
    if isinstance(hop.speaker, Person):
        return int(hop.speaker.pk)
    return hop.speaker if isinstance(hop.speaker, int) else None


def _changed(
    hop: Attribution,
    appearance: Appearance,
    action: str,
    before: list[dict[str, Any]],
    happened: list[Happening],
    *,
    by: User,
) -> Attribution:
    """Count the appearance up and remember both chains."""
    appearance.touch()
    hop.appearance = appearance
    detail = {
        "claim": appearance.claim_id,
        "hop": hop.pk,
        "before": before,
        "after": told(appearance),
    }
    happened = [*happened, Happening(action, label(appearance), detail)]
    record_many(appearance.workspace_id, happened, by=by)
    return hop
