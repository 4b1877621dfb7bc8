"""Claims like what is being typed."""

import pytest

URL = "/desk/claims/similar/"


def test_what_is_recorded_already_is_shown_before_it_is_recorded_again(desk):
    claim = desk.claim(statement="Forty boats left the harbour in May.")
    text = desk.browser("ann").get(URL, {"statement": "In May forty boats left"}).content.decode()
    assert "Recorded already?" in text
    assert f"/desk/claims/{claim.pk}/" in text


def test_it_is_a_part_of_a_page_and_not_kept(desk):
    answer = desk.browser("ann").get(URL, {"text": "Forty boats left"})
    assert "<html" not in answer.content.decode()
    assert "private" in answer["Cache-Control"]


def test_to_choose_from_it_leaves_out_the_claim_itself(desk):
    one = desk.claim(statement="Forty boats left the harbour.")
    other = desk.claim(statement="Fifty boats left the harbour.")
    asked = {"text": one.statement, "for": one.pk}
    text = desk.browser("ann").get(URL, asked).content.decode()
    assert f'name="chosen" value="{other.pk}"' in text
    assert f'value="{one.pk}"' not in text


@pytest.mark.parametrize("text", ["", "boat", "   "])
def test_a_few_letters_are_like_everything_and_show_nothing(desk, text):
    desk.claim(statement="Boats.")
    assert "Boats." not in desk.browser("ann").get(URL, {"text": text}).content.decode()


def test_claims_of_others_are_not_shown(desk):
    desk.claim("sam", statement="Forty boats left the harbour.")
    for name in ("ann", "olga"):
        text = desk.browser(name).get(URL, {"text": "Forty boats left the harbour"})
        assert "Forty boats" not in text.content.decode()
    assert desk.browser("nobody").get(URL, {"text": "Forty boats"}).status_code == 302
