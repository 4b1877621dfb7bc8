"""How long an answer may be kept, and by whom: the same as in the wing below."""

from provenance.web.caching import FRESH_FOR, for_everyone, the_same_for_all

__all__ = ["FRESH_FOR", "for_everyone", "the_same_for_all"]
