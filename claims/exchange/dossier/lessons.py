"""What a class is asked about a claim that came in a dossier: texts, and what was found. Pure.

The shape of what was found is that of `claims.classroom.keys`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .looking import Dossier

Body = dict[str, Any]
MOST_TEXTS = 6


@dataclass(frozen=True)
class Told:
    """A text of a dossier: the number of its snapshot there, what it is called, and its words."""

    snapshot: int
    title: str
    address: str
    captured_at: str
    text: str


def texts_in(dossier: Dossier) -> list[Told]:
    """The texts in which the claim stands, those first seen first, as far as they are in there."""
    rows = {row["id"]: row for row in dossier.whole["snapshots"] if row["text"]}
    articles = {row["id"]: row for row in dossier.whole["articles"]}
    stands = dict.fromkeys(one["words"]["snapshot"] for one in dossier.whole["appearances"])
    found = []
    for pk in [pk for pk in stands if pk in rows][:MOST_TEXTS]:
        row, article = rows[pk], articles[rows[pk]["article"]]
        text = dossier.read(row["text"]).decode()
        found.append(Told(pk, article["title"], article["address"], row["captured_at"], text))
    return found


def found_in(
    dossier: Dossier, places: Mapping[int, int], ratings: Sequence[Mapping[str, Any]]
) -> Body:
    """What was found. `places`: number of a snapshot in there -> place of its text in the class.

    `ratings` are those that a class can choose (slug, label, neutral): the verdict becomes the one
    of the same label, or the first that means the same.
    """
    whole = dossier.whole
    here = [one for one in whole["appearances"] if one["words"]["snapshot"] in places]
    addresses = {row["id"]: row["address"] for row in whole["articles"]}
    return {
        "statement": whole["claim"]["statement"],
        "verdict": _verdict(dossier.told("verdicts.json"), ratings),
        "origins": None,
        "chains": [_chain(one, places) for one in here],
        "marks": [
            {
                "claim": whole["claim"]["id"],
                "statement": whole["claim"]["statement"],
                "at": _place(one["words"], places),
            }
            for one in here
        ],
        "evidence": [_item(row, places, addresses) for row in whole["evidence"]],
    }


def _verdict(rows: Sequence[Body], ratings: Sequence[Mapping[str, Any]]) -> Body | None:
    if not rows:
        return None
    newest = max(rows, key=lambda row: row["number"])
    same = [one for one in ratings if one["label"] == newest["rating"]]
    like = [one for one in ratings if one["neutral"] == newest["neutral"]]
    return {
        "number": newest["number"],
        "slug": str((same or like or [{"slug": ""}])[0]["slug"]),
        "label": newest["rating"],
        "neutral": newest["neutral"],
        "summary": newest["summary"],
        "as_of": newest["as_of"],
    }


def _chain(appearance: Body, places: Mapping[int, int]) -> Body:
    hops = sorted(appearance["chain"], key=lambda hop: -hop["position"])
    return {"text": places[appearance["words"]["snapshot"]], "hops": [_hop(hop) for hop in hops]}


def _hop(hop: Body) -> Body:
    told = ("directness", "anonymous", "missing", "gap")
    return {"speaker": hop["speaker"] or "", **{name: hop[name] for name in told}}


def _item(row: Body, places: Mapping[int, int], addresses: Mapping[int, str]) -> Body:
    return {
        "stance": row["stance"],
        "reason": row["warrant"],
        "origin": row["origin"],
        "address": row["address"] or addresses.get(row["article"], ""),
        "at": _place(row["words"], places) if row["words"] else None,
    }


def _place(words: Body, places: Mapping[int, int]) -> Body | None:
    if words["snapshot"] not in places:
        return None
    at = places[words["snapshot"]]
    return {"text": at, "start": words["start"], "end": words["end"]}
