"""Turns of phrase about articles."""

from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
PATTERNS = {"year": "Y", "month": "F Y"}


@register.filter
def published(article: Any) -> str:
    """When an article came out, no more exactly than it is known; nothing if it isn't."""
    if article.published is None:
        return ""
    return date_format(article.published, PATTERNS.get(article.published_precision, "j F Y"))


@register.filter
def partly(day: Any, precision: str) -> str:
    """A day no more exactly than it is known: `3 May 2024`, `May 2024`, `2024`."""
    return date_format(day, PATTERNS.get(precision, "j F Y")) if day else ""


@register.filter
def tongue(language: str) -> SafeString:
    """Attributes of an element whose words are not ours: their language, and which way they run."""
    return format_html(' lang="{}" dir="auto"', language or "und")


@register.filter
def of(part: int, whole: int) -> str:
    """`3 of 12`, with `all 12` and `none of 12` at the ends."""
    if part == whole:
        return f"all {whole}" if whole > 1 else str(whole)
    return f"{part or 'none'} of {whole}"
