from provenance.capture.candidates import Candidate
from provenance.capture.choice import choose
from provenance.capture.markup import parse
from provenance.capture.metadata import find, placed
from tests.provenance.capture.pages import saved, tree

ADDRESS = "https://ostwick-herald.example/2024/03/05/bridge"


def test_a_whole_page_is_understood():
    page = parse(saved("report").decode())
    chosen = choose(find(page, address=ADDRESS).candidates)
    assert chosen.title == "Harbour bridge closed after crack is found"
    assert chosen.authors == ("Mira Lindqvist", "Tom Adeyemi")
    assert chosen.outlet == "The Ostwick Herald"
    assert (chosen.published, chosen.precision) == ("2024-03-05", "day")
    assert chosen.republished_from is None


def test_description_image_and_canonical_address_are_kept():
    fields = {one.field: one.value for one in find(parse(saved("report").decode())).candidates}
    assert fields["description"] == "The council closed the bridge on Monday night."
    assert fields["image"].endswith("bridge.jpg")
    assert fields["canonical"] == ADDRESS


def test_a_canonical_address_elsewhere_hints_at_the_origin():
    page = tree(head='<link rel="canonical" href="https://www.fjordpost.example/a">')
    hints = {one.value for one in find(page, address="https://copy.example/a").candidates}
    assert "fjordpost.example" in hints
    own = find(page, address="https://blog.fjordpost.example/a").candidates
    assert not any(one.field == "republished_from" for one in own)


def test_an_unsigned_page_gets_no_author():
    page = parse(saved("unsigned").decode())
    assert choose(find(page).candidates).authors == ()


def test_a_value_that_stands_in_the_text_gets_its_place():
    text = "A title\n\n5 March 2024\n\nBy Ann Sol"
    day = placed(Candidate("published", "2024-03-05", 0.8, "in_text", "words"), text)
    assert text[day.start : day.end] == "5 March 2024"
    name = placed(Candidate("author", "Ann Sol", 0.8, "in_markup", "rel"), text)
    assert (name.start, name.end, name.known) == (26, 33, "in_markup")


def test_a_value_that_does_not_is_known_by_the_markup():
    gone = placed(Candidate("published", "2024-03-05", 0.8, "in_text", "words"), "No date.")
    assert (gone.start, gone.known) == (None, "in_markup")
