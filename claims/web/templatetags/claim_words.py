"""Turns of phrase for templates: see `claims.web.words`."""

from django import template

from .. import links, words

register = template.Library()
register.filter("published", words.published)
register.filter("name_of", words.name_of)
register.filter("ago", words.ago)
register.filter("words_before", words.before)
register.filter("words_after", words.after)
register.filter("on_the_web", links.on_the_web)


@register.filter
def about(claim: object) -> str:
    """The date a claim speaks of, no more exactly than it says."""
    return words.day(getattr(claim, "about", None), getattr(claim, "about_precision", ""))


@register.filter
def depth(level: int) -> str:
    """How far an answer is set in: no further than a phone has room for."""
    return f"depth-{level}" if level <= 3 else "depth-deeper"
