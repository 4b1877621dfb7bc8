"""The scales of a file, with their words in other languages."""

from claims.reviews.scale_services import add_scale, translate_scale
from claims.reviews.scales import RatingSpec

from .room import Room, Row


def make_scales(room: Room) -> None:
    """Add the scales to their workspaces and translate them."""
    for row in room.data["scales"]:
        _make(room, row)


def _make(room: Room, row: Row) -> None:
    by = room.people[row["by"]]
    ratings = [RatingSpec(**rating) for rating in row["ratings"]]
    about = {"name": row["name"], "description": row["description"]}
    scale = add_scale(room.workspaces[row["workspace"]], **about, ratings=ratings, by=by)
    for language, words in row["texts"].items():
        texts = {slug: (one["label"], one["meaning"]) for slug, one in words.items()}
        translate_scale(scale, language=language, texts=texts, by=by)
    room.counts["scales"] += 1
