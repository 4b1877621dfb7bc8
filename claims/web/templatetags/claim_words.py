"""Turns of phrase for templates: see `claims.web.words`."""

from django import template

from .. import links, words

register = template.Library()
register.filter("published", words.published)
register.filter("name_of", words.name_of)
register.filter("on_the_web", links.on_the_web)


@register.filter
def about(claim: object) -> str:
    """The date a claim speaks of, no more exactly than it says."""
    return words.day(getattr(claim, "about", None), getattr(claim, "about_precision", ""))
