"""Prose about nothing, the same for the same seed, for tests of what texts share."""

import random
from itertools import count
from typing import Any

from provenance.sources.models import Snapshot
from provenance.sources.services import keep_snapshot
from tests.people import Cast
from tests.provenance.sources.arriving import arrival, finding

FIRST = [one + two for one in "bdfgklm" for two in "aeiou"]
COUNT = count()
LAST = [f"{one}{two}{three}" for one in "nrstvz" for two in "aeiou" for three in "nrs"]


def prose(words: int, seed: int = 1) -> str:
    """So many invented words in sentences and paragraphs."""
    dice = random.Random(seed)
    said: list[str] = []
    while len(said) < words:
        length = min(dice.randint(8, 20), words - len(said))
        sentence = [
            dice.choice(FIRST) + dice.choice(FIRST) + dice.choice(LAST) for _ in range(length)
        ]
        said += [sentence[0].title(), *sentence[1:-1], sentence[-1] + "."][:length]
    lines = [" ".join(said[at : at + 60]) for at in range(0, words, 60)]
    return "\n\n".join(lines)


def keep(cast: Cast, text: str, *, who: str = "ann", **about: Any) -> Snapshot:
    """Keep a text as an article of the desk; `about` is what is found out about it."""
    visibility = about.pop("visibility", "workspace")
    workspace = about.pop("workspace", cast.desk)
    at = {name: about.pop(name) for name in ("final_address", "regions") if name in about}
    findings = [
        finding(name, value, **({"precision": "day"} if name == "published" else {}))
        for name, value in about.items()
    ]
    # The same bytes would be the same article.
    came = arrival(text, findings=findings, raw=f"{next(COUNT)} {text}".encode(), **at)
    by = getattr(cast, who)
    return keep_snapshot(came, workspace=workspace, by=by, visibility=visibility).snapshot
