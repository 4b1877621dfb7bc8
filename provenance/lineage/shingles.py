"""What a text is found again by: a few dozen keys, the same in every process. Pure.

Two sorts of keys find two sorts of copies:

- *bands* of a MinHash over runs of two words: texts that are alike as a whole, even where words
  were changed in every sentence;
- *anchors*, runs of eight words of which winnowing (Schleimer, Wilkerson and Aiken 2003) keeps
  the smallest of every 33: whoever shares 40 words in a row shares an anchor, however much stands
  around them.

The keys are 64 bits wide and as numbers signed, as PostgreSQL stores them. Change `METHOD` with
anything that changes a key: what was stored by another method is worked out again.
"""

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from rensa import RMinHash

from .words import NONE, Hashes

METHOD = 1
RUN = 8  # words of an anchor
WINDOW = 33  # of so many runs in a row one is kept: RUN + WINDOW - 1 = 40 words
SHORT_RUN = 2  # words of what MinHash goes over
ROWS, BANDS = 4, 16
SEED = 20_161
FEWEST_WORDS = 20  # A shorter text shares its words with others by chance.
MOST_ANCHORS = 4000  # A book of half a million words has more; the smallest are kept.

PRIME = np.uint64(0x100000001B3)
GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Keys:
    """What one text is found by. Without keys where it is too short."""

    words: int
    digest: int  # equal for texts of the same words
    keys: tuple[int, ...]


def keys_of(words: Hashes, room: int = 0) -> Keys:
    """The keys of a text, given the hashes of its words.

    Texts are only ever compared within one `room` (a workspace): the same words have other keys in
    another.
    """
    if len(words) < FEWEST_WORDS:
        return Keys(len(words), 0, ())
    found = np.unique(np.concatenate([anchors(words), bands(words)]))
    digest = int.from_bytes(blake2b(words.tobytes(), digest_size=8).digest(), "big", signed=True)
    return Keys(len(words), digest, tuple(_in_room(found, room).astype(np.int64).tolist()))


def runs(words: Hashes, length: int) -> Hashes:
    """A hash for each run of so many words, in order."""
    count = len(words) - length + 1
    if count <= 0:
        return NONE
    found = np.zeros(count, dtype=np.uint64)
    for place in range(length):
        found = found * PRIME + words[place : place + count]
    return _mixed(found)


def anchors(words: Hashes) -> Hashes:
    """The sparse set of runs that any long shared stretch has one of. Distinct, sorted."""
    found = runs(words, RUN)
    if len(found) > WINDOW:
        windows = sliding_window_view(found, WINDOW)
        found = found[np.unique(windows.argmin(axis=1) + np.arange(len(windows)))]
    elif len(found):
        found = found[[found.argmin()]]
    return np.unique(found)[:MOST_ANCHORS]


def bands(words: Hashes) -> Hashes:
    """The bands of the text's MinHash."""
    shingles = np.unique(runs(words, SHORT_RUN))
    if not len(shingles):
        return NONE
    matrix = RMinHash.digest_matrix_from_token_hash_sets([shingles.tolist()], ROWS * BANDS, SEED)
    rows = np.array(matrix.to_rows(), dtype=np.uint64).reshape(BANDS, ROWS)
    found = np.arange(1, BANDS + 1, dtype=np.uint64) * GOLDEN
    for place in range(ROWS):
        found = _mixed(found + rows[:, place])
    return found


def _in_room(keys: Hashes, room: int) -> Hashes:
    return _mixed(keys ^ np.uint64(room * int(GOLDEN) % 2**64)) if room else keys


def _mixed(numbers: Hashes) -> Hashes:
    """Spread the bits (the end of splitmix64), so that neighbours have nothing in common."""
    found = numbers + GOLDEN
    found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = found ^ (found >> np.uint64(31))
    return mixed
