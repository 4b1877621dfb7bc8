"""The working page of a claim: all that a member may see, and what they may do next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claims.annotations.rules import may_write
from claims.asides.rules import may_write as may_write_aside
from claims.cases.models import Case
from claims.cases.reading import cases_with
from claims.evidence.models import Evidence
from claims.evidence.reading import Side, sides_of
from claims.evidence.rules import may_change
from claims.records.models import Claim
from claims.records.reading import appearances_of, independent_appearances
from claims.records.rules import may_cover, may_edit, may_record
from claims.records.topics import Carried, topics_of
from claims.records.tracing import lineage_of
from claims.reviews.models import Verdict
from provenance.accounts.models import User
from provenance.accounts.rules import may_publish
from provenance.written import written_once

from ..links import in_the_reader
from .asides import Told as Private
from .asides import asides_on
from .astray import Astray, astray
from .chain import Strip, strips
from .changed import Changed, changed
from .corrections import OnClaim, corrections_on
from .counted import Counted, counted
from .fates import fates_on_claim
from .first_seen import FirstSeen, first_seen
from .groundwork import Groundworked, groundwork_on
from .history import Told, history_of
from .noted import ShownNote, notes_on
from .outside import OutsideSection, outside_on
from .parts import Whole, whole_of
from .rechecks import waiting_url
from .related import Related, related_to
from .reviewing import Reviewing, reviewing
from .sides import Column, columns
from .stands import Stand, stands
from .uncredited import uncredited_at


@dataclass(frozen=True)
class WorkingPage:
    """Everything the template shows. `editable` holds ids of evidence this person may change."""

    claim: Claim
    first: FirstSeen
    counted: Counted
    stands: list[Stand]
    strips: list[Strip]
    columns: list[Column]
    work: Groundworked
    outside: OutsideSection
    corrections: OnClaim
    editable: frozenset[int]
    verdicts: list[Verdict]
    whole: Whole
    reviewing: Reviewing
    notes: list[ShownNote]
    related: Related
    history: list[Told]
    may_edit: bool
    may_write: bool
    changed: list[Changed]
    astray: list[Astray]
    cases: list[Case]
    topics: list[Carried]
    may_add: bool
    releases: bool
    may_cover: bool
    asides: list[Private]
    may_tell: bool

    @property
    def queue(self) -> str:
        """Where what changed can be answered for."""
        return waiting_url(claim=self.claim.pk)

    @property
    def alarm(self) -> bool:
        """Whether a verdict is out and nobody has answered yet for a source that changed."""
        return bool(self.verdicts) and any(one.waits for one in self.changed)

    @property
    def verdict(self) -> Verdict | None:
        """The one that holds now."""
        return self.verdicts[0] if self.verdicts else None

    @property
    def may_withdraw(self) -> bool:
        """Whether there is a verdict that this person may take back."""
        return self.releases and bool(self.verdict) and not self.verdicts[0].is_withdrawal

    @property
    def wants_evidence(self) -> bool:
        """Whether the next thing to do is to look for evidence."""
        bare = not any(column.origins for column in self.columns)
        return bare and self.may_edit and not self.reviewing.is_my_turn


def working_page(claim: Claim, user: User, without: Sequence[str] = ()) -> WorkingPage:
    """The page as `user` sees it, in a constant number of queries.

    Origins are counted without the rules that are named; see `lineage.ties`.
    """
    links = in_the_reader(user)
    appearances = appearances_of(claim, user)
    origins = independent_appearances(appearances, without, told_all=True)
    sides = sides_of(claim, user, without)
    fates = fates_on_claim(claim, appearances, _rows(sides), user)
    places = stands(appearances, links, fates, uncredited_at(appearances, user))
    columns_ = columns(sides, links, fates=fates)
    verdicts = _verdicts(claim.pk)
    return WorkingPage(
        claim=claim,
        first=first_seen(appearances, origins, links),
        counted=counted(
            appearances, origins, lineage_of(claim, appearances, origins, user), without
        ),
        stands=places,
        strips=strips(appearances, origins, links),
        columns=columns_,
        work=groundwork_on(claim, user),
        outside=outside_on(claim, user),
        corrections=corrections_on(claim, user),
        editable=_editable(_rows(sides), claim, user),
        verdicts=verdicts,
        whole=whole_of(claim, verdicts[0] if verdicts else None, user),
        reviewing=reviewing(claim, user),
        notes=notes_on(claim, user),
        related=related_to(claim, user),
        history=history_of(claim, user),
        may_edit=may_edit(user, claim) and not claim.merged_into_id,
        may_write=may_write(user, claim),
        changed=changed(places, columns_),
        astray=astray(places, columns_),
        cases=cases_with(user, claim=claim.pk),
        topics=topics_of(claim.pk, user),
        may_add=may_record(user, claim.workspace_id),
        releases=may_publish(user, claim.workspace_id),
        may_cover=may_cover(user, claim),
        asides=asides_on(claim, user),
        may_tell=may_write_aside(user, claim) and not claim.merged_into_id,
    )


@written_once
def _verdicts(claim_id: int) -> Any:
    return Verdict.objects.filter(claim=claim_id).order_by("-number")


def _rows(sides: dict[str, Side]) -> Iterable[Evidence]:
    return (row for side in sides.values() for row in side.evidence)


def _editable(rows: Iterable[Evidence], claim: Claim, user: User) -> frozenset[int]:
    """What came with a merged claim is changed through the claim that was kept."""
    found = set()
    for row in rows:
        row.claim = claim
        if may_change(user, row):
            found.add(row.pk)
    return frozenset(found)
