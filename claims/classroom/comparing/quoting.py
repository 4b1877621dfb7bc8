"""Words of a text as they are quoted in a sentence: on one line, and not too long. Pure."""

LONGEST = 80  # Characters.


def quote(text: str, start: int, end: int) -> str:
    """The words of a span, cut between words where there are too many."""
    return shorten(text[start:end])


def shorten(words: str, longest: int = LONGEST) -> str:
    """On one line, cut between words where it is too long."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    return f"{line[:longest].rsplit(' ', 1)[0]} …"
