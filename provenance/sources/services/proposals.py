"""What our reading suggests about who leans on whom; a person confirms or rejects it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from provenance.accounts.models import Workspace
from provenance.audit.services import Happening, label, record_many

from ..arrivals import Finding
from ..knowing import Known
from ..models import Article, Citation, Snapshot
from ..passages import passages_among
from ..proposing import (
    LONGEST_NAME,
    MOST_REASONS,
    Place,
    Proposal,
    Reason,
    as_rows,
    marks_of,
    new_among,
    pair,
)

__all__ = ["Lead", "Place", "Proposal", "Reason", "offer_citations", "propose_citations"]

CHANGED = [
    *("target", "target_address", "passage", "target_passage", "known", "confidence"),
    *("why", "reasons", "uncredited", "version", "updated_at"),
]


@dataclass(frozen=True, slots=True)
class Lead:
    """An article whose snapshot names where it comes from."""

    article: Article
    snapshot: Snapshot
    finding: Finding


@transaction.atomic
def offer_citations(proposals: Sequence[Proposal], *, by: Any) -> int:
    """Propose citations and record it; how many are new or have new reasons."""
    happened: dict[int, list[Happening]] = {}
    for workspace, some in _by_workspace(proposals).items():
        happened[workspace] = propose_citations(some, by=by)
    for workspace, events in happened.items():
        if events:
            record_many(workspace, events, by=by)
    return sum(map(len, happened.values()))


def propose_citations(proposals: Sequence[Proposal], *, by: Any) -> list[Happening]:
    """Propose that articles of one workspace lean on others; the caller records what it gives back.

    Call it inside a transaction. What was once proposed or decided for a pair and a kind is never
    proposed again (for `republishes` in neither direction), so that a rejection lasts; while it is
    undecided, new reasons are added to it, and a name becomes the article that is meant. Articles
    that cite themselves, and those whose readers may not know of each other, are passed over. The
    number of queries doesn't depend on how many there are.
    """
    wanted = [one for one in proposals if one.may_be_made]
    if not wanted:
        return []
    # Proposals of one workspace wait for each other here, so that none is made twice.
    workspaces = {one.source.workspace_id for one in wanted}
    list(Workspace.objects.select_for_update(no_key=True).filter(pk__in=workspaces).order_by("pk"))
    desk = _Desk(wanted, by)
    for proposal in wanted:
        desk.take(proposal)
    return desk.keep()


def propose_republications(leads: Sequence[Lead], *, by: Any) -> list[Happening]:
    """Propose that articles republish what they name as their source; the caller records it."""
    return propose_citations([_proposal(lead) for lead in leads], by=by)


class _Desk:
    """Proposals beside what was proposed or decided before."""

    def __init__(self, proposals: Sequence[Proposal], by: Any) -> None:
        self.by = by
        self.outlets = _outlets({one.target.pk for one in proposals if one.target})
        self.by_identity: dict[str, Citation] = {}
        self.by_pair: dict[str, Citation] = {}
        self.by_mark: dict[tuple[str, int, str], list[Citation]] = defaultdict(list)
        self.taken: list[tuple[Proposal, Citation]] = []
        self.new: list[Citation] = []
        self.grown: dict[int, tuple[Citation, list[str]]] = {}
        for row in _earlier(proposals):
            self._file(row, _outlet_keys(row))

    def take(self, proposal: Proposal) -> None:
        """Make a row of it, add its reasons to one that waits, or pass it over."""
        row = self._same(proposal)
        if row is None:
            row = _citation(proposal, self.by)
            self.new.append(row)
            self._file(row, self._keys(proposal))
        elif row.state != Citation.State.PROPOSED or not self._adds(row, proposal):
            return
        self.taken.append((proposal, row))

    def keep(self) -> list[Happening]:
        """Store it all; what happened."""
        self._place()
        Citation.objects.bulk_create(self.new)
        grown = [(row, rules) for row, rules in self.grown.values() if row not in self.new]
        for row, _ in grown:
            row.version += 1
            row.updated_at = timezone.now()
        Citation.objects.bulk_update([row for row, _ in grown], CHANGED)
        return [Happening("citation.proposed", label(one), _detail(one)) for one in self.new] + [
            Happening(
                "citation.reasons_added", label(row), {"source": row.source_id, "rules": rules}
            )
            for row, rules in grown
        ]

    def _same(self, proposal: Proposal) -> Citation | None:
        """The row that is about the same, if there is one."""
        if proposal.identity in self.by_identity:
            return self.by_identity[proposal.identity]
        if proposal.target is None:
            rows = self._marked(proposal, proposal.marks)
            return rows[0] if rows else None
        row = self.by_pair.get(proposal.identity)
        if row is not None:
            return row
        vague = [
            one
            for one in self._marked(proposal, proposal.marks | self._keys(proposal))
            if one.target_id is None and one.state != Citation.State.CONFIRMED
        ]
        return vague[0] if vague else None

    def _marked(self, proposal: Proposal, marks: Iterable[str]) -> list[Citation]:
        """Rows of the same kind about anything known by one of these marks."""
        where = (proposal.kind, proposal.source.pk)
        return [row for mark in sorted(marks) for row in self.by_mark.get((*where, mark), [])]

    def _keys(self, proposal: Proposal) -> set[str]:
        outlet = self.outlets.get(proposal.target.pk, []) if proposal.target else []
        return marks_of("", "", outlet)

    def _file(self, row: Citation, outlet: set[str]) -> None:
        """Remember a row by all that its target is known by.

        That one piece of an outlet is refused says nothing of its other pieces.
        """
        if row.identity:
            self.by_identity[row.identity] = row
        if row.target_id is not None:
            self.by_pair.setdefault(pair(row.kind, row.source_id, row.target_id), row)
        marks = marks_of(row.target_name, row.target_address)
        marks |= outlet if row.state != Citation.State.REJECTED else set()
        for mark in marks:
            self.by_mark[row.kind, row.source_id, mark].append(row)

    def _adds(self, row: Citation, proposal: Proposal) -> bool:
        """Add what is new to a row that waits; whether anything was."""
        fresh = new_among(proposal.reasons, row.reasons)
        names_it = row.target_id is None and proposal.target is not None
        if not fresh and not names_it:
            return False
        if proposal.confidence > row.confidence:
            row.confidence, row.known, row.why = (
                proposal.confidence,
                proposal.known,
                proposal.in_words,
            )
        row.reasons = [*row.reasons, *as_rows(fresh)][:MOST_REASONS]
        row.uncredited = row.uncredited and proposal.uncredited
        row.target_address = row.target_address or proposal.target_address
        if names_it and proposal.target is not None:
            row.target = proposal.target
            self.by_pair.setdefault(proposal.identity, row)
        _, rules = self.grown.setdefault(id(row), (row, []))
        rules += [one.rule for one in fresh]
        return True

    def _place(self) -> None:
        """Give the rows the passages they lack."""
        wanted = [place for one, row in self.taken for place in _fitting(one, row) if place]
        passages = passages_among((one.snapshot, one.start, one.end) for one in wanted)
        for one, row in self.taken:
            here, there = _fitting(one, row)
            if here:
                row.passage = passages[here.span]
            if there:
                row.target_passage = passages[there.span]


def _fitting(proposal: Proposal, row: Citation) -> tuple[Place | None, Place | None]:
    """The places that a row takes from a proposal: those it has no passage for."""
    same_way = row.source_id == proposal.source.pk
    here, there = (proposal.here, proposal.there) if same_way else (proposal.there, proposal.here)
    named = proposal.target is not None and row.target_id is not None
    there = there if named else None
    return None if row.passage_id else here, None if row.target_passage_id else there


def _citation(proposal: Proposal, by: Any) -> Citation:
    return Citation(
        workspace_id=proposal.source.workspace_id,
        visibility=proposal.source.visibility,
        created_by=by,
        source=proposal.source,
        target=proposal.target,
        target_name=proposal.target_name[:LONGEST_NAME],
        target_address=proposal.target_address,
        kind=proposal.kind,
        known=proposal.known,
        confidence=min(1.0, max(0.0, proposal.confidence)),
        why=proposal.in_words,
        reasons=as_rows(proposal.reasons),
        uncredited=proposal.uncredited,
        state=Citation.State.PROPOSED,
        identity=proposal.identity,
    )


def _detail(row: Citation) -> dict[str, Any]:
    rules = [one["rule"] for one in row.reasons]
    return {"source": row.source_id, "target": row.target_id, "kind": row.kind, "rules": rules}


def _by_workspace(proposals: Sequence[Proposal]) -> dict[int, list[Proposal]]:
    found: dict[int, list[Proposal]] = defaultdict(list)
    for one in proposals:
        found[one.source.workspace_id].append(one)
    return dict(sorted(found.items()))


def _earlier(proposals: Sequence[Proposal]) -> list[Citation]:
    """What was said of the same articles before, for copies in either direction."""
    sources = {one.source.pk for one in proposals}
    targets = {one.target.pk for one in proposals if one.target is not None}
    backwards = Q(kind=Citation.Kind.REPUBLISHES, target__in=sources, source__in=targets)
    rows = Citation.objects.filter(Q(source__in=sources) | backwards)
    # A person may have changed the kind of what was proposed as another.
    same = Q(identity__in={one.identity for one in proposals})
    rows = rows.filter(Q(kind__in={one.kind for one in proposals}) | same, deleted_at=None)
    locked = rows.select_for_update(of=("self",), no_key=True).order_by("pk")
    return list(locked.select_related("target__outlet__merged_into"))


def _outlets(articles: set[int]) -> dict[int, list[str]]:
    """Article id -> the names its outlet is known by."""
    if not articles:
        return {}
    rows = Article.objects.filter(pk__in=articles).select_related("outlet__merged_into")
    return {one.pk: _names(one) for one in rows}


def _outlet_keys(row: Citation) -> set[str]:
    return marks_of("", "", _names(row.target)) if row.target else set()


def _names(article: Article) -> list[str]:
    """The folded names of its outlet, and of the one this was found to be."""
    own = article.outlet
    return [name for one in (own, own.kept) for name in (one.key, *one.alias_keys)] if own else []


def _proposal(lead: Lead) -> Proposal:
    finding = lead.finding
    where = {Known.IN_TEXT: "The text", Known.IN_MARKUP: "The markup of the page"}
    subject = where.get(Known(finding.known), "Our reading of the page")
    why = f"{subject} names it as the source ({finding.markup or 'unsaid where'})."
    stands = finding.start is not None and finding.end is not None
    return Proposal(
        source=lead.article,
        kind=Citation.Kind.REPUBLISHES,
        reasons=[Reason(finding.markup or "named", why, finding.confidence)],
        known=finding.known,
        confidence=finding.confidence,
        target_name=finding.value[:LONGEST_NAME],
        here=Place(lead.snapshot, finding.start or 0, finding.end or 0) if stands else None,
    )
