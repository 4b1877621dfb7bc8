"""Why several texts count as one origin, in the few words that a line has room for. Pure."""

from provenance.lineage.graph import Reason

WORDS = {
    "article": "in the same article",
    "copy": "republished",
    "agency": "from the same agency",
    "author": "by the same author",
    "speaker": "from the same speaker",
    "unnamed": "from the same unnamed source",
    "owner": "from the same owner",
    "depends": "it repeats the other",
}


def why(reason: Reason) -> str:
    """In a few words; a rule that has none here explains itself."""
    return WORDS.get(reason.rule, reason.explanation)
