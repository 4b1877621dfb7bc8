"""Who quotes whom, of two articles that share words within quotation marks."""

from collections.abc import Iterator, Sequence

from provenance.sources.dating import days_of
from provenance.sources.models import Article
from provenance.sources.names import fold
from provenance.sources.proposing import Place, Proposal, Reason

from . import wordings
from .gleaning import Gleaned, number_of
from .resolving import keys_of
from .wordings import Shared

COPY = 0.4  # of the runs of the shorter text: then it is a copy, which is told elsewhere
MANY_WORDS = 25
MOST_REASONS = 3


def quotes(here: Gleaned, there: Gleaned, links_there: set[int]) -> Iterator[Proposal]:
    """Propose that the later of two articles quotes the earlier; `links_there` are its links."""
    shorter = min(len(here.runs), len(there.runs))
    if not shorter or len(here.runs & there.runs) > COPY * shorter:
        return
    later, earlier, links = here, there, here.links
    sure = _sure_order(here.snapshot.article, there.snapshot.article)
    captured = here.snapshot.captured_at < there.snapshot.captured_at
    if sure == "first" or (sure is None and captured):
        later, earlier, links = there, here, links_there
    found = wordings.standing_in(later.snapshot.text, later.quotations, earlier.words)
    if found:
        yield _proposal(later, earlier, found, links, is_dated=sure is not None)


def _proposal(
    later: Gleaned, earlier: Gleaned, found: Sequence[Shared], links: set[int], *, is_dated: bool
) -> Proposal:
    source, target = later.snapshot.article, earlier.snapshot.article
    longest = sorted(found, key=lambda one: -one.words)
    best = longest[0]
    reasons = [
        Reason(
            "quotation",
            f"{one.words} words within quotation marks stand word for word in the earlier text.",
            0.6,
        )
        for one in longest[:MOST_REASONS]
    ]
    confidence = 0.6
    if not wordings.among(best.there, earlier.quotations):
        confidence += 0.2
        reasons.append(Reason("own words", "There they are the text's own words.", 0.2))
    else:
        says = "There they stand within quotation marks too: both may have them from the speaker."
        reasons.append(Reason("quoted there too", says, -0.1))
    if sum(one.words for one in found) >= MANY_WORDS:
        confidence += 0.1
    if not is_dated:
        confidence -= 0.2
        says = "Which of them was first is not known by their dates, only by when we got them."
        reasons.append(Reason("no dates", says, -0.2))
    named = _is_credited(later, target, links)
    if named is False:
        says = f"It names {target.outlet or target.byline} nowhere."
        reasons.append(Reason("not credited", says, 0.1))
    return Proposal(
        source=source,
        kind="quotes",
        reasons=reasons,
        known="in_text",
        confidence=round(min(0.95, confidence), 2),
        target=target,
        here=Place(later.snapshot, *best.here),
        there=Place(earlier.snapshot, *best.there),
        uncredited=named is False,
    )


def _is_credited(later: Gleaned, target: Article, links: set[int]) -> bool | None:
    """Whether a text names the other's outlet or author or links to it; None if unknown."""
    names = [fold(name) for name in target.byline.split(",")]
    if target.outlet is not None:
        names += [target.outlet.key, *target.outlet.alias_keys]
    names = [name for name in names if name]
    if links & {number_of(one) for one in keys_of(target)}:
        return True
    if not names:
        return None
    pieces = _pieces(later.snapshot.text)
    return any(f" {name} " in f" {fold(piece)} " for piece in pieces for name in names)


def _pieces(text: str) -> Iterator[str]:
    """A text in overlapping parts short enough to be folded, so that no name is cut in all."""
    words = text.split()
    for at in range(0, len(words), 6):
        yield " ".join(words[at : at + 12])


def _sure_order(here: Article, there: Article) -> str | None:
    """`first` where the first is the earlier by its date, `second`, or None where none is."""
    one, other = days_of(here), days_of(there)
    if one is None or other is None:
        return None
    if one[1] < other[0]:
        return "first"
    return "second" if other[1] < one[0] else None
