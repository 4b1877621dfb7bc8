"""A wall is told from an article, and a short article from a wall."""

import pytest

from provenance.capture.checks import doubts, missing_article, words_in

LONG = "The council will discuss the petition next week in public, its chair said. " * 12


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Please enable JavaScript to view this page.", "script_needed"),
        ("Just a moment… Checking your browser before you continue.", "robot_check"),
        ("You don't have permission. Access denied.", "blocked"),
        ("Wir verwenden Cookies. Cookies akzeptieren?", "cookie_wall"),
        ("Log in to continue reading.", "login_wall"),
        ("404. Page not found.", "not_there"),
    ],
)
def test_walls_are_told_by_their_words(body, code):
    trouble = missing_article(body)
    assert trouble is not None
    assert trouble.code == code


def test_an_article_about_walls_is_none():
    assert missing_article(f"{LONG} Sites ask readers to accept cookies. {LONG}") is None


def test_a_short_notice_is_no_wall():
    assert missing_article("The pier is closed until further notice, the port says.") is None


def test_notices_beside_an_empty_article_tell_what_happened():
    assert missing_article("Harbour Post", "Harbour Post. Access denied.").code == "blocked"
    assert missing_article("Harbour Post", title="404 Not found").code == "not_there"


def test_a_very_short_text_is_doubted():
    assert doubts("Only five words stand here.") == (
        "Only 5 words were found; look whether this is the whole article.",
    )
    assert doubts(LONG) == ()


def test_scripts_without_spaces_have_words_too():
    assert words_in("市政府发言人周一表示该桥将关闭数周") >= 8
