"""An empty database in the middle of a test, and files that were tampered with."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, models

from claims.exchange.whole.parts import our_models

KEEPS = {
    "reviews_rating": "scale_id IN (SELECT id FROM reviews_scale WHERE workspace_id IS NOT NULL)",
    "reviews_scale": "workspace_id IS NOT NULL",
    "reviews_ratingtext": "rating_id NOT IN (SELECT id FROM reviews_rating)",
}


def empty_the_database() -> None:
    """Leave what every database begins with: the usual scales."""
    tables = sorted({model._meta.db_table for model in _all()}, key=_order)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # Else no table could be altered.
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            where = f" WHERE {KEEPS[table]}" if table in KEEPS else ""
            cursor.execute(f"DELETE FROM {table}{where}")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _all() -> list[type[models.Model]]:
    """Our tables, and those of others that name rows of ours."""
    ours = our_models()
    others = [
        model
        for model in apps.get_models(include_auto_created=True)
        if any(one.related_model in ours for one in model._meta.concrete_fields)
    ]
    return [*ours, *others]


def _order(table: str) -> int:
    """Texts of ratings go by their ratings, so after them."""
    return list(KEEPS).index(table) if table in KEEPS else -1


def entries(data: bytes) -> dict[str, bytes]:
    """Every entry of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def lines(data: bytes, path: str) -> list[dict[str, Any]]:
    """The rows of an entry."""
    return [json.loads(line) for line in entries(data).get(path, b"").splitlines()]


def changed(
    data: bytes, path: str, change: Callable[[bytes], bytes], *, sums: bool = True
) -> bytes:
    """The file with one entry changed; with `sums` the manifest is made to agree."""
    parts = entries(data)
    parts[path] = change(parts[path])
    if sums and path != "manifest.json":
        manifest = json.loads(parts["manifest.json"])
        for one in manifest["entries"]:
            if one["path"] == path:
                one["bytes"] = len(parts[path])
                one["sha256"] = hashlib.sha256(parts[path]).hexdigest()
        parts["manifest.json"] = json.dumps(manifest).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
