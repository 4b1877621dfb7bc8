"""One hop as it is entered, checked against the workspace, and written into a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.utils import timezone

from provenance.accounts.models import User, Workspace
from provenance.audit.services import Happening
from provenance.sources.knowing import Precision
from provenance.sources.models import Article, Passage, Person
from provenance.sources.names import fold, given
from provenance.sources.services.catalogue import find_or_make

from ..models import Appearance, Attribution
from ..places import Cue, Place, passage_for, passages_for

MOST_HOPS = 40
TOO_MANY = f"A chain has at most {MOST_HOPS} hops. Leave out those that add nothing."
# What the audit keeps of a hop, and what taking a change back restores.
KEPT = (
    "speaker", "gap", "cue", "directness", "anonymous", "basis", "said_on", "said_precision",
    "wording", "wording_at", "article", "known", "confidence", "known_from", "note",
)  # fmt: skip
OF_OTHERS = {"appearance", "speaker", "cue", "wording_at", "article"}


@dataclass(frozen=True)
class Hop:
    """One hop as it is entered. A hop without a speaker is a link known to be missing.

    `speaker` is a person of the workspace, their id, or a name; an unknown name is added, as
    someone unnamed where the hop is `anonymous`. `wording_at` is the place of the words that
    `wording` would repeat; only one of the two is given. `stands` is the id of a hop of the chain
    that this one goes on with, where a whole chain is written anew.
    """

    speaker: Person | int | str | None = None
    directness: str = Attribution.Directness.INDIRECT
    cue: Cue | None = None
    anonymous: bool = False
    note: str = ""
    kind: str = Person.Kind.PERSON
    basis: str = ""
    said_on: date | None = None
    said_precision: str = ""
    wording: str = ""
    wording_at: Place | None = None
    article: Article | int | None = None
    known: str = ""
    confidence: float | None = None
    known_from: str = ""
    gap: str = ""
    stands: int | None = None


class HopChanges(TypedDict, total=False):
    """What `edit_hop` changes; what is left out stays as it is."""

    speaker: Person | int | str | None
    directness: str
    cue: Cue | None
    anonymous: bool
    note: str
    kind: str
    basis: str
    said_on: date | None
    said_precision: str
    wording: str
    wording_at: Place | None
    article: Article | int | None
    known: str
    confidence: float | None
    known_from: str
    gap: str


@dataclass(frozen=True)
class Found:
    """The rows that the hops of a chain name, hop by hop."""

    speakers: list[Person | None]
    cues: list[Passage | None]
    articles: list[Article | None]
    wordings: list[Passage | None]


def hop_of(row: Attribution, **changes: Any) -> Hop:
    """A hop that stands, as it would be entered, with changes.

    A change says what it means for the rest: a date that goes takes its precision along, a
    speaker closes the gap, and words that are sent take the place of those that stood.
    """
    now: dict[str, Any] = {name: getattr(row, name) for name in KEPT}
    if changes.get("wording"):
        now["wording_at"] = None
    if changes.get("wording_at") is not None:
        now["wording"] = ""
    if "said_on" in changes:
        now["said_precision"] = ""
    if changes.get("speaker") not in (None, ""):
        now["gap"] = ""
    return Hop(**(now | changes))


def found_for(
    appearance: Passage | Place, hops: Sequence[Hop], *, workspace: Workspace, by: User
) -> tuple[Passage, Found, list[Happening]]:
    """The passage of an appearance, all that its hops name, and the news of people added.

    Raises ValidationError. Three queries for the places and two for the people; more only where
    hops name texts.
    """
    if len(hops) > MOST_HOPS:
        raise ValidationError({"attributions": TOO_MANY})
    passage, cues = passages_for(
        appearance, [hop.cue for hop in hops], workspace_id=workspace.pk, by=by
    )
    speakers, happened = named_speakers(workspace, hops, by=by)
    articles = _articles(workspace, hops, by)
    wordings = [_wording(hop, workspace, by) for hop in hops]
    return passage, Found(speakers, cues, articles, wordings), happened


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
            raise _wrong(place, "this workspace knows no such person.")
        speakers.append(row)
    return speakers, happened


def fill(row: Attribution, hop: Hop, found: Found, at: int) -> None:
    """Have a row say what the hop at place `at` says. Raises ValidationError."""
    speaker = found.speakers[at]
    row.speaker, row.cue = speaker, found.cues[at]
    row.article, row.wording_at = found.articles[at], found.wordings[at]
    row.directness, row.note, row.basis = hop.directness, hop.note.strip(), hop.basis
    row.anonymous = hop.anonymous or (speaker is not None and speaker.kind == Person.Kind.UNNAMED)
    row.said_on = hop.said_on
    row.said_precision = hop.said_precision or (Precision.DAY if hop.said_on else "")
    row.wording, row.gap = hop.wording.strip(), hop.gap
    row.known, row.confidence, row.known_from = hop.known, hop.confidence, hop.known_from.strip()
    try:
        row.clean_fields(exclude=OF_OTHERS)
    except ValidationError as error:
        raise _wrong(row.position, *error.messages) from error
    for nonsense, said in _nonsense(row):
        if nonsense:
            raise _wrong(row.position, said)


def told(appearance: Appearance) -> list[dict[str, Any]]:
    """A chain as the audit tells it."""
    return list(appearance.attributions.order_by("position").values("id", "position", *KEPT))


def _nonsense(row: Attribution) -> list[tuple[bool, str]]:
    """What no hop may say, in words; the database refuses it as well, without any."""
    # One day is left for those who are ahead of the clock here.
    latest = timezone.now().date() + timedelta(days=1)
    sure = row.confidence
    return [
        (row.said_on is not None and row.said_on > latest, "the date lies in the future."),
        (row.said_on is None and row.said_precision != "", "give the date as well."),
        (sure is not None and not 0 <= sure <= 1, "how surely is a number from 0 to 1."),
        (
            row.known == "" and (sure is not None or row.known_from != ""),
            "say how this hop is known, and then how surely or whence.",
        ),
        (
            row.wording != "" and row.wording_at_id is not None,
            "give the words once: written out, or by their place.",
        ),
        (
            row.gap != "" and row.speaker_id is not None,
            "a link with a speaker is not missing.",
        ),
    ]


def _wrong(place: int, *said: str) -> ValidationError:
    return ValidationError({"attributions": [f"Hop {place + 1}: {one}" for one in said]})


def _articles(workspace: Workspace, hops: Sequence[Hop], by: User) -> list[Article | None]:
    """The texts in which hops speak. One that stands already need not be seen by `by`."""
    ids = {hop.article for hop in hops if isinstance(hop.article, int)}
    here = Article.objects.visible_to(by).filter(deleted_at=None)
    rows = here.in_bulk(ids) if ids else {}
    found = []
    for place, hop in enumerate(hops):
        row = rows.get(hop.article) if isinstance(hop.article, int) else hop.article
        if hop.article is not None and (row is None or row.workspace_id != workspace.pk):
            raise _wrong(place, "there is no such article in this workspace that you may see.")
        found.append(row)
    return found


def _wording(hop: Hop, workspace: Workspace, by: User) -> Passage | None:
    place = hop.wording_at
    if place is None:
        return None
    if isinstance(place, Passage) and place.snapshot.article.workspace_id == workspace.pk:
        return place
    return passage_for(place, workspace_id=workspace.pk, by=by, field="attributions")


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
