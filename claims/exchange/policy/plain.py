"""Plain text with a little markup, as HTML: paragraphs, headings, lists, links, emphasis. Pure.

A subset of what CommonMark has, and nothing that is not listed here: everything is escaped first,
so that no markup of the writer's own comes through. Links lead to http, https and mailto.
Source: https://spec.commonmark.org/ for what the signs mean.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

HEADING = re.compile(r"#{1,6}\s+(?P<words>.+?)\s*#*")
BULLET = re.compile(r"[-*+]\s+(?P<words>.+)")
NUMBERED = re.compile(r"\d{1,3}[.)]\s+(?P<words>.+)")
LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\((?P<at>[^()\s]{1,1000})\)")
BARE = re.compile(r"(?<![\w\"/=])https?://[^\s<>\"']{1,1000}[^\s<>\"'.,;:!?)\]]")
STRONG = re.compile(r"\*\*(?=\S)(.{1,500}?\S)\*\*")
EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])(.{0,499}?[^\s*])\*(?![\w*])")
SAFE = ("http://", "https://", "mailto:")
LISTS = {"bullet": "ul", "numbered": "ol"}


def to_html(text: str) -> SafeString:
    """The text as HTML that is safe to show."""
    return mark_safe("\n".join(_blocks(text)))  # noqa: S308 - Every piece of it was escaped.


def _blocks(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        for kind, some in groupby((_line(line) for line in lines), key=lambda one: one[0]):
            yield from _block(kind, [words for _, words in some])


def _line(line: str) -> tuple[str, str]:
    for kind, form in (("heading", HEADING), ("bullet", BULLET), ("numbered", NUMBERED)):
        found = form.fullmatch(line)
        if found:
            return kind, found["words"]
    return "words", line


def _block(kind: str, lines: list[str]) -> Iterator[str]:
    if kind == "heading":
        yield from (f"<h3>{_inline(line)}</h3>" for line in lines)
    elif kind in LISTS:
        items = "".join(f"<li>{_inline(line)}</li>" for line in lines)
        yield f"<{LISTS[kind]}>{items}</{LISTS[kind]}>"
    else:
        yield f"<p>{'<br>'.join(_inline(line) for line in lines)}</p>"


def _inline(line: str) -> str:
    """Links first, so that signs inside their addresses are left alone."""
    pieces: list[str] = []
    end = 0
    for found in LINK.finditer(line):
        pieces.append(_words(line[end : found.start()]))
        pieces.append(_link(found["at"], found["words"]) or _words(found[0]))
        end = found.end()
    return "".join([*pieces, _words(line[end:])])


def _words(words: str) -> str:
    pieces: list[str] = []
    end = 0
    for found in BARE.finditer(words):
        pieces += [_emphasised(words[end : found.start()]), _link(found[0], found[0])]
        end = found.end()
    return "".join([*pieces, _emphasised(words[end:])])


def _emphasised(words: str) -> str:
    said = STRONG.sub(r"<strong>\1</strong>", str(escape(words)))
    return EMPHASIS.sub(r"<em>\1</em>", said)


def _link(at: str, words: str) -> str:
    """A link; nothing for an address that may do something else than lead somewhere."""
    if not at.lower().startswith(SAFE):
        return ""
    return f'<a href="{escape(at)}" rel="nofollow noopener">{_emphasised(words)}</a>'
