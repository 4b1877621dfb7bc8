"""What stands in the margin: for each passage of a snapshot its claims, evidence and notes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from claims.annotations.models import Annotation
from claims.annotations.threads import Line, in_threads
from claims.evidence.models import Evidence
from claims.evidence.reading import made_of
from claims.records.models import Appearance, Attribution, Claim, Naming
from claims.records.reading import independent_by_claim
from claims.records.rules import may_edit
from claims.reviews.models import Verdict
from provenance.accounts.rules import is_member
from provenance.lineage.graph import Origins
from provenance.sources.models import Passage, Snapshot
from provenance.written import attach

from ..links import named
from ..words import count
from .fates import Fate, fates_of
from .noted import earlier_for
from .reader_carried import Carried, Followed, carried, followed_into, standing
from .reader_marks import Mark
from .reader_voices import OWN, called, first_voice

LONG_COLUMNS = ("text", "blocks", "regions", "warnings")


@dataclass(frozen=True)
class ClaimLine:
    """One claim on a passage, with what is known of it so far."""

    claim: Claim
    said_by: str
    counted: str
    verdict: Verdict | None
    url: str
    may_add: bool
    private: bool


@dataclass
class Card:
    """Everything on one passage."""

    passage: Passage
    claims: list[ClaimLine] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    threads: list[Line[Any]] = field(default_factory=list)
    namings: list[Naming] = field(default_factory=list)
    fate: Fate | None = None  # What became of the words, where there is a newer version.
    carried: Carried | None = None  # From which version, where it was recorded on an earlier one.

    @property
    def is_new(self) -> bool:
        """Whether there is only one thing on it, so that its card may be the first."""
        return len(self.claims) + len(self.evidence) + len(self.threads) + len(self.namings) == 1

    @property
    def label(self) -> str:
        """What a screen reader calls the card."""
        if self.claims:
            return " and ".join(f"Claim {line.claim.pk}" for line in self.claims)
        if self.evidence:
            return "Evidence"
        return "Note" if self.threads else "Who is called so"


@dataclass(frozen=True)
class Margin:
    """The cards in the order of the text, the marks they belong to, and the appearances behind."""

    cards: list[Card]
    marks: list[Mark]
    here: list[Appearance]
    origins: Mapping[int, Origins]


def margin_of(snapshot: Snapshot, user: Any) -> Margin:
    """All that `user` may see on a snapshot, in a constant number of queries."""
    followed = followed_into(snapshot)
    here = _appearances(snapshot, followed, user)
    kept = {one.pk: one for one in map(kept_claim, here)}
    origins = independent_by_claim([*here, *_elsewhere(snapshot, kept, user)])
    verdicts = {one.claim_id: one for one in Verdict.objects.filter(claim__in=kept).current()}
    cards: dict[int, Card] = {}

    def card(passage: Passage) -> Card:
        return cards.setdefault(passage.pk, Card(passage))

    for one in here:
        line = _line(one, kept_claim(one), origins, verdicts, user)
        lines = card(one.passage).claims
        if line.claim.pk not in {other.claim.pk for other in lines}:
            lines.append(line)
    for passage, kind, row in _rows_on_words(snapshot, followed, user):
        getattr(card(passage), kind).append(row)
    for passage, lines_ in _threads(snapshot, user):
        card(passage).threads = lines_
    if snapshot.article.latest_id != snapshot.pk:
        for pk, fate in fates_of(cards, user).items():
            cards[pk].fate = fate
    cards = _carry(cards, followed, snapshot)
    ordered = sorted(cards.values(), key=lambda one: (one.passage.start, -one.passage.end))
    return Margin(ordered, marks_of(ordered), here, origins)


def _carry(cards: Mapping[int, Card], followed: Followed, snapshot: Snapshot) -> dict[int, Card]:
    """Cards of earlier versions at the words that took their place.

    What was recorded anew on the very same words of this version isn't shown twice.
    """
    anew: dict[tuple[int, int], set[int]] = defaultdict(set)
    for pk, card in cards.items():
        if pk not in followed:
            span = card.passage.start, card.passage.end
            anew[span] |= {line.claim.pk for line in card.claims}
    shown = {}
    for pk, card in cards.items():
        if pk in followed:
            row = followed[pk]
            card.passage, card.carried = standing(row, snapshot), carried(row)
            again = anew.get(row.span or (0, 0), set())
            card.claims = [line for line in card.claims if line.claim.pk not in again]
        if card.claims or card.evidence or card.threads or card.namings:
            shown[pk] = card
    return shown


def _on(snapshot: Snapshot, followed: Followed) -> Q:
    """Rows on passages of this version, or of earlier ones that stand in it."""
    here = Q(passage__snapshot=snapshot)
    return here | Q(passage__in=list(followed)) if followed else here


def marks_of(cards: Iterable[Card]) -> list[Mark]:
    """What the text wears: one mark for each passage and each kind of thing on it."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    places = {}
    for card in cards:
        places[card.passage.pk] = card.passage
        if card.carried and card.carried.is_reworded:
            # Nobody said yet that the claim stands on these words: they wear no verdict.
            found[card.passage.pk, "note"] = []
            continue
        for line in card.claims:
            kind = line.verdict.neutral if line.verdict else "unreviewed"
            found[card.passage.pk, kind].append(line.claim.pk)
        if card.evidence:
            found[card.passage.pk, "evidence"] = []
        if (card.threads or card.namings) and not card.claims and not card.evidence:
            found[card.passage.pk, "note"] = []
    return [
        Mark(pk, places[pk].start, places[pk].end, kind, tuple(claims))
        for (pk, kind), claims in found.items()
    ]


