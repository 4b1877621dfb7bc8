"""Where a text comes from: each fact with how it is known, and what else is said, side by side."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language_info

from provenance.capture import browser
from provenance.sources.arrivals import date_of
from provenance.sources.knowing import Known
from provenance.sources.models import Article, Fact, Snapshot
from provenance.sources.names import fold

from ..links import named, on_the_web
from ..words import day, published
from .reader_blocks import Block

FILE = re.compile(r"\.\w{1,5}$")
SURE = 0.75  # From here on a value is shown without saying how sure it is.
AROUND = 40  # Characters shown before and after the words that a fact was read in.
WHOLE_PAGE = frozenset({"title", "language"})  # They change how the text itself is drawn.
FIELDS = {
    "outlet": ("Outlet", "not stated"),
    "author": ("Author", "not stated"),
    "published": ("Published", "not stated"),
    "republished_from": ("Republished from", "nothing says so"),
    "language": ("Language", "not known"),
    "title": ("Title", "not stated"),
}


@dataclass(frozen=True)
class Said:
    """One value as somebody or something has it: how it is known, and the place it comes from."""

    fact: Fact
    value: str
    how: str
    sure: str
    quote: tuple[str, str, str] | None  # The words before, the words themselves, the words after.
    url: str


@dataclass(frozen=True)
class Row:
    """One line of the card. `others` are the values that disagree with the one shown."""

    name: str
    label: str
    value: str
    missing: str
    chosen: list[Said]
    others: list[Said]
    url: str = ""

    @property
    def in_place(self) -> bool:
        """Whether a correction leaves the text as it is drawn."""
        return self.name not in WHOLE_PAGE

    @property
    def how(self) -> str:
        """How what is shown is known, and how sure that is where it is not very."""
        if not self.chosen:
            return ""
        first = self.chosen[0]
        doubtful = first.sure and first.fact.confidence < SURE
        return f"{first.how}, {first.sure}" if doubtful else first.how


@dataclass(frozen=True)
class Version:
    """One snapshot of the article as the card names it."""

    number: int
    captured: Any
    url: str
    shown: bool


@dataclass(frozen=True)
class Origin:
    """The whole card."""

    rows: list[Row]
    captured_how: str
    file_name: str
    address: str
    other_addresses: list[tuple[str, str]]
    versions: list[Version]
    changes_url: str
    since_url: str
    facts_url: str
    warc_url: str
    wacz_url: str
    picture_url: str
    pdf_url: str
    in_short: str
    warnings: list[str] = field(default_factory=list)


def origin_of(
    snapshot: Snapshot, facts: Iterable[Fact], versions: Sequence[Snapshot], blocks: Sequence[Block]
) -> Origin:
    """`facts` and `versions` are all of the snapshot's article; these in time, without texts."""
    article = snapshot.article
    by_field: dict[str, list[Fact]] = {}
    for fact in facts:
        by_field.setdefault(fact.field, []).append(fact)
    rows = [_row(name, article, by_field.get(name, []), snapshot, blocks) for name in FIELDS]
    earlier = bool(versions) and versions[0].pk != snapshot.pk
    seen = snapshot.extractor.startswith(browser.MADE_BY)
    return Origin(
        rows=rows,
        captured_how=_captured(snapshot),
        file_name=_file_name(article),
        address=on_the_web(article),
        other_addresses=_addresses(article),
        versions=[_version(one, snapshot) for one in versions],
        changes_url=named("snapshot-changes", snapshot.pk) if earlier else "",
        since_url=_since(snapshot, versions),
        facts_url=named("article-facts", article.pk),
        warc_url=named("snapshot-warc", snapshot.pk),
        in_short=_in_short(snapshot, len(versions)),
        wacz_url=named("snapshot-wacz", snapshot.pk),
        picture_url=named("snapshot-picture", snapshot.pk) if seen else "",
        pdf_url=named("snapshot-pdf", snapshot.pk) if seen else "",
        warnings=_warnings(snapshot),
    )


