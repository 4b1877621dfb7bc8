import subprocess
import sys

import pytest

from provenance.capture.languages import language_of

# Prose in the commonest words of English, in which nothing else would tell the language.
ENGLISH = (
    "The council closed the bridge on Monday because divers had found a crack in one of its piers, "
    "and the people who live on the other side of the river will have to wait for a new one. "
)
WITHOUT_MODEL = """
import sys
from provenance.capture.languages import language_of
print(language_of(sys.argv[1]), "py3langid" in sys.modules)
"""


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


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # Each has several words that English has too: in, is, of, was, had, her, for, at, so, we.
        ("Het was in die tijd nog niet zo dat we over de brug wilden, of is er iets in de weg? "
         "Men had er in de stad lang over gesproken en was het nu met haar eens.", "nl"),
        ("Vi kan for at komme over broen ikke vente til i morgen, og det er for sent at bygge om. "
         "Men i den by er der to som vil, at alle skal over i dag.", "da"),
        ("Es war in der Stadt so, dass man an der Brücke also nur warten konnte, was her musste, "
         "war bald im Rat, und was so geplant war, will am Ende ja doch nur einer.", "de"),
        ("In de film Gone with the wind is het zo dat de held in de oorlog was en er of niet over "
         "de brug werd gesproken; we weten het niet, en het had haar ook niet veel gezegd.", "nl"),
        ("In quel momento la comune era in attesa, ma all hotel si sa che per noi no, non si va "
         "a piedi; me ne vado a casa, e so che a fine mese torno.", "it"),
    ],
)  # fmt: skip
def test_words_that_english_shares_do_not_make_a_text_english(text, code):
    assert language_of(text) == code


# Few of the commonest words, and always the same: these leave it open.
NAMES = "Ann Abel, Bo Berg and Cy Cole of Fjord met Di Dahl, Ed Eng and Flo Falk on Gran Quay. " * 8


@pytest.mark.parametrize("text", [ENGLISH * 3, f"“{ENGLISH}” — " * 3, NAMES + ENGLISH * 8])
def test_plain_english_is_told_without_the_model(text):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_MODEL, text],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["en", "False"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH[:110] + "Мост закрыли вечером, потому что водолазы нашли трещину. " * 6, "ru"),
        (ENGLISH[:110] + "Die Brücke wurde am Montag gesperrt, weil Taucher einen Riss fanden und "
         "niemand wusste, wie lange sie noch halten würde, sagte der Bürgermeister.", "de"),
    ],
)  # fmt: skip
def test_an_english_quotation_does_not_make_a_text_english(text, code):
    assert language_of(text) == code
