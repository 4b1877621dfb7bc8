"""Which language a text is written in, told from a short sample of it."""

from __future__ import annotations

from provenance.capture.phrases import words

_SAMPLE = 280
_LEAST = 24
# Words that hardly another language has, and words that English has among others. A Dutch text may
# have many of the second kind, but none of the first.
_ENGLISH_ALONE = words(
    """
    the and that with which this they their there these those have were would could should from said
    says what when about who whose than then your because after before through where while every
    only not but into its our his people other first years them been being how between against
    """
)
_ENGLISH = _ENGLISH_ALONE | words(
    """
    was is of to it as by over more most for be in on at an or if he she we you so out up all can
    one no some new two had has will also her are
    """
)
_LEAST_ENGLISH = 5  # different words,
_LEAST_ALONE = 2  # of which so many are English alone,
_LEAST_SHARE = 0.15  # and so large a part of all the words in the sample.


def language_of(text: str, begin: int = 0) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, None when there is too little of it.

    A sample from inside the text after ``begin`` is enough for prose and keeps
    the cost independent of its length: 0.01 ms for plain English, else about 0.3 ms.
    """
    start = begin + min((len(text) - begin) // 5, 400)
    sample = text[start : start + _SAMPLE]
    if _is_plainly_english(sample):
        return "en"
    if sum(map(str.isalpha, sample)) < _LEAST:
        return None
    # The model takes half a second to load and 100 MB, so nobody pays who never asks.
    import py3langid  # noqa: PLC0415

    return str(py3langid.classify(sample)[0])


def load() -> None:
    """Load the model, so that processes that are made of this one share it."""
    import py3langid  # noqa: PLC0415 - as above.

    py3langid.classify("")


def _is_plainly_english(sample: str) -> bool:
    """Tell whether so many of the commonest English words stand there that it can't be another.

    A letter that English doesn't have leaves the question to the model.
    """
    said = sample.split()
    found = [word for word in said if word in _ENGLISH]
    different = set(found)
    return (
        len(different) >= _LEAST_ENGLISH
        and len(found) >= _LEAST_SHARE * len(said)
        and len(different & _ENGLISH_ALONE) >= _LEAST_ALONE
        and (sample.isascii() or not any(c.isalpha() for c in sample if not c.isascii()))
    )
