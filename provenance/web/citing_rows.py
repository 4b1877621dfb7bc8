"""Citations as pages show them: both sides, the words, how it is known, and what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from provenance.accounts.rules import is_member
from provenance.sources.conflicts import conflicts
from provenance.sources.models import Article, Citation, Passage
from provenance.sources.rules import may_change

from .citing_words import BACKWARD, FORWARD, directive, how
from .templatetags.source_words import published

MOST = 40  # on the page of one article; the rest is in the list


@dataclass(frozen=True)
class Side:
    """One of the two: its name, where it leads, and the words there."""

    name: str
    details: str
    url: str
    words: str
    words_url: str


@dataclass(frozen=True)
class Row:
    """One citation. `verb` stands between the two sides as they are shown."""

    citation: Citation
    verb: str
    here: Side
    there: Side
    how: str
    reasons: list[str]
    conflicts: list[str]
    may_decide: bool

    @property
    def waits(self) -> bool:
        """Whether nobody has decided about it."""
        return bool(self.citation.state == Citation.State.PROPOSED)

    @property
    def may_withdraw(self) -> bool:
        """Whether a person said it, who may take it back."""
        return self.may_decide and not self.citation.identity


@dataclass(frozen=True)
class Leaning:
    """What one article leans on, and what leans on it; `more` are not shown."""

    on: list[Row]
    by: list[Row]
    more: int


def leaning(article: Article, user: Any) -> Leaning:
    """Both directions of one article, in one query: what waits first, then what holds."""
    seen: Any = Citation.objects.visible_to(user).of_article(article.pk).with_sides()
    found = list(seen.order_by("-state", "-confidence", "pk")[: 2 * MOST + 1])
    shown = found[: 2 * MOST]
    return Leaning(
        on=[row(one, user) for one in shown if one.source_id == article.pk],
        by=[row(one, user, backwards=True) for one in shown if one.target_id == article.pk],
        more=len(found) - len(shown),
    )


def rows(citations: Iterable[Citation], user: Any) -> list[Row]:
    """Rows of a list, read with `with_sides`."""
    return [row(one, user) for one in citations]


def row(citation: Citation, user: Any, *, backwards: bool = False) -> Row:
    """One citation, read with `with_sides`; `backwards` as seen from what is leaned on."""
    source = _side(citation.source, citation.passage)
    target = (
        _side(citation.target, citation.target_passage) if citation.target else _named(citation)
    )
    here, there = (target, source) if backwards else (source, target)
    said = [one["says"] for one in citation.reasons]
    return Row(
        citation=citation,
        verb=(BACKWARD if backwards else FORWARD)[citation.kind],
        here=here,
        there=there,
        how=how(citation, named=is_member(user, citation.workspace_id)),
        reasons=said or [one for one in [citation.why] if one],
        conflicts=conflicts(citation, goes_back=getattr(citation, "goes_back", False)),
        may_decide=may_change(user, citation.source),
    )


def _side(article: Article, passage: Passage | None) -> Side:
    outlet = article.outlet.name if article.outlet else ""
    told = " · ".join(filter(None, [outlet, published(article)]))
    page = _address("article", article.pk)
    return Side(
        name=str(article),
        details=told,
        url=page,
        words=passage.quote if passage else "",
        words_url=_words_url(article, passage, page) if passage else "",
    )


def _named(citation: Citation) -> Side:
    name = citation.target_name or citation.target_address
    details = "not brought in" if citation.target_name else "an address not brought in"
    return Side(name, details, "", "", "")


def _words_url(article: Article, passage: Passage, page: str) -> str:
    """The words in the reader: in the newest version if they were marked there."""
    newest = passage.snapshot_id == article.latest_id
    url = page if newest else _address("snapshot", passage.snapshot_id)
    return f"{url}{directive(passage.quote)}" if url else ""


def _address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:  # The reader is a page of the other wing.
        return ""
