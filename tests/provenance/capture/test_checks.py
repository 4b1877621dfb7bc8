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


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("Bestätigen Sie, dass Sie ein Mensch sind.", "robot_check"),
        ("Prouvez que vous n’êtes pas un robot.", "robot_check"),
        ("Подтвердите, что вы не робот.", "robot_check"),
        ("私はロボットではありません", "robot_check"),
        ("Bitte aktivieren Sie JavaScript. JavaScript ist deaktiviert.", "script_needed"),
        ("Activez JavaScript pour continuer.", "script_needed"),
        ("请启用JavaScript", "script_needed"),
        ("Acceso denegado al servidor.", "blocked"),
        ("Zugriff verweigert.", "blocked"),
        ("Nous utilisons des cookies et des traceurs.", "cookie_wall"),
        ("Мы используем файлы cookie.", "cookie_wall"),
        ("Cet article est réservé aux abonnés.", "login_wall"),
        ("Exclusivo para suscriptores.", "login_wall"),
        ("Seite wurde nicht gefunden.", "not_there"),
        ("Страница не найдена", "not_there"),
        ("ページが見つかりません", "not_there"),
    ],
)
def test_walls_speak_many_languages(body, code):
    assert missing_article(body).code == code


@pytest.mark.parametrize(
    "body",
    [
        "A captcha takes nine seconds on average, a study of the port authority says.",
        "The regulator fined three publishers over their cookie banners on Monday.",
        "The number 404 tram was late again, passengers say; the operator regrets it.",
        "Forscher haben einen Roboter gebaut, der Äpfel pflückt.",
        "The town turned down the plan of a company that sells robots for ports.",
    ],
)
def test_a_short_piece_of_news_that_speaks_of_such_things_is_no_wall(body):
    assert missing_article(body) is None


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
