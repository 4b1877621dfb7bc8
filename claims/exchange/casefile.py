"""Attaching a case file: claims about texts that are not ours, found again by their hashes.

The file holds our own wording and, for each place, offsets with the SHA-256 of the words there. A
place whose words differ is refused, so a claim can never sit on other words than those it was
written about.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from claims.cases import services as cases
from claims.cases.models import Case
from claims.records import services as records
from claims.records.models import Claim
from provenance.accounts.models import Membership, User, Workspace
from provenance.accounts.roles import Role
from provenance.accounts.services import add_member
from provenance.audit.services import record
from provenance.sources import services as sources
from provenance.sources.models import Article, Person, Snapshot
from provenance.sources.passages import passage_at

from .dates import whole_date
from .hops import hop_told

Row = dict[str, Any]
CURATOR = "case-files"
FACT_FIELDS = {"title", "author", "outlet", "published", "republished_from"}


@dataclass
class Attached:
    """What was attached to one workspace."""

    claims: int = 0
    appearances: int = 0
    relations: int = 0
    facts: int = 0
    refused: list[str] = field(default_factory=list)


def follow(snapshots: Sequence[Snapshot], _by: Any) -> None:
    """What happens after an import."""
    attach(snapshots)


def attach(snapshots: Sequence[Snapshot]) -> list[Attached]:
    """Attach what the case files say about these texts; called again it adds nothing."""
    done = []
    for path in sorted((settings.BASE_DIR / "fixtures").glob("*/case.json")):
        case = _read(path)
        known = {one["sha256"] for one in case["files"]}
        mine = [snapshot for snapshot in snapshots if snapshot.raw_sha256 in known]
        for workspace_id in sorted({snapshot.article.workspace_id for snapshot in mine}):
            workspace = Workspace.objects.get(pk=workspace_id)
            done.append(_Case(case, workspace).attach())
    return done


@cache
def _read(path: Path) -> Row:
    case: Row = json.loads(path.read_text(encoding="utf-8"))
    return case


class _Case:
    """One case file on its way into one workspace."""

    def __init__(self, case: Row, workspace: Workspace) -> None:
        self.case, self.workspace = case, workspace
        self.done = Attached()
        self.texts = self._texts()
        self.people: dict[str, Person] = {}

    @transaction.atomic
    def attach(self) -> Attached:
        """Claims, chains, relations and what is known from outside, for the texts that are here."""
        # Two imports at once wait for each other here, and the second finds everything done.
        Workspace.objects.select_for_update().get(pk=self.workspace.pk)
        self.by = curator(self.workspace)
        made = {row["id"]: self._claim(row) for row in self.case["claims"]}
        for row in self.case["relations"]:
            source, target = made.get(row["from"]), made.get(row["to"])
            if source and target:
                self._relate(source, target, row)
        for row in self.case["outside"]:
            if row["file"] in self.texts:
                self._outside(self.texts[row["file"]].article, row)
        if self.texts and self.case.get("title"):
            self._gather([one for one in made.values() if one])
        return self.done

    def _gather(self, claims: list[Claim]) -> None:
        """Open the case, or fill it with what came since.

        What someone took out, or deleted, stays so: a new import is no second opinion.
        """
        mine = Case.objects.filter(workspace=self.workspace, created_by=self.by)
        case = mine.filter(title=self.case["title"]).first() or self._opened()
        if case.deleted_at is not None:
            return
        had = set(case.articles.values_list("article", flat=True))
        claimed = set(case.claims.values_list("claim", flat=True))
        texts = {one.article_id for one in self.texts.values()} - had
        cases.add_to_case(
            case,
            articles=_seen(Article.objects.visible_to(self.by), texts),
            claims=_seen(Claim.objects.visible_to(self.by), {one.pk for one in claims} - claimed),
            why="Named by the case file.",
            by=self.by,
        )

    def _opened(self) -> Case:
        return cases.open_case(
            self.workspace,
            self.case["title"],
            summary=self.case.get("about", ""),
            visibility="workspace",
            by=self.by,
        )

    def _texts(self) -> dict[str, Snapshot]:
        hashes = {one["sha256"]: one["file"] for one in self.case["files"]}
        rows = Snapshot.objects.filter(
            raw_sha256__in=hashes, article__workspace=self.workspace, article__deleted_at=None
        ).select_related("article")
        return {hashes[row.raw_sha256]: row for row in rows}

    def _claim(self, row: Row) -> Claim | None:
        here = [one for one in row["appearances"] if self._stands(one)]
        claim: Claim | None = Claim.objects.filter(
            workspace=self.workspace, statement=row["statement"], created_by=self.by
        ).first()
        for appearance in here:
            if claim is None:
                claim = self._record(row, appearance)
            elif not self._is_there(claim, appearance):
                records.add_appearance(
                    claim,
                    self._place(appearance),
                    attributions=self._chain(appearance),
                    note=appearance.get("note", ""),
                    by=self.by,
                )
                self.done.appearances += 1
        return claim

    def _record(self, row: Row, appearance: Row) -> Claim:
        self.done.claims += 1
        self.done.appearances += 1
        return records.record_claim(
            self.workspace,
            row["statement"],
            appearance=self._place(appearance),
            attributions=self._chain(appearance),
            kind=row["kind"],
            checkable=row["checkable"],
            about=whole_date(row["about_date"]) if row.get("about_date") else None,
            about_precision=row.get("about_precision") or "",
            language=self.case["language"],
            note=appearance.get("note", ""),
            visibility="workspace",
            by=self.by,
        )

    def _is_there(self, claim: Claim, appearance: Row) -> bool:
        snapshot, start, end = self._place(appearance)
        at = {"passage__snapshot": snapshot, "passage__start": start, "passage__end": end}
        return claim.appearances.filter(**at).exists()

    def _stands(self, place: Row) -> bool:
        """Whether the text is here and says these words there."""
        snapshot = self.texts.get(place["file"])
        if snapshot is None:
            return False
        if _hash(snapshot.text[place["start"] : place["end"]]) == place["sha256"]:
            return True
        self.done.refused.append(f"{place['file']} [{place['start']}, {place['end']})")
        return False

    def _place(self, place: Row) -> tuple[Snapshot, int, int]:
        return self.texts[place["file"]], place["start"], place["end"]

    def _chain(self, appearance: Row) -> list[records.Hop]:
        return [self._hop(appearance["file"], hop) for hop in appearance["chain"]]

    def _hop(self, file: str, row: Row) -> records.Hop:
        words, text = row.get("wording"), self.texts[file].text
        wording = _cue(words, text) if isinstance(words, dict) else None
        return hop_told(
            row,
            speaker=self._speaker(row["speaker"]) if row["speaker"] else None,
            cue=_cue(row.get("cue"), text),
            wording_at=(self.texts[file], *wording) if wording else None,
        )

    def _speaker(self, name: str) -> Person:
        if name not in self.people:
            row = next(one for one in self.case["persons"] if one["id"] == name)
            person = sources.person_named(
                row["name"], workspace=self.workspace, kind=row["kind"], by=self.by
            )
            if row.get("about") and not person.description:
                person = sources.describe_person(person, description=row["about"][:300], by=self.by)
            self.people[name] = person
        return self.people[name]

    def _relate(self, source: Claim, target: Claim, row: Row) -> None:
        if not source.relations_from.filter(target=target, kind=row["kind"]).exists():
            records.relate(source, target, row["kind"], row["reason"], by=self.by)
            self.done.relations += 1

    def _outside(self, article: Article, row: Row) -> None:
        if row["field"] in FACT_FIELDS:
            added = sources.note_outside(
                article,
                row["field"],
                row["value"],
                confidence=row["confidence"],
                is_inferred=row["known"] == "inferred",
                note=row["source"],
                by=self.by,
            )
            self.done.facts += added
        elif self._stands(row | row["place"]):
            passage = passage_at(*self._place(row | row["place"]))
            if not article.citations_made.filter(passage=passage).exists():
                sources.cite(
                    article,
                    kind="quotes",
                    target_name=row["value"],
                    passage=passage,
                    why=row["source"],
                    known=row["known"],
                    confidence=row["confidence"],
                    uncredited=True,
                    by=self.by,
                )
                self.done.facts += 1


def curator(workspace: Workspace) -> User:
    """The account in whose name case files are attached; nobody can log in with it."""
    user, is_new = User.objects.get_or_create(username=CURATOR, defaults={"name": "Case files"})
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record("person.added", user, by=None)
    if not Membership.objects.filter(workspace=workspace, user=user).exists():
        add_member(workspace, user, Role.CHECKER, by=None)
        user.forget_roles()
    return user


def _seen(rows: Any, ids: set[int]) -> list[int]:
    """Those that the curator sees: what one person keeps to themselves goes into no case of all."""
    return list(rows.filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _cue(cue: Row | None, text: str) -> tuple[int, int] | None:
    """The place of words of a hop, if they stand there."""
    if not cue or _hash(text[cue["start"] : cue["end"]]) != cue["sha256"]:
        return None
    return cue["start"], cue["end"]


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
