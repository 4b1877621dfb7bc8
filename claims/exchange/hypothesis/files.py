"""Files of Hypothesis annotations: what the client exports, answers of the API, or rows. Pure.

Three shapes are read: an object with `annotations` (the client's export) or `rows` (the answer of a
search), a list of rows, and one row a line.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from .site import ACCOUNT

NAME = re.compile(r"[\w-]{1,100}")
HOST = re.compile(r"[a-z0-9.-]{1,200}")
Json = dict[str, Any]


class FileError(ValueError):
    """A file that holds no annotations in any shape we know; says so."""


def read_rows(text: str) -> list[Any]:
    """The rows of a file, as they stand there. Raises FileError."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = _lines(text)
    if isinstance(found, Mapping):
        found = found.get("annotations", found.get("rows", [found] if "id" in found else None))
    if not isinstance(found, list):
        raise FileError("This is no export of Hypothesis: it holds no list of annotations.")
    return found


def write_rows(rows: Iterable[Json], *, account: str, when: datetime) -> str:
    """A file as the client's own export writes it, and reads it again."""
    told = {
        "export_date": when.astimezone(UTC).isoformat(),
        "export_userid": account,
        "client_version": "",
        "annotations": list(rows),
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def origin_of(row: Any) -> str:
    """The IRI under which an annotation is known where it came from; empty if it has no name.

    `https://hypothes.is/a/ID` for the public service, likewise for any other.
    """
    if not isinstance(row, Mapping):
        return ""
    name, account = row.get("id"), row.get("user")
    authority = account.rpartition("@")[2].lower() if isinstance(account, str) else ""
    if not isinstance(name, str) or not NAME.fullmatch(name) or not HOST.fullmatch(authority):
        return ""
    return f"https://{authority}/a/{name}"


def parents_first(rows: Sequence[Any]) -> list[Any]:
    """The rows with what is answered before its answers, else in their order."""
    return sorted(rows, key=_depth)


def as_it_was(row: Json, kept: Mapping[str, Any], names: Mapping[str, str], version: int) -> Json:
    """A row of ours under the name, author and dates it had where it came from.

    `kept` is what was kept of them, `names` maps our names of notes to those they came with.
    """
    was = {key: kept[key] for key in ("id", "user", "created", "group") if key in kept}
    if version == 1 and "updated" in kept:
        was["updated"] = kept["updated"]
    if "uri" in kept:
        target = {**row["target"][0], "source": kept["uri"]}
        was |= {"uri": kept["uri"], "target": [target]}
    if kept.get("title"):
        was["document"] = {"title": [kept["title"]]}
    if "references" in row:
        was["references"] = [names.get(one, one) for one in row["references"]]
    return row | was | _readers(row, was)


def _readers(row: Json, was: Mapping[str, Any]) -> Json:
    """Private stays private, to the account that wrote it; shared is shared with its group."""
    read = row["permissions"]["read"][0]
    author, group = was.get("user", row["user"]), was.get("group", row["group"])
    reader = author if read.startswith(ACCOUNT) else f"group:{group}"
    rights = {key: [author] for key in ("update", "delete", "admin")}
    return {"permissions": {"read": [reader], **rights}}


def _lines(text: str) -> list[Any]:
    try:
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        raise FileError("This is neither JSON nor one JSON object a line.") from None


def _depth(row: Any) -> int:
    references = row.get("references") if isinstance(row, Mapping) else None
    return len(references) if isinstance(references, list) else 0
