"""Words that someone picked in the reader before coming here."""

from provenance.accounts.models import User
from provenance.sources.models import Passage


def picked_words(passage: str, user: User) -> Passage | None:
    """The passage that an address names, if this person may see it."""
    if not passage.isascii() or not passage.isdigit():
        return None
    rows = Passage.objects.visible_to(user).select_related("snapshot__article")
    found: Passage | None = rows.defer("snapshot__text").filter(pk=passage).first()
    return found
