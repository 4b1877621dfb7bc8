import pytest

from provenance.capture.damage import lost_text

WHOLE = (
    'She said: "The bridge is old." Then McKenzie left. The iPhone rang; e.g. U.S. officials '
    "at www.Example.com wrote to Some.Body@Example.com about YouTube and eBay."
)


def test_an_ordinary_text_is_whole():
    assert lost_text(WHOLE) is None


def test_one_slip_is_a_typing_error():
    assert lost_text("It rained.Then it stopped.") is None


def test_glued_sentences_are_counted():
    text = "It rained.Then it stopped,So they went. He remarked thatYes, it was becauseIt was."
    assert "4 places" in (lost_text(text) or "")


def test_one_glued_place_counts_when_quotation_marks_do_not_pair():
    message = lost_text('The town "grew.Nobody knew why.')
    assert message is not None
    assert "do not pair" in message
    assert "1 place " in message


def test_capitals_after_any_space_are_not_glued():
    assert lost_text("It rained.\nThen it stopped.\u00a0So they went.\tBut why?\x1fNobody") is None


@pytest.mark.parametrize("text", ["", '"', "A", "aB", ".A", "AbCd" * 1000])
def test_odd_texts_are_judged_without_stumbling(text):
    lost_text(text)
