"""Turns of phrase about networks: see `provenance.lineage.drawing`."""

from django import template

from provenance.lineage import drawing
from provenance.lineage.svg import spelled

register = template.Library()
register.filter("details", drawing.details)
register.filter("passing", drawing.passing)


@register.filter
def when(spot: object) -> str:
    """The date of a spot on a time line, no more exactly than it is known."""
    begins = getattr(spot, "begins", None)
    return spelled(begins, getattr(spot, "precision", "")) if begins else "not known"
