"""Claims like a given text, so that the same claim is not recorded twice.

Candidates share words (by their stems) with the text or, where no word leads anywhere, its
spelling; what they share is then compared word by word, whatever the order. Only claims the person
may see are ever looked at.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramSimilarity
from django.db.models import F
from rapidfuzz import fuzz

from claims.records.models import Claim
from claims.reviews.models import Verdict
from provenance.sources.covers import in_place_of

from .languages import configuration

LONGEST = 2000
CANDIDATES = 40
TELLING_WORDS = 12
LEAST = 0.25


@dataclass(frozen=True)
class Match:
    """A claim that resembles the text. `score` is between 0 and 1; `verdict` the current label.

    `sensitive` is what awaits the reader, where the claim is covered.
    """

    claim: int
    text: str
    score: float
    verdict: str
    sensitive: str = ""

    @property
    def called(self) -> str:
        """Its words, or those on its cover."""
        return in_place_of(self.text, self.sensitive)


def similar(
    text: str, *, by: Any, workspace: int | None = None, language: str = "en", limit: int = 5
) -> list[Match]:
    """Claims the person may see that resemble `text`, best first."""
    text = " ".join(text.split())[:LONGEST]
    if not text:
        return []
    rows = Claim.objects.visible_to(by).standing()
    if workspace is not None:
        rows = rows.filter(workspace=workspace)
    found = _scored(candidates(rows, text, language), text)
    if not any(score >= LEAST for score, _ in found):
        # Comparing spellings reads many rows, so it is kept for what no word leads to.
        found = _scored(_by_spelling(rows, text), text)
    best = sorted(found, key=lambda one: (-one[0], one[1].pk))[:limit]
    current = Verdict.objects.current().filter(claim__in=[claim for _, claim in best])
    labels = {verdict.claim_id: verdict.rating_label for verdict in current}
    return [
        Match(claim.pk, claim.statement, round(score, 4), labels.get(claim.pk, ""), claim.sensitive)
        for score, claim in best
        if score >= LEAST
    ]


def likeness(one: str, other: str) -> float:
    """How alike two sentences are, 0 to 1, by their words in any order and by their spelling."""
    one, other = one.casefold(), other.casefold()
    return (fuzz.token_set_ratio(one, other) + fuzz.token_sort_ratio(one, other)) / 200


def _scored(claims: Any, text: str) -> list[tuple[float, Claim]]:
    return [(likeness(text, claim.statement), claim) for claim in claims]


def telling_words(text: str) -> list[str]:
    """The words most worth looking for: longest first, each once."""
    words = dict.fromkeys(re.findall(r"\w+", text.casefold()))
    return sorted(words, key=len, reverse=True)[:TELLING_WORDS]


def candidates(rows: Any, text: str, language: str) -> Any:
    """Those of `rows` (claims) that share the most telling words with a text, at most 40."""
    words = telling_words(text)
    if not words:
        return []
    question = SearchQuery(
        " or ".join(f'"{word}"' for word in words),
        config=configuration(language),
        search_type="websearch",
    )
    found = rows.filter(words__vector=question)
    return found.annotate(rank=SearchRank(F("words__vector"), question)).order_by("-rank", "pk")[
        :CANDIDATES
    ]


def _by_spelling(rows: Any, text: str) -> Any:
    found = rows.filter(statement__trigram_similar=text)
    return found.annotate(near=TrigramSimilarity("statement", text)).order_by("-near", "pk")[
        :CANDIDATES
    ]
