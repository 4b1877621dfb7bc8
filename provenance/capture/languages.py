"""Which language a text is written in, told from a short sample of it."""

from __future__ import annotations

from provenance.capture.phrases import words

_SAMPLE = 280
_LEAST = 24
_ENGLISH = words(
    """
    the and that with which this they their there these those have were would could should from said
    says what when about who whose than then your because after before through where while every
    only not but into its our his people other first years them been being how between against was
    is of to it as by over more most for be in on at an or if he she we you so out up all can one no
    some new two had has will also her are
    """
)
# Some of those are words of other languages too (Dutch has in, is, of, was, over, we, had and her),
# but nobody writes any of those without these.
_FOREIGN = words(
    """
    de het een en van dat die niet zijn met voor der das und nicht ist ein eine den zu mit la le les
    des du et est pas que pour dans el los las una y con por para il di che per non e um uma os da
    do em na och att det som er og ikke av af til med yang dan ini itu untuk dengan tidak w z na nie
    ang ng sa si ve bir
    """
)
_TO_FOREIGN = 3  # words of English to a foreign one, at least
_LONGER = 1000


def language_of(text: str, begin: int = 0) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, None when there is too little of it.

    A sample from inside the text after ``begin`` is enough for prose and keeps
    the cost independent of its length: 0.01 ms for plain English, else about 0.3 ms.
    """
    start = begin + min((len(text) - begin) // 5, 400)
    sample = text[start : start + _SAMPLE]
    if _is_english(sample, different=5, one_in=8):
        return "en"
    # Names and figures leave it open; then more of the text may settle it.
    longer = text[start : start + _LONGER]
    if _is_english(sample, different=3, one_in=12) and _is_english(longer, different=15, one_in=6):
        return "en"
    if sum(map(str.isalpha, sample)) < _LEAST:
        return None
    # The model takes half a second to load and 100 MB, so nobody pays who never asks.
    import py3langid  # noqa: PLC0415

    return str(py3langid.classify(sample)[0])


def _is_english(sample: str, *, different: int, one_in: int) -> bool:
    """Tell whether so many different of the commonest English words stand in ``sample``.

    One in ``one_in`` of all its words must be one of them. A letter that
    English doesn't have leaves the question to the model.
    """
    said = sample.split()
    found = [word for word in said if word in _ENGLISH]
    foreign = len([word for word in said if word in _FOREIGN])
    return (
        len(set(found)) >= different
        and len(found) >= max(len(said) / one_in, foreign * _TO_FOREIGN)
        and (sample.isascii() or not any(c.isalpha() for c in sample if not c.isascii()))
    )
