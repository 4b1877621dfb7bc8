"""Is the article there? What sites send instead of it, told from what was read. Pure.

A page that says "enable JavaScript" is stored by most archives as a good capture; here it is a
failure with a reason.
"""

import re
from dataclasses import dataclass
from functools import cache

from provenance.capture import wall_phrases

FEW_WORDS = 80
SHORT = 25
SAMPLE = 3000
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]")

# Code -> what a person is told, and what gives it away; looked for where there are few words.
SIGNS = {
    "robot_check": (
        "The site asked whether we are a robot instead of showing the article.",
        wall_phrases.ROBOT_CHECK,
    ),
    "script_needed": (
        "The page only works with JavaScript; have it opened in a browser, or send it with the "
        "bookmarklet.",
        wall_phrases.SCRIPT_NEEDED,
    ),
    "blocked": (
        "The site refused us; send the page with the bookmarklet instead.",
        wall_phrases.BLOCKED,
    ),
    "cookie_wall": (
        "Only the question about cookies came, not the article; send it with the bookmarklet.",
        wall_phrases.COOKIE_WALL,
    ),
    "login_wall": (
        "Only the page to log in or to subscribe came, not the article.",
        wall_phrases.LOGIN_WALL,
    ),
    "not_there": ("The site says that there is no such page.", wall_phrases.NOT_THERE),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """What came instead of an article: `code` for programs, `message` for people."""

    code: str
    message: str


def missing_article(body: str, whole: str = "", *, title: str = "") -> Trouble | None:
    """What came instead of the article of a page from the web, if it is not there.

    `body` is the article alone, `whole` all that was read on the page, menus and notices too; those
    tell what happened where hardly anything else is there.
    """
    length = words_in(body)
    if length > FEW_WORDS:
        return None
    return wall(f"{title}\n{body if length > SHORT else whole or body}")


def wall(seen: str) -> Trouble | None:
    """Which wall the beginning of what is seen on a page gives away, if any."""
    start = seen[:SAMPLE]
    for code, (message, signs) in _walls().items():
        if signs.search(start):
            return Trouble(code, message)
    return None


@cache
def _walls() -> dict[str, tuple[str, re.Pattern[str]]]:
    """The signs as patterns. Reading them takes a while, and texts show no walls."""
    return {code: (message, wall_phrases.spoken(signs)) for code, (message, signs) in SIGNS.items()}


def doubts(body: str) -> tuple[str, ...]:
    """Warnings about a text that is there but may not be whole."""
    length = words_in(body)
    if length >= SHORT:
        return ()
    return (f"Only {length} words were found; look whether this is the whole article.",)


def words_in(text: str) -> int:
    """How many words the beginning of a text has; two characters without spaces count as one."""
    start = text[:SAMPLE]
    return len(start.split()) + (0 if start.isascii() else len(UNSPACED.findall(start)) // 2)
