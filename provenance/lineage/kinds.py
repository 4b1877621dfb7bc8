"""What it means that two texts have words in common: a copy, part of one, a quotation. Pure.

Word for word agreement alone does not say that one piece was made from the other: two reporters
quote the same speech, two pieces of one house end with the same notice. The kinds tell these apart
by how much is shared, whether it stands in quotation marks, and who signs.
"""

from collections.abc import Set as AbstractSet
from typing import Literal

from .sharing import Sharing

Kind = Literal["copy", "partial", "quotation", "names", "coincidence"]

FEW = 40  # Fewer words than these say something only where they are much of a text.
FEW_QUOTED = 15
MUCH = 0.2
NEAR = 0.4  # of the shorter text: what two extractions of the same page have in common
WHOLE, MOST = 0.8, 0.5
BOTH = 0.6
IN_MARKS = 0.85


def kind_of(
    sharing: Sharing,
    *,
    one_by: AbstractSet[str] = frozenset(),
    other_by: AbstractSet[str] = frozenset(),
    credited: bool = False,
) -> Kind:
    """The kind of a shared text. `one_by` and `other_by` are who signs, folded; none if unsigned.

    A near copy that two different names sign, neither crediting the other piece, is one author
    under several names, or a theft: a person has to look.
    """
    quoted = max(sharing.one_quoted, sharing.other_quoted) >= IN_MARKS
    if quoted and sharing.shorter_share < WHOLE:
        return "quotation" if sharing.words >= FEW_QUOTED else "coincidence"
    if sharing.words < FEW and sharing.shorter_share < MUCH:
        return "coincidence"
    if not _is_copy(sharing):
        return "partial"
    other_names = one_by and other_by and not one_by & other_by
    return "names" if other_names and not credited else "copy"


def is_near(sharing: Sharing) -> bool:
    """Whether two texts are versions of one: much of the shorter stands in the other."""
    return sharing.shorter_share >= NEAR and sharing.words >= FEW_QUOTED


def _is_copy(sharing: Sharing) -> bool:
    less, more = sorted([sharing.one_share, sharing.other_share])
    return less >= BOTH or (more >= WHOLE and less >= MOST)
