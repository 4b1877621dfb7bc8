"""Plain text as HTML: what it knows, and that nothing else comes through."""

import re

import pytest

from claims.exchange.policy.plain import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\nTwo.\n\nThree.", "<p>One.<br>Two.</p>\n<p>Three.</p>"),
        ("# Head\nWords.", "<h3>Head</h3>\n<p>Words.</p>"),
        ("- a\n- b\n\n1. c\n2) d", "<ul><li>a</li><li>b</li></ul>\n<ol><li>c</li><li>d</li></ol>"),
        ("Words:\n* a", "<p>Words:</p>\n<ul><li>a</li></ul>"),
        ("**bold** and *thin*", "<p><strong>bold</strong> and <em>thin</em></p>"),
        ("2*3*4 and a * b", "<p>2*3*4 and a * b</p>"),
        (
            "[us](https://a.example/?x=1&y=2)",
            '<p><a href="https://a.example/?x=1&amp;y=2" rel="nofollow noopener">us</a></p>',
        ),
        (
            "See https://a.example/b.",
            '<p>See <a href="https://a.example/b" rel="nofollow noopener">https://a.example/b</a>.</p>',
        ),
        (
            "[write](mailto:a@b.example)",
            '<p><a href="mailto:a@b.example" rel="nofollow noopener">write</a></p>',
        ),
        ("", ""),
        (" \n \n", ""),
        ("#hash", "<p>#hash</p>"),
    ],
)
def test_what_it_knows(text: str, html: str) -> None:
    assert to_html(text) == html


BAD = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JavaScript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    '[x](https://a.example/"onmouseover="alert(1))',
    "[<b>x</b>](https://a.example/)",
    'https://a.example/"onclick="alert(1)',
    "**<i>x</i>**",
    "# <svg onload=alert(1)>",
    "- [a](https://a.example/)[b](vbscript:x)",
    "[a](https://a.example/)*[b](https://b.example/)*",
    "&lt;script&gt;",
    "*a **b* c**",
]
TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
ALLOWED = {"p", "br", "h3", "ul", "ol", "li", "a", "strong", "em"}
ANCHOR = re.compile(r' href="(?:https?://|mailto:)[^"<>]*" rel="nofollow noopener"')


@pytest.mark.parametrize("text", BAD)
def test_nothing_else_comes_through(text: str) -> None:
    html = to_html(text)
    for closing, name, rest in TAG.findall(html):
        assert name in ALLOWED
        assert ANCHOR.fullmatch(rest) if name == "a" and not closing else not rest
    bare = TAG.sub("", html)
    assert "<" not in bare
    assert ">" not in bare


@pytest.mark.parametrize("text", ["*" * 20_000, "[" * 20_000, "**a " * 5_000, "[a](" * 5_000])
def test_much_of_one_sign_takes_no_time(text: str) -> None:
    assert to_html(text)
