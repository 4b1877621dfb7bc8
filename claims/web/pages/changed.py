"""Which sources of a claim have changed since their words were recorded, each once. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .fates import Fate
from .sides import Column
from .stands import Stand


@dataclass(frozen=True)
class Changed:
    """One place on the page whose words are no longer what they were."""

    source: str
    anchor: str
    fate: Fate

    @property
    def waits(self) -> bool:
        """Whether nobody has answered for it yet."""
        return self.fate.waits


def changed(stands: Iterable[Stand], columns: Sequence[Column]) -> list[Changed]:
    """Places first, then evidence, in the order of the page."""
    return [*_of_stands(stands), *_of_columns(columns)]


def _of_stands(stands: Iterable[Stand]) -> Iterator[Changed]:
    for stand in stands:
        lost = [one for one in (stand.fate, *stand.cues) if one and one.is_lost]
        # Of several on one place those are told first that still wait.
        for fate in sorted(lost, key=lambda one: not one.waits)[:1]:
            yield Changed(stand.where, f"appearance-{stand.appearance.pk}", fate)


def _of_columns(columns: Sequence[Column]) -> Iterator[Changed]:
    for column in columns:
        for origin in column.origins:
            for piece in (origin.piece, *origin.repeats):
                if piece.fate and piece.fate.is_lost:
                    yield Changed(piece.source, f"evidence-{piece.evidence.pk}", piece.fate)
