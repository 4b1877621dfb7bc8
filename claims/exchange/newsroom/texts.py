"""The texts of a file, version by version, and who has what from whom."""

from datetime import datetime

from provenance.capture.material import Material, content_type
from provenance.capture.pipeline import bring_in
from provenance.sources import services as sources
from provenance.sources.models import Article, Outlet

from .room import Room, Row


def bring_in_texts(room: Room) -> None:
    """Bring in every version of every text, in order of time."""
    versions = [
        (version["captured_at"], slug, article, version)
        for article in room.data["articles"]
        for slug in article["workspaces"]
        for version in article["versions"]
    ]
    for _, slug, article, version in sorted(versions, key=lambda one: one[0]):
        _bring_in(room, slug, article, version)
    room.counts.update(articles=len(room.articles), snapshots=len(room.snapshots))


def _bring_in(room: Room, slug: str, row: Row, version: Row) -> None:
    media_type, encoding = content_type(version["content_type"])
    material = Material(
        raw=(room.folder / version["file"]).read_bytes(),
        captured_at=datetime.fromisoformat(version["captured_at"]),
        media_type=media_type,
        encoding=encoding,
        address=row["address"],
        final_address=row["address"],
        status=200,
    )
    by = room.member(slug)
    kept = bring_in(material, workspace=room.workspaces[slug], by=by)
    room.snapshots[slug, version["page"]] = kept.snapshot
    room.articles[slug, row["id"]] = _corrected(room, kept.article, slug, row)


def _corrected(room: Room, article: Article, slug: str, row: Row) -> Article:
    """Someone of the desk mends what the program read wrongly."""
    outlet = next(one for one in room.data["outlets"] if one["id"] == row["outlet"])
    authors = [room.named(author)["name"] for author in row["authors"]]
    length = {"day": 10, "month": 7, "year": 4}[row["precision"]] if row["published"] else 0
    right = {
        "title": row["title"],
        "outlet": outlet["name"],
        "author": authors,
        "published": (row["published"] or "")[:length],
    }
    article = Article.objects.select_related("outlet").get(pk=article.pk)
    read = {
        "title": article.title,
        "outlet": article.outlet.name if article.outlet else "",
        "author": [a.person.name for a in article.authorships.select_related("person")],
        "published": article.published.isoformat()[:length] if article.published else "",
    }
    wrong = {field: value for field, value in right.items() if value != read[field]}
    if wrong:
        article = sources.choose_facts(article, wrong, by=room.member(slug))
    return article


def describe_outlets(room: Room) -> None:
    """What kind of outlet each is, as far as it was read in the texts of a workspace."""
    for slug, workspace in room.workspaces.items():
        for row in room.data["outlets"]:
            for outlet in Outlet.objects.filter(workspace=workspace, name=row["name"]):
                sources.describe_outlet(
                    outlet, kind=row["kind"], homepage=row["address"], by=room.member(slug)
                )


def cite(room: Room, row: Row) -> None:
    """Say what one text has from another, in each workspace that has both."""
    for slug in room.workspaces:
        source = room.articles.get((slug, row["from"]))
        target = room.articles.get((slug, row["to"]))
        if source and target:
            passage = room.passage(slug, row["passage"]) if row.get("passage") else None
            there = room.passage(slug, row["target"]) if row.get("target") else None
            sources.cite(
                source,
                kind=row["kind"],
                target=target,
                passage=passage,
                target_passage=there,
                why=row.get("note", ""),
                uncredited=not row.get("credited", True),
                by=room.member(slug),
            )
            room.counts["citations"] += 1
