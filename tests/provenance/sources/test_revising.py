"""How much changed from one version to the next, and whether it says so."""

from provenance.sources.revising import Measure, measure, own_words

OLD = "The pier closed on 3 May. Nobody was hurt."


def body(text: str) -> list[dict[str, object]]:
    return [{"kind": "body", "start": 0, "end": len(text)}]


def test_white_space_is_no_difference() -> None:
    new = OLD.replace(". ", ".\n\n")
    assert measure(OLD, body(OLD), new, body(new)) == Measure("same")


def test_a_silent_edit_is_counted_in_words() -> None:
    new = OLD.replace("3 May", "4 May")
    assert measure(OLD, body(OLD), new, body(new)) == Measure("silent", 1, 1, 1)


def test_a_notice_makes_it_announced() -> None:
    new = OLD.replace("3 May", "4 May") + " Correction: an earlier version named the wrong day."
    assert measure(OLD, body(OLD), new, body(new)).kind == "announced"


def test_only_the_page_around_it_changed() -> None:
    old, new = f"{OLD}\nSport", f"{OLD}\nWeather and tides"
    found = measure(old, body(OLD), new, body(OLD))
    assert (found.kind, found.words_gone, found.words_new) == ("around", 1, 3)


def test_without_regions_the_whole_text_is_the_article() -> None:
    assert own_words(OLD, []) == OLD
    assert measure(OLD, [], f"{OLD} Later.", []).kind == "silent"