def kept_claim(appearance: Appearance) -> Claim:
    """The claim that an appearance is read under: the one it was merged into, if it was."""
    return appearance.claim.merged_into or appearance.claim


def _appearances(snapshot: Snapshot, followed: Followed, user: Any) -> list[Appearance]:
    rows = (
        Appearance.objects.visible_to(user)
        .filter(_on(snapshot, followed))
        .telling_comments()
        .select_related("claim__merged_into", "passage")
        .order_by("pk")
    )
    here = [one for one in rows if kept_claim(one).deleted_at is None]
    for one in here:
        one.passage.snapshot = snapshot
    hops = Attribution.objects.filter(appearance__in=here).order_by("position")
    hops = hops.select_related("speaker__merged_into", "article")
    attach(here, "attributions", hops, "appearance_id")
    return here


def _elsewhere(snapshot: Snapshot, claims: Iterable[int], user: Any) -> list[Appearance]:
    """Every other text in which these claims stand."""
    of_claims = Q(claim__in=claims) | Q(claim__merged_into__in=claims)
    return list(
        Appearance.objects.visible_to(user)
        .filter(of_claims)
        .exclude(passage__snapshot=snapshot)
        .select_related("claim", "passage__snapshot")
        .defer(*(f"passage__snapshot__{name}" for name in LONG_COLUMNS), "passage__quote")
        .telling_comments()
        .prefetch_related("attributions__speaker__merged_into", "attributions__article")
    )


def _rows_on_words(
    snapshot: Snapshot, followed: Followed, user: Any
) -> Iterable[tuple[Passage, str, Any]]:
    """Evidence and namings, each with the list of a card that it belongs to. Two queries."""
    rows = Evidence.objects.visible_to(user).filter(_on(snapshot, followed))
    for one in rows.select_related("claim", "passage", "created_by").order_by("pk"):
        yield one.passage, "evidence", one
    namings = Naming.objects.visible_to(user).filter(passage__snapshot=snapshot)
    for naming in namings.select_related("person__merged_into", "passage").order_by("pk"):
        yield naming.passage, "namings", naming


def _threads(snapshot: Snapshot, user: Any) -> Iterable[tuple[Passage, list[Line[Any]]]]:
    rows = (
        Annotation.objects.for_threads(user)
        .on_snapshot(snapshot.pk)
        .select_related("passage", "created_by", "promoted_claim", "workspace")
        .prefetch_related(earlier_for(user), "decisions", made_of(user))
    )
    on: dict[Passage, list[Any]] = defaultdict(list)
    for note in rows:
        on[note.passage].append(note)
    for passage, notes in on.items():
        if lines := in_threads(notes):
            yield passage, lines


def _line(
    appearance: Appearance,
    claim: Claim,
    origins: Mapping[int, Origins],
    verdicts: Mapping[int, Verdict],
    user: Any,
) -> ClaimLine:
    counted = origins.get(claim.pk, Origins(0, 0, ()))
    often = count(counted.raw, "appearance")
    independent = count(counted.independent, "independent origin")
    return ClaimLine(
        claim=claim,
        said_by=said_by(appearance),
        counted=f"{often}, {independent}",
        verdict=verdicts.get(claim.pk),
        url=_url(claim, verdicts, user),
        may_add=may_edit(user, claim),
        private=claim.visibility == "me",
    )


def _url(claim: Claim, verdicts: Mapping[int, Verdict], user: Any) -> str:
    """The working page for members, the public one for everybody else where there is one."""
    if is_member(user, claim.workspace_id):
        return named("claim", claim.pk)
    return named("public-claim", claim.pk) if claim.pk in verdicts else ""


def said_by(appearance: Appearance) -> str:
    """The chain in one sentence."""
    hops = list(appearance.attributions.all())
    if not hops:
        return "Who said it is not recorded."
    if first_voice(appearance) == OWN and len(hops) == 1:
        return "Said by the text itself."
    names = [
        called(hop.speaker, anonymous=hop.anonymous) if hop.speaker else "someone not named"
        for hop in hops
    ]
    return f"Said by {', to '.join(names)}."
