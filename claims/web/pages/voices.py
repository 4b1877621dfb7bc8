"""One voice or many, in full: who speaks in a text, and whose words it carries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from claims.records.models import Appearance
from provenance.lineage.scare_quotes import Quoted
from provenance.sources.models import Article, Citation, Person, Snapshot
from provenance.sources.reading import authorships_of

from ..links import named
from ..words import published
from .reader_margin import margin_of
from .reader_voices import (
    NOBODY,
    UNKNOWN,
    Voices,
    first_voice,
    quoted_in,
    scare_line,
    voices,
)
from .reader_voices import OWN as ITSELF

MOST = 20  # Other pieces of an author; the page of the author has them all.
AROUND = 40
COPIES = [Citation.Kind.REPUBLISHES.value, Citation.Kind.TRANSLATES.value]
GROUPS = {
    "own": "The text itself",
    "named": "Named speakers",
    "unnamed": "Unnamed sources",
    "nobody": "Nobody named",
    "unrecorded": "Not recorded yet who said so",
}


@dataclass(frozen=True)
class Heard:
    """One kind of voice, each voice in it, and the claims that rest on it."""

    heading: str
    voices: Mapping[str, list[Any]]

    @property
    def claims(self) -> int:
        """How many claims rest on voices of this kind."""
        return sum(len(claims) for claims in self.voices.values())


@dataclass(frozen=True)
class Piece:
    """Another text by one of the authors."""

    article: Article
    when: str
    url: str
    cited: bool


@dataclass(frozen=True)
class Held:
    """Words in scare quotes, with the words around them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class VoicesPage:
    """Everything the template shows. `left_out` are characters of comments, which never count."""

    article: Article
    card: Voices
    heard: list[Heard]
    taken_from: list[tuple[str, str, str]]
    pieces: list[Piece]
    more_pieces: int
    signed: bool
    self_citations: int
    quotations: int
    held: list[Held]
    comments: int
    left_out: int


def voices_page(snapshot: Snapshot, user: Any) -> VoicesPage:
    """The page as `user` sees it, in a constant number of queries."""
    article = snapshot.article
    margin = margin_of(snapshot, user)
    found = quoted_in(snapshot)
    held = [_held(snapshot.text, one) for one in found if one.scare]
    cited = list(_citations(article, user))
    pieces, signed, more = _pieces(article, cited, user)
    comments = [one for one in snapshot.regions if one["kind"] == "comment"]
    return VoicesPage(
        article=article,
        card=voices(margin.here, margin.origins, article, scare_line(len(held))),
        heard=_heard(margin.here),
        taken_from=[_taken(one, user) for one in cited if one.kind in COPIES],
        pieces=pieces,
        more_pieces=more,
        signed=signed,
        self_citations=sum(one.cited for one in pieces),
        quotations=len(found) - len(held),
        held=held,
        comments=len(comments),
        left_out=sum(one["end"] - one["start"] for one in comments),
    )


def _heard(here: Sequence[Appearance]) -> list[Heard]:
    """Each kind of voice that there is, with its claims; one claim is told once of each voice."""
    found: dict[str, dict[str, list[Any]]] = {kind: {} for kind in GROUPS}
    names: dict[int, str] = {}
    for one in here:
        voice = first_voice(one, names)
        claims = found[_kind(voice)].setdefault(voice, [])
        if one.claim_id not in {claim.pk for claim in claims}:
            claims.append(one.claim)
    return [Heard(GROUPS[kind], those) for kind, those in found.items() if those]


def _kind(voice: str) -> str:
    known = {ITSELF: "own", NOBODY: "nobody", UNKNOWN: "unrecorded"}
    return known.get(voice, "unnamed" if voice.endswith("(unnamed)") else "named")


def _citations(article: Article, user: Any) -> Iterable[Citation]:
    """What the article leans on, as far as the person sees it. One query."""
    rows = Citation.objects.visible_to(user).filter(source=article)
    rows = rows.exclude(state=Citation.State.REJECTED).exclude(kind=Citation.Kind.LINKS)
    return rows.select_related("target__outlet").order_by("pk")


def _taken(one: Citation, user: Any) -> tuple[str, str, str]:
    """From whom, where that is read, and how it is known."""
    name = str(one.target) if one.target else one.target_name or one.target_address
    proposed = ", proposed" if one.state == Citation.State.PROPOSED else ""
    url = named("article", one.target_id) if one.target_id else ""
    kind = str(one.get_kind_display()).lower()
    return name, url, f"{kind}, {one.get_known_display()}{proposed}"


def _pieces(
    article: Article, cited: Iterable[Citation], user: Any
) -> tuple[list[Piece], bool, int]:
    """The authors' other texts here, those that this one cites first. Two queries."""
    authors = [one.person.kept_id for one in authorships_of([article.pk])]
    if not authors:
        return [], False, 0
    targets = {one.target_id for one in cited}
    rows = Article.objects.visible_to(user).filter(workspace=article.workspace_id)
    names = Person.objects.filter(Q(pk__in=authors) | Q(merged_into__in=authors))
    theirs = rows.filter(authorships__person__in=names).exclude(pk=article.pk).distinct()
    found = sorted(
        theirs.select_related("outlet"), key=lambda row: (row.pk not in targets, -row.pk)
    )
    pieces = [
        Piece(row, published(row), named("article", row.pk), row.pk in targets) for row in found
    ]
    return pieces[:MOST], True, max(len(pieces) - MOST, 0)


def _held(text: str, one: Quoted) -> Held:
    before = text[max(0, one.start - AROUND) : one.start].split("\n")[-1]
    after = text[one.end : one.end + AROUND].split("\n")[0]
    return Held(before, one.words, after)
