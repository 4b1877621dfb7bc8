"""Is the article on the page? Told by how the page is built, in any language. Pure.

Where a page gives itself out as an article (its own markup names an author or a date), a wall has
to be plainly there before we say so: an article about captchas or cookies is an article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from provenance.capture import checks, jsonld, wall_phrases
from provenance.capture.checks import Trouble
from provenance.capture.markup import parse, squeeze, words_in

STUB = 250  # words of a body under which a page for subscribers may be cut off
SHORT = 150
FORM = 300
HARDLY = 40
TAIL = 300  # characters at the end of a body, where a stub asks for a subscription
SAMPLE = 400_000  # characters of markup that are looked at

CHALLENGE = re.compile(
    r"captcha-delivery\.com|/cdn-cgi/challenge-platform/h/|cf-browser-verification|cf_chl_opt"
    r"|_incapsula_resource|px-captcha|perimeterx\.net/.*captcha|geo\.captcha|awswaf\.com/.*challenge",
    re.IGNORECASE,
)
PAYWALL = re.compile(
    r"(?<![a-z])(?:paywall|pay-wall|regwall|piano-?(?:offer|container)|tp-container-inner"
    r"|subscriber-?only|premium-?(?:wall|overlay)|metered-?wall|article-?locked)(?![a-z])",
    re.IGNORECASE,
)
LOCKED = {"locked", "metered", "paid", "premium"}
SHELL = re.compile(r"(?:root|app|__next|__nuxt|react-root|main-app|svelte|gatsby)", re.IGNORECASE)

ERROR_TITLE = wall_phrases.whole(wall_phrases.ERROR_TITLES)
BLOCK_TITLE = wall_phrases.whole(wall_phrases.BLOCK_TITLES)
CHALLENGE_TITLE = wall_phrases.whole(wall_phrases.CHALLENGE_TITLES)
LOGIN_TITLE = wall_phrases.whole(wall_phrases.LOGIN_TITLES)
CONSENT_BUTTON = wall_phrases.whole(wall_phrases.CONSENT_BUTTONS)
CONSENT = wall_phrases.spoken(wall_phrases.CONSENT_WORDS)
LOGIN = wall_phrases.spoken(wall_phrases.LOGIN_WALL)
SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+")
PART = re.compile(r"\s+[|–—·»:-]\s+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with a page: `wall` stands instead of the article, `doubt` beside it."""

    wall: Trouble | None = None
    doubt: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Signs:
    """What the markup of a page tells about walls."""

    titles: tuple[str, ...] = ()
    challenged: bool = False
    asks_password: bool = False
    asks_consent: bool = False
    for_subscribers: bool = False
    is_article: bool = False


NOTHING = Judgement()
CUT_OFF = Trouble(
    "subscribers_only",
    "The page says that the rest is for subscribers; look whether only its beginning is here.",
)


def judge(markup: str, body: str, text: str = "", *, title: str = "") -> Judgement:
    """Whether the article of a page is there. `body` is what was taken for it, `text` all read.

    Only pages with few words, or with words about consent, are looked at closely: a long text that
    no sign speaks against costs nothing.
    """
    length = length_of(body)
    consenting = consent_in(body) >= 0.5
    if length > FORM and not consenting:
        return NOTHING
    signs = signs_of(markup[:SAMPLE])
    wall = _wall(signs, body, text, title, length, consenting=consenting)
    if wall is not None and wall.code == "login_wall" and signs.is_article and length >= HARDLY:
        return Judgement(doubt=CUT_OFF)
    if wall is not None:
        return Judgement(wall=wall)
    cut_off = signs.for_subscribers or LOGIN.search((text or body)[-TAIL:])
    return Judgement(doubt=CUT_OFF) if cut_off and length <= STUB else NOTHING


def signs_of(markup: str) -> Signs:
    """Read the signs; a page that is no markup at all has none."""
    tree = parse(markup)
    if tree is None:
        return Signs()
    graph = jsonld.graph_of(tree)
    metas = {_name(meta): (meta.get("content") or "").strip().lower() for meta in tree.iter("meta")}
    return Signs(
        titles=tuple(_titles(tree)),
        challenged=CHALLENGE.search(markup) is not None,
        asks_password=any((i.get("type") or "").lower() == "password" for i in tree.iter("input")),
        asks_consent=any(CONSENT_BUTTON.fullmatch(words) for words in _buttons(tree)),
        for_subscribers=_for_subscribers(tree, graph, metas),
        is_article=_is_article(graph, metas),
    )


