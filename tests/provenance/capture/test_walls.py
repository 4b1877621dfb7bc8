"""Walls are told by how pages are built, in any language; articles about walls are articles."""

import json

import pytest

from provenance.capture.extract import ExtractionError, extract
from provenance.capture.walls import consent_in, judge, shell, signs_of
from tests.provenance.capture.loopback import STORY

LONG = " ".join(f"The council of Ostwick met on day {n} and heard the divers." for n in range(60))
DATA = {
    "@type": "NewsArticle",
    "headline": "The bridge",
    "datePublished": "2031-05-04",
    "author": {"@type": "Person", "name": "Ida Roy"},
}


def page(body, *, title="Harbour Post", head="", data=None):
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    return f"<html><head><title>{title}</title>{head}{script}</head><body>{body}</body></html>"


def judged(markup):
    found = extract(markup.encode(), media_type="text/html", encoding="utf-8")
    return judge(markup, found.body, found.text, title=found.chosen.title or "")


def code(markup):
    verdict = judged(markup)
    return verdict.wall.code if verdict.wall else ""


CONSENT = [
    "We and our 842 partners store cookies on your device to personalise content.",
    "You may consent to the use of cookies by us and our partners for these purposes.",
    "Our partners rely on legitimate interest for some purposes; see the privacy settings.",
    "Your consent can be withdrawn at any time in the privacy centre below.",
    "Cookies that are strictly necessary cannot be switched off on this site.",
] * 6


def paragraphs(*sentences):
    return "".join(f"<p>{one}</p>" for one in sentences)


def test_a_long_question_about_consent_is_a_wall():
    wall = page(paragraphs(*CONSENT) + "<button>Accept all</button><button>Options</button>")
    assert code(wall) == "cookie_wall"


@pytest.mark.parametrize(
    ("sentence", "button"),
    [
        ("Wir und unsere Partner verwenden Cookies, um Anzeigen zu zeigen.", "Alle akzeptieren"),
        ("Nos partenaires et nous utilisons des cookies sur votre appareil.", "Tout accepter"),
        ("Nosotros y nuestros socios usamos cookies en este dispositivo.", "Aceptar todo"),
        ("Noi e i nostri partner utilizziamo cookie su questo dispositivo.", "Accetta tutti"),
        ("Wij en onze partners plaatsen cookies op uw apparaat.", "Akkoord"),
        ("Мы и наши партнёры сохраняем файлы cookie на устройстве.", "Принять все"),
    ],
)
def test_consent_is_asked_for_in_many_languages(sentence, button):
    assert code(page(paragraphs(*[sentence] * 12) + f"<a>{button}</a>")) == "cookie_wall"


@pytest.mark.parametrize(
    "title",
    ["404 Not Found", "Page not found | Harbour Post", "Seite nicht gefunden – Hafenpost",
     "Page introuvable", "Страница не найдена", "503 Service Unavailable", "页面不存在"],
)  # fmt: skip
def test_an_error_page_with_status_200_is_told_by_its_title(title):
    body = paragraphs("Perhaps one of these will interest you instead of it.") + f"<p>{LONG[:900]}"
    assert code(page(body, title=title)) == "not_there"


@pytest.mark.parametrize(
    ("title", "wall"),
    [("Just a moment...", "robot_check"), ("Attention Required! | Cloudflare", "blocked"),
     ("Access Denied", "blocked"), ("Security check", "robot_check")],
)  # fmt: skip
def test_blocks_and_challenges_are_told_by_their_titles(title, wall):
    body = "<p>This site protects itself. It may take up to five seconds for the page to come.</p>"
    assert code(page(body, title=title)) == wall


def test_the_makers_of_challenges_are_known():
    body = "<p>Please hold on while the page is made ready for you. Thank you for waiting.</p>"
    script = "<script>window._cf_chl_opt = {}</script>"
    assert code(page(body + script)) == "robot_check"
    assert code(page(f"<p>{LONG}</p>{script}")) == ""


