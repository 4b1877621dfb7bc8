"""Drift along a chain: between the words of each hop and the next, and the text at its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .drift import Finding, drift
from .models import Appearance, Attribution

OWN_VOICE = Attribution.Directness.OWN_VOICE


@dataclass(frozen=True)
class Stage:
    """One station of a claim. `attributed`: somebody else is named there as having said it."""

    words: str
    attributed: bool = True


@dataclass(frozen=True)
class Passed:
    """From one hop to the next with words; `to` is None for the text the claim stands in."""

    source: int
    to: int | None
    findings: tuple[Finding, ...]


def between(stages: Iterable[Stage]) -> list[tuple[Finding, ...]]:
    """For each stage what changed since the last one before it whose words are known."""
    found: list[tuple[Finding, ...]] = []
    last = ""
    for stage in stages:
        found.append(_drift(last, stage.words, stage.attributed) if last and stage.words else ())
        last = stage.words or last
    return found


def stage_of(hop: Attribution) -> Stage:
    """A hop as a stage; one without recorded words is passed over."""
    return Stage(hop.words, hop.directness != OWN_VOICE)


def stage_at(appearance: Appearance, hops: Sequence[Attribution]) -> Stage:
    """The text itself as the last stage; only English is compared."""
    language = appearance.passage.snapshot.article.language
    words = appearance.passage.quote if language[:2] in ("", "en") else ""
    return Stage(words, bool(hops) and hops[-1].directness != OWN_VOICE)


def drift_of(appearance: Appearance) -> list[Passed]:
    """What changed along one chain, from the origin to the text. No query."""
    hops = list(appearance.attributions.all())
    ends: list[int | None] = [*(hop.pk for hop in hops), None]
    stages = [*(stage_of(hop) for hop in hops), stage_at(appearance, hops)]
    passed: list[Passed] = []
    last: int | None = None
    for end, stage, found in zip(ends, stages, between(stages), strict=True):
        if found and last is not None:
            passed.append(Passed(last, end, found))
        last = end if stage.words else last
    return passed


@lru_cache(maxsize=4096)
def _drift(before: str, after: str, attributed: bool) -> tuple[Finding, ...]:
    return tuple(drift(before, after, attributed=attributed))
