"""Which language a text is written in, told from a short sample of it."""

from __future__ import annotations

_SAMPLE = 280
_LEAST = 24


def language_of(text: str, begin: int = 0) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, None when there is too little of it.

    A sample from inside the text after ``begin`` is enough for prose and keeps
    the cost (about 0.1 ms) independent of its length.
    """
    start = begin + min((len(text) - begin) // 5, 400)
    sample = text[start : start + _SAMPLE]
    if sum(map(str.isalpha, sample)) < _LEAST:
        return None
    # The model takes almost a second to load, so nobody pays who never asks.
    import py3langid  # noqa: PLC0415

    return str(py3langid.classify(sample)[0])
