"""Who is named in the words of a note. Pure."""

import re

MOST = 50  # People named in one note; the rest are only words.
# The signs a username may have; one that is an address of mail has a second @.
NAMED = re.compile(r"(?<![\w@.+-])@([\w.+-]+(?:@[\w.+-]+)?)")


def usernames_in(words: str) -> list[str]:
    """The names after an @ in lower case, each once, in order; whether they exist is not asked.

    A full stop or a dash at the end may belong to the sentence: both readings are given.
    """
    found: dict[str, None] = {}
    for match in NAMED.finditer(words):
        name = match[1].lower()
        found |= dict.fromkeys([name, name.rstrip(".+-")])
    return [name for name in found if name][: 2 * MOST]
