"""The frame in which a card stands on another site, and how much room it takes. Pure."""

from collections.abc import Mapping

from django.utils.html import format_html

WIDTH, HEIGHT = 560, 320  # Pixels: the longest card still has room, its words being cut.


def asked_for(query: Mapping[str, str]) -> tuple[int, int] | None:
    """Width and height within `maxwidth` and `maxheight`; None where those are no numbers."""
    most = [query.get(name, str(usual)) for name, usual in ROOM.items()]
    if not all(one.isascii() and one.isdigit() and 0 < len(one) < 7 and int(one) for one in most):
        return None
    return min(WIDTH, int(most[0])), min(HEIGHT, int(most[1]))


def frame(address: str, title: str, width: int, height: int) -> str:
    """The markup for another site; `frameborder`, since a style might be refused there."""
    shown = '<iframe src="{}" width="{}" height="{}" title="{}" frameborder="0" loading="lazy">'
    return format_html(f"{shown}</iframe>", address, width, height, title)


ROOM = {"maxwidth": WIDTH, "maxheight": HEIGHT}
