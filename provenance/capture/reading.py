"""What reading one file brought to light, whatever kind of file it was."""

from __future__ import annotations

from dataclasses import dataclass

from provenance.capture.candidates import Candidate
from provenance.capture.regions import Block, Region


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and what was found in it; every offset is into ``text``, in code points.

    ``article_start`` is where the running text begins, after the headline and
    what stands with it.
    """

    text: str
    regions: tuple[Region, ...]
    blocks: tuple[Block, ...]
    candidates: tuple[Candidate, ...] = ()
    warnings: tuple[str, ...] = ()
    article_start: int = 0
