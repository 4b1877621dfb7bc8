"""Reads an Atom feed and holds it against the rules of RFC 4287 and of the W3C's feed validator."""

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree, html

NS = "{http://www.w3.org/2005/Atom}"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
FEED_HOLDS = {"title", "link", "id", "updated", "author", "subtitle", "category", "entry"}
ENTRY_HOLDS = {"title", "link", "id", "published", "updated", "author", "summary", "category"}


@dataclass(frozen=True)
class ReadEntry:
    """What a reader shows of an entry."""

    id: str
    title: str
    link: str
    summary: str
    author: str
    updated: datetime
    language: str


def read_atom(body: bytes, address: str) -> list[ReadEntry]:
    """The entries of the feed at `address`; AssertionError names the rule that it breaks."""
    feed = etree.fromstring(body)
    assert feed.tag == f"{NS}feed"
    assert {plain(child.tag) for child in feed} <= FEED_HOLDS, "no foreign element"
    assert _link(feed, "self") == address, "it says where it stands (W3C: MissingSelf)"
    assert _is_absolute(_link(feed, "alternate"))
    assert _is_absolute(_one(feed, "id")), "an id is a whole IRI (4.2.6)"
    assert _one(feed, "title")
    updated = _date(feed, "updated")
    entries = [_entry(one) for one in feed.findall(f"{NS}entry")]
    assert len({one.id for one in entries}) == len(entries), "no two entries share an id (4.1.1)"
    assert all(one.updated <= updated for one in entries)
    assert [one.updated for one in entries] == sorted((e.updated for e in entries), reverse=True)
    return entries


def _entry(entry: etree._Element) -> ReadEntry:
    assert {plain(child.tag) for child in entry} <= ENTRY_HOLDS, "no foreign element"
    assert _is_absolute(_one(entry, "id"))
    assert _date(entry, "published") <= _date(entry, "updated")
    name = entry.find(f"{NS}author/{NS}name")
    assert name is not None, "every entry of a feed without an author has one (4.1.2)"
    assert name.text, "an author has a name (3.2.1)"
    uri = entry.find(f"{NS}author/{NS}uri")
    assert uri is None or _is_absolute(str(uri.text)), "and an address of theirs is whole (3.2.2)"
    assert all(one.get("term") for one in entry.findall(f"{NS}category")), "4.2.2.1"
    summary = entry.find(f"{NS}summary")
    assert summary is not None
    assert summary.get("type") == "html"
    text = html.fragment_fromstring(str(summary.text), create_parent="div").text_content()
    link = _link(entry, "alternate")
    assert _is_absolute(link)
    return ReadEntry(
        id=_one(entry, "id"),
        title=_one(entry, "title"),
        link=link,
        summary=text,
        author=str(name.text),
        updated=_date(entry, "updated"),
        language=str(entry.get("{http://www.w3.org/XML/1998/namespace}lang")),
    )


def plain(tag: str) -> str:
    """An element's name in Atom."""
    assert tag.startswith(NS), f"{tag} is not of Atom"
    return tag.removeprefix(NS)


def _one(parent: etree._Element, name: str) -> str:
    found = parent.findall(f"{NS}{name}")
    assert len(found) == 1, f"exactly one {name} (4.1.1, 4.1.2)"
    return str(found[0].text)


def _date(parent: etree._Element, name: str) -> datetime:
    written = _one(parent, name)
    assert DATE.fullmatch(written), f"{written} is a date of RFC 3339 (3.3)"
    return datetime.fromisoformat(written)


def _link(parent: etree._Element, rel: str) -> str:
    found = [one.get("href") for one in parent.findall(f"{NS}link") if one.get("rel") == rel]
    assert len(found) == 1, f"one link to {rel}"
    return str(found[0])


def _is_absolute(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
