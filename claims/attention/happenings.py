"""Which events people are told of, in which words, and what they are about. One table, pure.

What is not in the table is told to nobody; of several tellings the first that fits counts. Reviews
are working papers and are left out: what comes of them is told when it is published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KEPT = ("merged_into", "pk")  # The claim that counts, where this one was merged into another.
OF_CLAIM = {"claim": ("claim__merged_into", "claim")}

# Kind of row -> what an event about it is about: name -> paths, of which the first that is filled
# counts.
GROUNDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "claims.claim": {"claim": KEPT},
    "claims.appearance": OF_CLAIM,
    "evidence.evidence": OF_CLAIM,
    "groundwork.gap": OF_CLAIM,
    "groundwork.reply": OF_CLAIM,
    "groundwork.media": OF_CLAIM,
    "reviews.verdict": OF_CLAIM,
    "reviews.check": OF_CLAIM | {"round": ("pk",)},
    "reviews.recheck": OF_CLAIM | {"article": ("following__snapshot__article",)},
    "annotations.annotation": {
        "note": ("pk",),
        "claim": ("claim",),
        "article": ("article", "passage__snapshot__article"),
    },
    "capture.capturerequest": {"article": ("article",)},
}


@dataclass(frozen=True)
class Telling:
    """How followers are told of an event.

    `news` is told to those who follow an article, an outlet, a person or a topic as well. `only`
    says which details an event must have to be told at all.
    """

    words: str
    news: bool = False
    only: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Turn:
    """Whom alone a step of a check is told, as whose turn it is now.

    `who` is a detail of the event where it names them, else a part that someone has in the check.
    None of it tells what anybody answered.
    """

    words: str
    why: str
    who: str


TURNS: Mapping[str, Turn] = {
    "check.assign": Turn("gave you this check", "assigned", "to"),
    "check.planned": Turn("wants you to look at this second", "assigned", "second"),
    "check.submit": Turn("handed this in; you look at it second", "waiting", "second"),
    "check.return": Turn("sent this back to you", "waiting", "assignee"),
    "check.reopen": Turn("wants you to look at the verdict again", "waiting", "assignee"),
}
NOTED = {
    "note.written": "wrote a note",
    "note.answered": "answered a note",
    "note.edited": "changed a note",
    "note.shown": "showed a note",
    "note.moderated": "let a note pass",
}
TOLD: Mapping[str, tuple[Telling, ...]] = {
    "claim.recorded": (Telling("recorded a claim", news=True),),
    "claim.edited": (Telling("changed the claim"),),
    "claim.merged": (Telling("merged another claim into it"),),
    "claim.unmerged": (Telling("took a claim out of another again"),),
    "claim.split": (Telling("split it into parts"),),
    "claim.restored": (Telling("brought it back"),),
    "appearance.added": (Telling("found it in another text", news=True),),
    "chain.replaced": (Telling("rewrote who had it from whom"),),
    "evidence.added": (Telling("added evidence"),),
    "evidence.withdrawn": (Telling("took evidence back"),),
    "gap.declared": (Telling("declared a gap"),),
    "media.added": (Telling("named a picture, film or sound it is about"),),
    "reply.asked": (Telling("noted who was asked for a reply"),),
    "reply.answered": (Telling("kept an answer"),),
    "recheck.raised": (Telling("noticed that words it rests on changed", news=True),),
    "recheck.reopened": (Telling("had the verdict looked at again"),),
    "verdict.published": (
        Telling("corrected the verdict", news=True, only=(("kind", "correct"),)),
        Telling("clarified the verdict", news=True, only=(("kind", "clarify"),)),
        Telling("updated the verdict", news=True, only=(("kind", "update"),)),
        Telling("published a verdict", news=True),
    ),
    "verdict.withdrawn": (Telling("withdrew the verdict", news=True),),
    "capture.done": (
        Telling("brought in an article", news=True, only=(("outcome", "imported"),)),
        Telling("brought in a newer version", news=True, only=(("outcome", "revised"),)),
    ),
    **{action: (Telling(words),) for action, words in NOTED.items()},
}


def words_of(action: str, detail: Mapping[str, Any]) -> str:
    """What is said of an event, after the name of whoever did it; empty for one that isn't told."""
    said = telling(action, detail)
    if said is not None:
        return said.words
    return TURNS[action].words if action in TURNS else ""


def telling(action: str, detail: Mapping[str, Any]) -> Telling | None:
    """How followers are told of an event; None where they are not."""
    for one in TOLD.get(action, ()):
        if all(detail.get(name) == value for name, value in one.only):
            return one
    return None
