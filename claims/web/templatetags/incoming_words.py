"""What is said of files of claims, in words."""

from collections.abc import Mapping, Sized

from django import template

from claims.web.words import count, joined

register = template.Library()
BRINGS = {
    "claims": ("claim", "claims"),
    "verdicts": ("verdict of others", "verdicts of others"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "gaps": ("open question", "open questions"),
    "reported": ("place where it is said to stand", "places where they are said to stand"),
}
FATES = {"held": "Has a field", "aside": "Kept beside it", "left": "Left out"}


@register.filter
def brings(adds: Mapping[str, int]) -> str:
    """`3 claims, 3 verdicts of others and 7 pieces of evidence`."""
    said = [count(adds.get(kind, 0), *words) for kind, words in BRINGS.items() if adds.get(kind)]
    return joined(said) or "nothing"


@register.filter
def fates(of: Mapping[str, int]) -> str:
    """What became of a field in how many rows."""
    return ", ".join(f"{FATES[fate]}: {of[fate]}" for fate in FATES if of.get(fate))


@register.filter
def holds(report: Mapping[str, int]) -> str:
    """How many rows there are, and how many of them can come in."""
    said = [count(report["rows"], "row", "rows"), f"{report['good']} can come in"]
    return " · ".join(said + [f"{report['known']} here already"] * bool(report["known"]))


@register.filter
def became(counts: Mapping[str, int]) -> str:
    """What was made of the rows that came in."""
    words = {"added": "added to claims that were here", "unchanged": "here already"}
    said = [count(counts.get("imported", 0), "new claim", "new claims")]
    return " · ".join(said + [f"{counts[kind]} {words[kind]}" for kind in words if kind in counts])


@register.filter
def less(whole: int, shown: Sized) -> int:
    """How many are left after those that are shown."""
    return whole - len(shown)
