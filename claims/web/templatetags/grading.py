"""Words of the pages on which one grades."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()
SHOWN = 200  # Characters before a stretch.


@register.filter
def points(value: Any) -> str:
    """Points as one writes them: 7 or 7.5."""
    return "" if value is None else f"{float(value):g}"


@register.filter
def named(names: Mapping[int, str], work: int) -> str:
    """Whose work it is."""
    return names.get(work) or "someone who left"


@register.filter
def tail(words: str) -> str:
    """The end of what stands before a stretch."""
    return words if len(words) <= SHOWN else f"…{words[-SHOWN:]}"
