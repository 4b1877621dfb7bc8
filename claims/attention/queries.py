"""What a list is narrowed to, as it stands in its address. Pure."""

from urllib.parse import parse_qsl, urlencode

# What an address carries that does not narrow the list: the pages of its columns among them.
LEFT_OUT = frozenset({"page", "csrfmiddlewaretoken"})


def tidy_query(query: str) -> str:
    """The same query with nothing empty and no page in it, always in one order."""
    pairs = parse_qsl(query.lstrip("?"))
    kept = [one for one in pairs if one[0] not in LEFT_OUT and not one[0].startswith("page-")]
    return urlencode(sorted(kept))
