import pytest

from provenance.capture.languages import language_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The council closed the bridge because divers found a crack in one of its piers.", "en"),
        ("Die Brücke wurde am Montag gesperrt, weil Taucher einen Riss gefunden haben.", "de"),
        ("Le pont a été fermé lundi soir parce que des plongeurs ont trouvé une fissure.", "fr"),
        ("Мост закрыли вечером, потому что водолазы нашли трещину в одной из опор.", "ru"),
    ],
)
def test_languages_are_told_apart(text, code):
    assert language_of(text) == code


def test_too_little_text_has_no_language():
    assert language_of("12.12.2012 - ok") is None
    assert language_of("") is None


def test_what_stands_before_the_running_text_is_left_out():
    title = "Der Riss in der Brücke und das Schweigen im Rathaus\n\n"
    body = "The council closed the bridge because divers found a crack in one of its piers. " * 3
    assert language_of(title + body, len(title)) == "en"