def test_a_form_for_a_password_and_little_else_is_a_wall():
    form = "<form><input name=u><input type=password name=p><button>Weiter</button></form>"
    body = "<p>Willkommen zurück bei der Hafenpost, schön, dass Sie wieder da sind.</p>"
    assert code(page(body + form, title="Anmelden | Hafenpost")) == "login_wall"
    assert code(page(body + form)) == ""  # many pages have such a form beside the article
    assert code(page(f"<p>{LONG}</p>{form}")) == ""
    assert code(page(STORY + form, data=DATA)) == ""


@pytest.mark.parametrize(
    "sign",
    [
        {"data": DATA | {"isAccessibleForFree": False}},
        {"data": DATA | {"isAccessibleForFree": "False"}},
        {"head": '<meta property="article:content_tier" content="locked">'},
        {"tail": '<div class="article-paywall__box">Choose a plan</div>'},
        {"tail": "<p>Subscribe to continue reading.</p>", "data": DATA},
    ],
)
def test_the_beginning_of_an_article_for_subscribers_is_doubted(sign):
    verdict = judged(page(STORY + sign.pop("tail", ""), **sign))
    assert (verdict.wall, verdict.doubt.code) == (None, "subscribers_only")


def test_a_whole_article_for_subscribers_is_not():
    verdict = judged(page(f"<p>{LONG}</p>", data=DATA | {"isAccessibleForFree": False}))
    assert (verdict.wall, verdict.doubt) == (None, None)


ABOUT_CAPTCHAS = [
    "Researchers in Ostwick have found that a captcha takes a person nine seconds on average.",
    "Just a moment of thought, they write, would have shown that machines solve it faster.",
    "“Are you a robot?” asks the form, and most people sigh. The study counts 3,600 sighs.",
    "Sites that ask readers to complete the captcha twice lose one visitor in eight.",
    "The port authority removed it from its ticket shop in May after complaints.",
]
ABOUT_COOKIES = [
    "The regulator fined three publishers because they stored cookies without consent.",
    "Their cookie banners hid the button to reject all cookies, the ruling says.",
    "One partner of the publishers had relied on legitimate interest for its advertising.",
    "“Consent must be as easy to refuse as to give,” the commissioner for privacy said.",
    "The publishers must delete the cookies of two million readers and pay by June.",
    "A spokeswoman said that her company would ask for consent anew on all its pages.",
]


@pytest.mark.parametrize("sentences", [ABOUT_CAPTCHAS, ABOUT_COOKIES * 4, ABOUT_COOKIES * 9])
def test_an_article_about_walls_is_an_article(sentences):
    banner = "<div class='banner'><p>We use cookies.</p><button>Accept all</button></div>"
    assert judged(page(paragraphs(*sentences) + banner, data=DATA, title="A study")).wall is None


def test_an_article_about_cookies_without_any_markup_is_an_article():
    assert code(page(paragraphs(*ABOUT_COOKIES * 3))) == ""


@pytest.mark.parametrize(
    "title",
    ["How the 404 page became an art", "Forbidden fruit: apples of the north",
     "Access denied to the harbour, fishermen say", "Just a moment of silence for the ferry"],
)  # fmt: skip
def test_an_article_whose_title_plays_with_walls_is_an_article(title):
    assert code(page(STORY, title=title)) == ""
    assert code(page(STORY, title=title, data=DATA)) == ""


def test_a_short_piece_of_news_about_cookies_is_an_article():
    piece = paragraphs(*ABOUT_COOKIES[:3])
    assert code(page(piece, data=DATA)) == ""


def test_a_page_built_by_scripts_is_told_from_an_empty_one():
    markup = '<html><body><div id="root"></div><script src="/app.js"></script></body></html>'
    with pytest.raises(ExtractionError):
        extract(markup.encode(), media_type="text/html")
    assert shell(markup).code == "script_needed"
    assert shell("<html><body><div></div></body></html>") is None
    assert shell(page(f"<p>{LONG}</p><script></script>")) is None


def test_a_page_that_is_no_page_has_no_signs():
    assert not signs_of("").is_article
    assert consent_in("") == 0
