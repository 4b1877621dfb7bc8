"""The choice among what is known of a text: the most trusted value of each field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from provenance.capture.candidates import Candidate, Chosen, Field
from provenance.sources.names import fold

# Below these a value is kept as a candidate but not chosen: better no author than a wrong one.
_LEAST: dict[Field, float] = {"author": 0.47, "republished_from": 0.4}
_LEAST_OTHER = 0.3


def choose(candidates: Iterable[Candidate]) -> Chosen:
    """Pick the most trusted value of each field; the candidates themselves are left as they are."""
    known = [c for c in candidates if c.confidence >= _LEAST.get(c.field, _LEAST_OTHER)]
    published = _best(known, "published")
    outlet = _value(_best(known, "outlet"))
    return Chosen(
        title=_value(_best(known, "title")),
        authors=_authors(known),
        outlet=outlet,
        published=_value(published),
        precision=published.precision if published else None,
        language=_value(_best(known, "language")),
        republished_from=_value(
            _best([c for c in known if not _same(c.value, outlet)], "republished_from")
        ),
    )


def _best(candidates: Sequence[Candidate], field: Field) -> Candidate | None:
    return max(
        (c for c in candidates if c.field == field), key=lambda c: c.confidence, default=None
    )


def _value(candidate: Candidate | None) -> str | None:
    return candidate.value if candidate else None


def _authors(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    best = _best(candidates, "author")
    if best is None:
        return ()
    # All names that the same rule gave belong together: "By Ann Abel and Bo Berg".
    names = [c.value for c in candidates if c.field == "author" and c.markup == best.markup]
    return tuple(dict.fromkeys(names))


def _same(one: str, other: str | None) -> bool:
    """Tell whether two names are one: "Northline" is what "Northline Agency" calls itself."""
    if other is None:
        return False
    words, others = fold(one).split(), fold(other).split()
    return bool(words) and words == others[: len(words)]
