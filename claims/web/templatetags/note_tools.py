"""What templates ask about notes: see `claims.web.pages.noted`."""

from typing import Any

from django import template

from claims.annotations.models import Annotation

from ..forms.notes import KINDS
from ..pages import noted

register = template.Library()
USUAL = ("commenting", "replying")
WORDS: dict[str, str] = {str(value): words.lower() for value, words in KINDS if value not in USUAL}


@register.simple_tag
def tools_for(user: Any, note: Annotation) -> noted.Tools:
    """What someone who reads a note may do with it."""
    return noted.tools_for(user, note)


@register.filter
def kind_of(note: Annotation) -> str:
    """What a note is, where that says more than that it is a note or an answer."""
    return WORDS.get(note.motivation, "")
