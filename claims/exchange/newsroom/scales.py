"""The scales of a file, with their words in other languages."""

from claims.reviews.scale_services import add_scale, translate_scale
from claims.reviews.scales import RatingSpec

from .room import Room, Row


def make_scale(room: Room, row: Row) -> None:
    """Add a scale to a workspace and translate it."""
    by = room.people[row["by"]]
    ratings = [RatingSpec(**rating) for rating in row["ratings"]]
    about = {"name": row["name"], "description": row["description"]}
    scale = add_scale(room.workspaces[row["workspace"]], **about, ratings=ratings, by=by)
    for language, words in row["texts"].items():
        texts = {slug: (one["label"], one["meaning"]) for slug, one in words.items()}
        translate_scale(scale, language=language, texts=texts, by=by)
    room.counts["scales"] += 1