def shell(markup: str) -> Trouble | None:
    """Whether a page without an article is one that scripts build."""
    tree = parse(markup[:SAMPLE])
    if tree is None or not any(True for _ in tree.iter("script")):
        return None
    body = tree.find("body")
    hollow = body is not None and length_of(words_in(body, 3000)) < HARDLY
    roots = body is not None and any(
        SHELL.fullmatch(one.get("id") or "") and not words_in(one, 200) for one in body.iter("div")
    )
    if hollow and (roots or len(list(tree.iter("script"))) > 2):
        return Trouble("script_needed", checks.SIGNS["script_needed"][0])
    return None


def length_of(text: str) -> int:
    """How many words a text has; two characters of a script without spaces count as one."""
    return len(text.split()) + (0 if text.isascii() else len(checks.UNSPACED.findall(text)) // 2)


def consent_in(body: str) -> float:
    """Which part of the sentences is about cookies and consent, 0 to 1."""
    sentences = [one for one in SENTENCE.split(body[: checks.SAMPLE * 2]) if len(one) > 3]
    about = sum(CONSENT.search(one) is not None for one in sentences)
    return about / len(sentences) if sentences else 0.0


def _wall(
    signs: Signs, body: str, text: str, title: str, length: int, *, consenting: bool
) -> Trouble | None:
    article = signs.is_article and length >= HARDLY
    named = "" if article else _named(signs, length)
    if named:
        return _trouble(named)
    if consenting and signs.asks_consent and not (signs.is_article and length > SHORT):
        return _trouble("cookie_wall")
    # Many articles have a form to log in beside them; a page called so has nothing else.
    called = any(LOGIN_TITLE.fullmatch(one) for one in signs.titles)
    if called and signs.asks_password and length <= SHORT and not article:
        return _trouble("login_wall")
    found = checks.missing_article(body, text, title=title)
    # An article's own few words may speak of walls; of being asked to pay they do not.
    return None if found and article and found.code != "login_wall" else found


def _named(signs: Signs, length: int) -> str:
    """The wall that the title of the page, or the makers of walls, give away."""
    if length > FORM:
        return ""
    if any(ERROR_TITLE.fullmatch(one) for one in signs.titles):
        return "not_there"
    if any(BLOCK_TITLE.fullmatch(one) for one in signs.titles):
        return "blocked"
    robots = any(CHALLENGE_TITLE.fullmatch(one) for one in signs.titles)
    return "robot_check" if robots or (signs.challenged and length <= SHORT) else ""


def _trouble(code: str) -> Trouble:
    return Trouble(code, checks.SIGNS[code][0])


def _titles(tree: HtmlElement) -> list[str]:
    """What stands in the title and over the page, whole and without the name of the site."""
    found = [squeeze(one.text) for one in tree.iter("title")]
    found += [words_in(one, 200) for one in tree.iter("h1")]
    parts = [part for one in found[:1] for part in PART.split(one)]
    return [one for one in dict.fromkeys((*found, *parts)) if one and len(one) < 200]


def _buttons(tree: HtmlElement) -> list[str]:
    found = [words_in(one, 60) for one in tree.iter("button", "a")]
    found += [
        i.get("value") or "" for i in tree.iter("input") if i.get("type") in ("submit", "button")
    ]
    return [one for one in found if 2 < len(one) < 60]


def _for_subscribers(tree: HtmlElement, graph: jsonld.Graph, metas: dict[str, str]) -> bool:
    """Whether the page says so: in its data, its head, or the name of a box over the text."""
    said = {str(node.get("isAccessibleForFree")).lower() for node in graph.nodes}
    if "false" in said or metas.get("article:content_tier") in LOCKED:
        return True
    boxes = tree.iter("div", "section", "aside")
    return any(PAYWALL.search(f"{one.get('class')} {one.get('id')}") for one in boxes)


def _is_article(graph: jsonld.Graph, metas: dict[str, str]) -> bool:
    """Whether the page gives itself out as an article, with a date or an author."""
    dated = any(key in metas for key in ("article:published_time", "article:author"))
    if metas.get("og:type") == "article" and (dated or "author" in metas):
        return True
    return any(
        "article" in str(node.get("@type")).lower()
        and ("datePublished" in node or "author" in node)
        for node in graph.nodes
    )


def _name(meta: HtmlElement) -> str:
    return str(meta.get("property") or meta.get("name") or "").lower()
