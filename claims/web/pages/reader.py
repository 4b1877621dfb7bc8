"""The reader: one snapshot with its marks, where it comes from, and the margin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from claims.cases.models import Case
from claims.cases.reading import cases_with
from provenance.accounts.models import Role, User
from provenance.accounts.rules import is_member, role_in
from provenance.sources.models import Article, Fact, Snapshot
from provenance.sources.names import fold
from provenance.sources.rules import may_add, may_change, may_cover

from ..words import dotted, published
from .reader_blocks import Block, blocks_of
from .reader_margin import Card, Margin, margin_of
from .reader_marks import Segment, laid, reach, segments
from .reader_origin import Origin, origin_of
from .reader_text import LONG, Part, Span, block_html, dimmed_in, direction, parts_of
from .reader_voices import Voices, quoted_in, scare_line, voices
from .uncredited import uncredited_in

TOOLS = [
    ("record-claim", "Record a claim", "r"),
    ("record-evidence", "Add as evidence", "e"),
    ("record-note", "Note", "n"),
    ("record-naming", "Who is called so", "w"),
    ("record-aside", "Tell the editor", "t"),
]
EMPTY_MARGIN = Margin([], [], [], {})


@dataclass(frozen=True)
class Laid:
    """A text ready to be shown: its blocks, where marks cut it, and what is dimmed."""

    text: str
    blocks: list[Block]
    segments: list[Segment]
    dimmed: list[Span]


@dataclass(frozen=True)
class ReaderPage:
    """Everything the template shows."""

    snapshot: Snapshot
    article: Article
    before: list[Part]
    title: SafeString | str
    parts: list[Part]
    language: str
    direction: str
    byline: str
    origin: Origin
    voices: Voices
    cards: list[Card]
    tools: list[dict[str, str]]
    may_correct: bool
    may_cover: bool
    starts_private: bool
    member: bool
    uncredited: list[str]
    cases: list[Case]

    @property
    def is_long(self) -> bool:
        """Whether blocks out of sight should not be laid out."""
        return self.snapshot.characters > LONG

    @property
    def is_latest(self) -> bool:
        """Whether no newer version is known."""
        return bool(self.article.latest_id == self.snapshot.pk)


def reader_page(snapshot: Snapshot, user: Any) -> ReaderPage:
    """The page as `user` sees it, in a constant number of queries."""
    article = snapshot.article
    margin = margin_of(snapshot, user)
    shown = laid_out(snapshot, margin)
    at = _title_at(shown, article)
    versions = list(article.snapshots.without_text().in_time())
    facts: list[Fact] = list(article.facts.select_related("created_by"))
    if not is_member(user, article.workspace_id):
        _name_nobody([snapshot, *facts])
    return ReaderPage(
        snapshot=snapshot,
        article=article,
        before=_parts(shown, shown.blocks[: at or 0]),
        title="" if at is None else _block(shown, shown.blocks[at], title=True),
        parts=_parts(shown, shown.blocks if at is None else shown.blocks[at + 1 :]),
        language=article.language,
        direction=direction(article.language),
        byline=_byline(article),
        origin=origin_of(snapshot, facts, versions, shown.blocks),
        voices=_voices(margin, snapshot),
        cards=margin.cards,
        tools=_tools(snapshot, user),
        may_correct=isinstance(user, User) and may_change(user, article),
        may_cover=may_cover(user, article),
        starts_private=role_in(user, article.workspace_id) == Role.STUDENT,
        member=is_member(user, article.workspace_id),
        uncredited=uncredited_in(article, user),
        cases=cases_with(user, article=article.pk),
    )


def _name_nobody(rows: Iterable[Any]) -> None:
    """Outsiders read what was found, not who works here; nothing is saved."""
    for row in rows:
        row.created_by = None


def laid_out(snapshot: Snapshot, margin: Margin = EMPTY_MARGIN) -> Laid:
    """The text with the marks of the margin."""
    text = snapshot.text
    blocks = blocks_of(text, snapshot.blocks, snapshot.regions)
    plain = snapshot.media_type.startswith(("text/plain", "text/markdown"))
    return Laid(text, blocks, segments(laid(margin.marks)), dimmed_in(text) if plain else [])


@dataclass(frozen=True)
class Change:
    """What an open page has to replace after something was recorded on a passage."""

    blocks: list[SafeString]
    card: Card | None
    voices: Voices
    article: Article


def change_at(snapshot: Snapshot, passage: Any, user: Any) -> Change:
    """The blocks whose marks may look different now, and the passage's card."""
    margin = margin_of(snapshot, user)
    shown = laid_out(snapshot, margin)
    at = _title_at(shown, snapshot.article)
    title = None if at is None else shown.blocks[at]
    far = reach(margin.marks, passage.start, passage.end)
    touched = [one for one in shown.blocks if one.end > passage.start and one.start < far]
    return Change(
        [_block(shown, one, title=one == title, swap=True) for one in touched],
        next((card for card in margin.cards if card.passage.pk == passage.pk), None),
        _voices(margin, snapshot),
        snapshot.article,
    )


def _voices(margin: Margin, snapshot: Snapshot) -> Voices:
    held = sum(one.scare for one in quoted_in(snapshot))
    return voices(margin.here, margin.origins, snapshot.article, scare_line(held))


def _block(shown: Laid, block: Block, **how: bool) -> SafeString:
    return block_html(shown.text, block, shown.segments, shown.dimmed, **how)


def _parts(shown: Laid, blocks: Sequence[Block]) -> list[Part]:
    return parts_of(shown.text, blocks, shown.segments, shown.dimmed)


def _title_at(shown: Laid, article: Article) -> int | None:
    """Which block is the title of the page: a headline that says what the article is called."""
    for place, block in _opening(shown.blocks):
        if block.kind == "heading" and article.title:
            same = fold(shown.text[block.start : block.end]) == fold(article.title)
            return place if same else None
    return None


def _opening(blocks: Sequence[Block]) -> Iterator[tuple[int, Block]]:
    """The first block of the body, and what stands before it."""
    for place, block in enumerate(blocks):
        yield place, block
        if block.region == "body":
            return


def _byline(article: Article) -> str:
    outlet = article.outlet.name if article.outlet else ""
    by = f"By {article.byline}" if article.byline and article.byline != outlet else ""
    return dotted(by, outlet, published(article))


def _tools(snapshot: Snapshot, user: Any) -> list[dict[str, str]]:
    """What can be done with selected words, by those who record here."""
    if not isinstance(user, User) or not may_add(user, snapshot.article.workspace_id):
        return []
    return [
        {"url": reverse(name, args=[snapshot.pk]), "label": label, "key": key}
        for name, label, key in TOOLS
    ]
