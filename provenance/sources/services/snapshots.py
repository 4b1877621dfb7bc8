"""Keeping what arrived: articles, their snapshots, and all that was found out about them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import Workspace
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import require
from provenance.audit.services import Happening, label, record_many

from .. import after
from ..arrivals import Arrival
from ..copying import copy_rows, copy_values, number
from ..errands import follow_soon, trace_soon
from ..knowing import Known
from ..models import Article, Fact, Snapshot, SnapshotFile
from ..rules import may_add
from ..shown import shown
from .building import FACT, FILE, fact_values, file_values, new_article, new_snapshot
from .choices import show, shown_by, sign
from .proposals import Lead, propose_republications
from .recognising import Match, recognise, tokens

Status = Literal["imported", "unchanged", "revised"]


@dataclass(slots=True)
class Kept:
    """What became of one text."""

    status: Status
    article: Article
    snapshot: Snapshot
    arrival: Arrival

    @property
    def is_older(self) -> bool:
        """Whether a version captured later is known: then the article goes on showing that one."""
        latest = self.article.latest
        return latest is not None and self.snapshot.captured_at < latest.captured_at


@dataclass(slots=True)
class _Keeping:
    """One call of `keep_snapshots`: where, by whom, and what happened so far."""

    workspace: Workspace
    by: Any
    visibility: str
    happened: list[Happening] = field(default_factory=list)


@transaction.atomic
def keep_snapshots(
    arrivals: Sequence[Arrival],
    *,
    workspace: Workspace,
    by: Any,
    visibility: str = Visibility.WORKSPACE,
) -> list[Kept]:
    """Keep texts, each as a new article, as a new snapshot of a known one, or not again.

    All or nothing; the results stand in the order of `arrivals`. Imports into one workspace wait
    for each other here, so that two of them never make the same article twice.
    """
    require(may_add(by, workspace.pk, visibility), "You may not bring in articles here.")
    Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    keeping = _Keeping(workspace, by, visibility)
    kept: dict[int, Kept] = {}
    for places in _rounds(arrivals):
        done = _keep([arrivals[place] for place in places], keeping)
        kept.update(zip(places, done, strict=True))
    trace_soon(one.snapshot.pk for one in kept.values() if one.status != "unchanged")
    if keeping.happened:
        record_many(workspace.pk, keeping.happened, by=by)
    return [kept[place] for place in range(len(arrivals))]


def keep_snapshot(
    arrival: Arrival,
    *,
    workspace: Workspace,
    by: Any,
    visibility: str = Visibility.WORKSPACE,
) -> Kept:
    """Keep one text. See `keep_snapshots`."""
    return keep_snapshots([arrival], workspace=workspace, by=by, visibility=visibility)[0]


def _rounds(arrivals: Sequence[Arrival]) -> list[list[int]]:
    """Places in `arrivals`, grouped so that no two of a group could be the same article."""
    rounds: list[list[int]] = []
    last_seen: dict[str, int] = {}
    for place, arrival in enumerate(arrivals):
        names = tokens(arrival)
        turn = max((last_seen[name] + 1 for name in names if name in last_seen), default=0)
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(place)
        last_seen.update(dict.fromkeys(names, turn))
    return rounds


def _keep(arrivals: Sequence[Arrival], keeping: _Keeping) -> list[Kept]:
    matches = recognise(
        arrivals, workspace=keeping.workspace, by=keeping.by, visibility=keeping.visibility
    )
    pairs = list(zip(arrivals, matches, strict=True))
    new = {id(a): _article(a, m, keeping) for a, m in pairs if m.article is None}
    number(Article, list(new.values()))
    everything = [_sorted(a, m, m.article or new[id(a)], keeping) for a, m in pairs]
    _restore([kept.article for kept in everything if kept.article.deleted_at], keeping)
    changed = [kept for kept in everything if kept.status != "unchanged"]
    if changed:
        number(Snapshot, [kept.snapshot for kept in changed])
        _make([kept for kept in changed if id(kept.arrival) in new], keeping)
        known = [kept for kept in changed if id(kept.arrival) not in new]
        _store(changed, _settle(known), keeping)
        _revise(known, keeping)
        keeping.happened += [_happening(kept) for kept in changed]
        keeping.happened += propose_republications(_leads(changed), by=keeping.by)
    return everything


def _sorted(arrival: Arrival, match: Match, article: Article, keeping: _Keeping) -> Kept:
    """What is to become of one text."""
    if match.same is not None:
        return Kept("unchanged", article, match.same, arrival)
    status: Status = "revised" if match.latest else "imported"
    snapshot = new_snapshot(arrival, article, number=match.number, by=keeping.by)
    return Kept(status, article, snapshot, arrival)


def _article(arrival: Arrival, match: Match, keeping: _Keeping) -> Article:
    return new_article(
        arrival,
        address_key=match.address_key,
        workspace=keeping.workspace,
        visibility=keeping.visibility,
        by=keeping.by,
    )


def _make(new: Sequence[Kept], keeping: _Keeping) -> None:
    """Store new articles with what they show, and who signs them."""
    pairs = [(kept.article, shown(kept.arrival.findings)) for kept in new]
    keeping.happened += show(pairs, workspace=keeping.workspace, by=keeping.by)
    for kept in new:
        kept.article.latest = kept.snapshot
    copy_rows(Article, [article for article, _ in pairs])
    keeping.happened += sign(pairs, workspace=keeping.workspace, by=keeping.by, afresh=True)


def _settle(known: Sequence[Kept]) -> dict[int, set[str]]:
    """Make way for new facts; give article id -> fields where what was chosen stays.

    That is what a person chose and, where an older capture came late, all that is chosen. A field
    about which the new snapshot says nothing keeps what it had.
    """
    older = {kept.article.pk for kept in known if kept.is_older}
    chosen = Fact.objects.filter(article__in=[kept.article for kept in known], chosen=True)
    settled = defaultdict(set)
    for article, name, how in chosen.values_list("article", "field", "known") if known else []:
        if how == Known.PERSON or article in older:
            settled[article].add(name)
    for kept in known:
        anew = {one.field for one in kept.arrival.findings if one.chosen}
        kept.article.facts.filter(chosen=True, field__in=anew - settled[kept.article.pk]).update(
            chosen=False
        )
    return settled


def _store(changed: Sequence[Kept], settled: dict[int, set[str]], keeping: _Keeping) -> None:
    """Store snapshots with their files and facts."""
    copy_rows(Snapshot, [kept.snapshot for kept in changed])
    copy_values(SnapshotFile, FILE, (file_values(kept.arrival, kept.snapshot) for kept in changed))
    facts: list[tuple[Any, ...]] = []
    how: dict[str, Any] = {"at": timezone.now(), "by": keeping.by}
    for kept in changed:
        stays = settled.get(kept.article.pk, set())
        facts += [
            fact_values(one, kept.snapshot, chosen=one.chosen and one.field not in stays, **how)
            for one in kept.arrival.findings
        ]
    copy_values(Fact, FACT, facts)


def _revise(known: Sequence[Kept], keeping: _Keeping) -> None:
    pairs = [(kept.article, shown_by(kept.article)) for kept in known]
    keeping.happened += show(pairs, workspace=keeping.workspace, by=keeping.by)
    for kept in known:
        if not kept.is_older:
            kept.article.latest = kept.snapshot
        kept.article.touch()
    after.tell_redated([kept.article for kept in known], by=keeping.by)
    follow_soon(kept.article.pk for kept in known)
    keeping.happened += sign(pairs, workspace=keeping.workspace, by=keeping.by)


def _leads(changed: Sequence[Kept]) -> list[Lead]:
    return [
        Lead(kept.article, kept.snapshot, one)
        for kept in changed
        for one in kept.arrival.findings
        if one.field == Fact.Field.REPUBLISHED_FROM and one.chosen
    ]


def _restore(deleted: Sequence[Article], keeping: _Keeping) -> None:
    """Bringing in a deleted article again takes the deletion back."""
    for article in deleted:
        article.deleted_at = None
        article.touch()
        keeping.happened.append(Happening("article.restored", label(article), {}))


def _happening(kept: Kept) -> Happening:
    detail = {
        "snapshot": kept.snapshot.pk,
        "number": kept.snapshot.number,
        "raw_sha256": kept.snapshot.raw_sha256,
        "text_sha256": kept.snapshot.text_sha256,
    }
    return Happening(f"article.{kept.status}", label(kept.article), detail)
