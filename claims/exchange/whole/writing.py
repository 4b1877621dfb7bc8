"""Writing a workspace into one file, row by row, as it is at one moment.

A zip of JSON lines, one entry a table; captures as the WARC files they are; a manifest last, with
the SHA-256 of every entry. `by` makes it the file of one person: what that person may not see is
not in it, nor what leans on that.
"""

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.db.transaction import atomic
from django.utils import timezone

from provenance.accounts.models import User, Workspace
from provenance.audit.models import AuditEvent, AuditHead

from .parts import (
    BLANK,
    EARLIER,
    FILES,
    KEPT_FROM_OWNERS,
    LOOSE,
    PARTS,
    SHARED,
    USER,
    WORKSPACE,
    columns,
    entry_of,
    model_of,
    our_models,
)
from .rows import told

FORMAT, VERSION = "provenance-workspace", 1
MANIFEST, PEOPLE, COMMON, HISTORY = "manifest.json", "people.jsonl", "shared.jsonl", "history.jsonl"
EPOCH = (1980, 1, 1, 0, 0, 0)
AT_ONCE = 200
PERSON = ("username", "name", "is_confined")
EVENT = ("chain", "number", "at", "actor", "via", "action", "target", "detail", "previous", "hash")
AS_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


@dataclass
class Writer:
    """One file on its way out."""

    workspace: Workspace
    out: IO[bytes]
    by: User | None = None
    entries: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    people: set[int] = field(default_factory=set)
    shared: dict[str, set[int]] = field(default_factory=dict)
    left: dict[str, set[int]] = field(default_factory=dict)

    def write(self) -> dict[str, int]:
        """Write all of it. How much of each kind."""
        with atomic():
            if not connection.savepoint_ids:  # Else someone else's transaction goes on.
                _hold_still()
            if self.by is not None:
                self.left = dict(_left_behind(self.workspace, self.by))
            with zipfile.ZipFile(self.out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
                self.archive = archive
                for label in PARTS:
                    self._part(label)
                self._history()
                self._lines(COMMON, self._shared_rows())
                self._lines(PEOPLE, self._people_rows())
                self._manifest()
        return dict(self.counts)

    def _part(self, label: str) -> None:
        model = model_of(label)
        if label == EARLIER and self.by is not None:
            return
        number = self._lines(entry_of(label), self._rows(label, model))
        if number:
            self.counts[model._meta.model_name or label] += number

    def _rows(self, label: str, model: type[models.Model]) -> Iterator[dict[str, Any]]:
        fields = columns(model)
        names = [one.attname for one in fields if not (label == FILES and one.name == "warc")]
        left, blank = self.left.get(label, set()), BLANK.get(label, {})
        rows = rows_of(label, self.workspace).values_list("pk", *names)
        for pk, *values in rows.iterator(chunk_size=AT_ONCE):
            if pk in left:
                continue
            row = dict(zip(names, map(told, values), strict=True))
            row |= {name: value.format(pk=pk) for name, value in blank.items()}
            if label == FILES:
                row["warc"] = self._capture(pk)
            self._note_what_is_named(label, fields, row)
            yield row

    def _capture(self, pk: int) -> str:
        """The entry of a capture; it is written once the rows are, so its place is only named."""
        return f"captures/{pk}.warc.gz"

    def _note_what_is_named(self, label: str, fields: Any, row: dict[str, Any]) -> None:
        for one in fields:
            if not one.is_relation or row[one.attname] is None:
                continue
            target = one.related_model._meta.label
            if target == USER:
                self.people.add(row[one.attname])
            elif f"{label}.{one.name}" in LOOSE and row[one.attname] in self.left.get(target, ()):
                row[one.attname] = None
            elif target in SHARED:
                self.shared.setdefault(target, set()).add(row[one.attname])

    def _history(self) -> None:
        """The history itself goes along whole or, for one person, by its end alone."""
        if self.by is not None:
            return
        events = AuditEvent.objects.filter(chain=self.workspace.pk).order_by("number")
        names = ["actor_id" if name == "actor" else name for name in EVENT]

        def lines() -> Iterator[dict[str, Any]]:
            for values in events.values_list(*names).iterator(chunk_size=AT_ONCE):
                row = dict(zip(EVENT, map(told, values), strict=True))
                if row["actor"] is not None:
                    self.people.add(row["actor"])
                yield row

        self.counts["auditevent"] += self._lines(HISTORY, lines())

    def _shared_rows(self) -> Iterator[dict[str, Any]]:
        for label, names in SHARED.items():
            rows = model_of(label)._base_manager.filter(pk__in=self.shared.get(label, set()))
            nobodys = rows.filter(**{PARTS[label]: None}).order_by("pk")
            for pk, *key in nobodys.values_list("pk", *names):
                yield {"table": label, "pk": pk, "key": key}

    def _people_rows(self) -> Iterator[dict[str, Any]]:
        rows = User.objects.filter(pk__in=self.people).order_by("pk")
        for pk, *said in rows.values_list("pk", *PERSON).iterator():
            yield {"pk": pk, **dict(zip(PERSON, said, strict=True))}

    def _lines(self, path: str, rows: Iterable[dict[str, Any]]) -> int:
        number = 0

        def chunks() -> Iterator[bytes]:
            nonlocal number
            for row in rows:
                number += 1
                yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

        entry = self._put(path, chunks())
        entry["rows"] = number
        if path == entry_of(FILES):
            self._captures()
        return number

    def _captures(self) -> None:
        """One capture after the other, so that no two are in memory at once."""
        rows = rows_of(FILES, self.workspace).order_by("pk")
        left = self.left.get(FILES, set())
        for pk in list(rows.values_list("pk", flat=True)):
            if pk not in left:
                warc = rows.filter(pk=pk).values_list("warc", flat=True).get()
                self._put(self._capture(pk), [bytes(warc)], packed=True)

    def _put(self, path: str, chunks: Iterable[bytes], *, packed: bool = False) -> dict[str, Any]:
        info = zipfile.ZipInfo(path, EPOCH)
        info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self.archive.open(info, "w", force_zip64=True) as entry:
            for chunk in chunks:
                entry.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        told_of = {"path": path, "bytes": size, "sha256": digest.hexdigest()}
        self.entries.append(told_of)
        return told_of

    def _manifest(self) -> None:
        head = AuditHead.objects.filter(chain=self.workspace.pk).first()
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "workspace": self.workspace.slug,
            "exported_at": timezone.now().isoformat(),
            "whole": self.by is None,
            "schema": schema(),
            "history": {
                "chain": self.workspace.pk,
                "events": head.number if head else 0,
                "hash": head.hash if head else "",
            },
            "entries": self.entries,
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        self.archive.writestr(zipfile.ZipInfo(MANIFEST, EPOCH), text)


def rows_of(label: str, workspace: Workspace) -> "models.QuerySet[Any]":
    """The rows of one table that belong to a workspace, also deleted ones, by their number."""
    path, rows = PARTS[label], model_of(label)._base_manager.all()
    if label == WORKSPACE:
        return rows.filter(pk=workspace.pk)
    if label == EARLIER:
        return rows.filter(workspace=workspace.pk).order_by("pk")
    return rows.filter(**{path: workspace.pk}).order_by("pk")


def schema() -> dict[str, str]:
    """The last migration of each room: what the columns of the file are those of."""
    rooms = {model._meta.app_label for model in our_models()}
    done = MigrationRecorder.Migration.objects.filter(app__in=rooms).order_by("app", "name")
    return dict(done.values_list("app", "name"))


def _hold_still() -> None:
    with connection.cursor() as cursor:
        cursor.execute(AS_ONE_MOMENT)


def _left_behind(workspace: Workspace, by: User) -> Iterator[tuple[str, set[int]]]:
    """What `by` may not see, and what leans on that: table and numbers, in the order of PARTS."""
    left: dict[str, set[int]] = {}
    for label in PARTS:
        model, rows = model_of(label), rows_of(label, workspace)
        gone = _unseen(label, model, rows, by)
        for one in columns(model):
            target = one.related_model._meta.label if one.related_model else ""
            behind = gone if target == label else left.get(target)
            if behind and f"{label}.{one.name}" not in LOOSE:
                gone |= _naming(rows, one, behind)
        if gone:
            left[label] = gone
            yield label, gone


def _unseen(label: str, model: type[models.Model], rows: Any, by: User) -> set[int]:
    """Rows that the list form of the rule keeps from `by`; of the workspace itself none."""
    if label in KEPT_FROM_OWNERS:
        return set(rows.order_by().values_list("pk", flat=True))
    managed: Any = getattr(model, "objects", None)
    rule = getattr(managed.all(), "visible_to", None) if managed is not None else None
    if label == WORKSPACE or rule is None:
        return set()
    seen = rule(by).order_by().values("pk")
    return set(rows.order_by().exclude(pk__in=seen).values_list("pk", flat=True))


def _naming(rows: Any, one: Any, behind: set[int]) -> set[int]:
    """Rows that name one of those, again and again where a table names itself."""
    found: set[int] = set()
    fresh = set(behind)
    while fresh:
        named = rows.order_by().filter(**{f"{one.name}__in": fresh}).values_list("pk", flat=True)
        fresh = set(named) - found - (behind if one.related_model is rows.model else set())
        found |= fresh
        if one.related_model is not rows.model:
            break
    return found
