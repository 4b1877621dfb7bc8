"""How sure a class was of its verdicts, and whether that told who was right. Pure."""

from collections.abc import Sequence

from .values import Body, Calibration, Ground, Sure

BINS = ((0, 49), (50, 74), (75, 89), (90, 100))  # In 100.


def calibration(bodies: Sequence[Body], ground: Ground, own: Body) -> Calibration | None:
    """How many were how sure; right are those whose rating means what the desk's means.

    None where nobody said how sure they are.
    """
    said = [body for body in bodies if body.get("rating") and body.get("confidence") is not None]
    if not said and own.get("confidence") is None:
        return None
    desk = ((ground.key or {}).get("verdict") or {}).get("neutral")
    neutral = {one.slug: one.neutral for one in ground.choices}
    right = [bool(desk) and neutral.get(body["rating"]) == desk for body in said]
    sure = [body["confidence"] for body in said]
    told = desk is not None and bool(said)
    return Calibration(
        [_bin(low, high, sure, right if desk else None, own) for low, high in BINS],
        _mean([(each / 100 - yes) ** 2 for each, yes in zip(sure, right, strict=True)])
        if told
        else None,
        _mean(sure) if said else None,
        sum(right) if told else None,
    )


def _bin(low: int, high: int, sure: Sequence[int], right: Sequence[bool] | None, own: Body) -> Sure:
    inside = [low <= each <= high for each in sure]
    mine = own.get("confidence")
    return Sure(
        sum(inside),
        len(sure),
        f"{low} to {high} in 100",
        None if right is None else sum(i and yes for i, yes in zip(inside, right, strict=True)),
        mine is not None and low <= mine <= high,
    )


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