def _row(
    name: str, article: Article, facts: list[Fact], snapshot: Snapshot, blocks: Sequence[Block]
) -> Row:
    label, missing = FIELDS[name]
    chosen = [one for one in facts if one.chosen]
    kept = {fold(one.value) for one in chosen}
    others: dict[str, Fact] = {}
    for one in sorted(facts, key=lambda fact: -fact.confidence):
        if not one.chosen and one.value and fold(one.value) not in kept:
            others.setdefault(fold(one.value), one)
    return Row(
        name=name,
        label=label,
        value=_value(name, article),
        missing="none" if chosen else missing,
        chosen=[_said(one, snapshot, blocks) for one in chosen],
        others=[_said(one, snapshot, blocks) for one in others.values()],
        url=named("outlet", article.outlet_id) if name == "outlet" and article.outlet_id else "",
    )


def _value(name: str, article: Article) -> str:
    if name == "published":
        return published(article)
    if name == "language":
        return language_name(article.language)
    shown = {"outlet": article.outlet, "author": article.byline}
    return str(shown.get(name, getattr(article, name, "")) or "")


def language_name(code: str) -> str:
    """`English` for `en`; the code itself where no name is known."""
    try:
        return str(get_language_info(code)["name"]) if code else ""
    except KeyError:
        return code


def spelled(fact: Fact) -> str:
    """The value of a fact as people write it."""
    if fact.field == Fact.Field.LANGUAGE:
        return language_name(fact.value)
    read = date_of(fact.value) if fact.field == Fact.Field.PUBLISHED else None
    return day(*read) if read else fact.value


def _said(fact: Fact, snapshot: Snapshot, blocks: Sequence[Block]) -> Said:
    quote, url = None, ""
    if fact.start is not None and fact.end is not None and fact.snapshot_id == snapshot.pk:
        quote = _around(snapshot.text, fact.start, fact.end)
        place = next((block.start for block in blocks if block.end > fact.start), None)
        url = "" if place is None else f"#b{place}"
    sure = "" if fact.known == Known.PERSON else f"{round(fact.confidence * 100)}% sure"
    return Said(fact, spelled(fact) or "none", _how(fact), sure, quote, url)


def _how(fact: Fact) -> str:
    if fact.known == Known.PERSON:
        return f"entered by {fact.created_by}" if fact.created_by else "entered by a person"
    return str(fact.get_known_display())


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    before = " ".join(text[max(0, start - AROUND) : start].split("\n")[-1:])
    after = text[end : end + AROUND].split("\n")[0]
    return before, text[start:end], after


def _captured(snapshot: Snapshot) -> str:
    article, who = snapshot.article, snapshot.created_by
    if snapshot.http_status:
        return "fetched from its address"
    by = f" by {who}" if who else ""
    if _file_name(article):
        return f"from a file{by}"
    return f"pasted{by}" if snapshot.media_type == "text/plain" else f"given to us{by}"


def _file_name(article: Article) -> str:
    """The name of the file it came in; what was pasted is called by its title, which is none."""
    return article.input_name if FILE.search(article.input_name) else ""


def _addresses(article: Article) -> list[tuple[str, str]]:
    """The other addresses that are told apart, each with what it is."""
    told = {
        article.canonical_address: "as the page says",
        article.final_address: "where it was found",
        article.address: "as it was given",
    }
    shown = on_the_web(article)
    return [(address, what) for address, what in told.items() if address and address != shown]


def _since(snapshot: Snapshot, versions: Sequence[Snapshot]) -> str:
    """What the newest version says otherwise than this one; empty where this is the newest."""
    newest = versions[-1] if versions else snapshot
    if newest.pk == snapshot.pk:
        return ""
    return f"{named('snapshot-changes', newest.pk)}?from={snapshot.number}"


def _warnings(snapshot: Snapshot) -> list[str]:
    """What was doubted when it was read, and when it was read back from where it is stored."""
    proof = getattr(snapshot, "proof", None)
    said = [proof.reason] if proof and proof.reason else []
    return list(dict.fromkeys([*map(str, snapshot.warnings), *said]))


def _version(one: Snapshot, shown: Snapshot) -> Version:
    return Version(one.number, one.captured_at, named("snapshot", one.pk), one.pk == shown.pk)


def _in_short(snapshot: Snapshot, versions: int) -> str:
    """One line for phones."""
    source = snapshot.article.republished_from
    captured = day(snapshot.captured_at.date())
    which = f", version {snapshot.number} of {versions}" if versions > 1 else ""
    if warnings := _warnings(snapshot):
        damage = warnings[0].split(":")[0].rstrip(".")
        return f"Take care: {damage} · {captured}{which}"
    if source:
        return f"Republished from {source} · captured {captured}{which}"
    return f"Captured {captured}{which}"
