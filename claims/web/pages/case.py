"""The page of a case: what is in it, how many voices that is, and what does not fit together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict

from claims.cases.models import Case
from claims.cases.reading import (
    Lacking,
    articles_in,
    claims_in,
    lacking_in,
    voices_of,
)
from claims.cases.rules import may_edit, may_show
from claims.records.models import Claim
from claims.reviews.models import Verdict
from provenance.accounts.models import Visibility
from provenance.accounts.rules import is_member
from provenance.lineage.graph import Origins
from provenance.lineage.timeline import TimeLine
from provenance.sources.models import Article

from ..links import in_the_reader, named
from ..words import count, joined
from .case_line import line_of
from .case_pairs import Weighed, weighed
from .counted import Line, lines, whys
from .listing import Row, rows
from .paging import Slice, slice_of
from .viewing import viewer_of

ON_A_PAGE = 50
MOST_ARTICLES = 500  # Rows of one page; a case of more texts says so.
NONE = "none"  # No verdict.
WORDS = ("true", "mixed", "false", "unproven", "outdated", "satire", "opinion", "withdrawn")
FOUND = {NONE: "no verdict"} | {word: word for word in WORDS}


@dataclass(frozen=True)
class Text:
    """An article of the case, where it is read, and what is said of it."""

    article: Article
    url: str


@dataclass(frozen=True)
class Cell:
    """How many claims are of one kind and in one state, and where they are listed."""

    number: int
    query: str


@dataclass(frozen=True)
class Filed:
    """Claims by kind (rows) and by what was found (columns)."""

    heads: list[str]
    rows: list[tuple[str, list[Cell]]]
    total: int


@dataclass(frozen=True)
class CasePage:
    """Everything the template shows."""

    case: Case
    texts: list[Text]
    articles: int
    filed: Filed
    origins: Origins
    voices: list[Line]
    line: TimeLine
    weighed: Weighed
    claims: list[Row]
    page: Slice
    narrowed: str
    lacking: Lacking
    may_edit: bool
    may_show: bool
    member: bool
    public: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it that this person may see."""
        return not self.articles and not self.filed.total

    @property
    def more_articles(self) -> int:
        """How many articles are not listed."""
        return self.articles - len(self.texts)

    @property
    def lacks(self) -> bool:
        """Whether anything is known to be missing."""
        lacking = self.lacking
        bare = lacking.undated or lacking.unsigned
        return bool(
            bare or lacking.unproved_number or lacking.unplaced or lacking.other_texts_number
        )

    @property
    def view(self) -> str:
        """What an address says so that it shows no more than this page does."""
        return "?view=public" if self.public and self.member else ""

    @property
    def add_other_texts(self) -> str:
        """Where texts that are named as missing are put in."""
        query = [("article", one.pk) for one in self.lacking.other_texts]
        return f"{named('add-to-case')}?{urlencode(query)}"

    @property
    def says(self) -> str:
        """`5 articles, 125 claims, at most 3 independent voices, because …`."""
        inside = f"{count(self.articles, 'article')}, {count(self.filed.total, 'claim')}"
        if not self.articles:
            return f"{inside}."
        voices = f"{inside}, at most {count(self.origins.independent, 'independent voice')}"
        if self.articles == 1:
            return f"{voices}."
        together = [
            f"{len(group.members)} of the texts count once ({'; '.join(whys(group))})"
            for group in self.origins.groups
            if len(group.members) > 1
        ]
        if not together:
            return f"{voices}: nothing that is known ties two of the texts together."
        return f"{voices}, because {joined(together)}."


def case_page(case: Case, user: Any, asked: QueryDict, *, public: bool) -> CasePage:
    """The page as `user` sees it, or as everyone does, in a constant number of queries."""
    viewer = viewer_of(user, public=public)
    every = articles_in(case, viewer)
    texts = list(every.with_sources().order_by("published", "pk")[:MOST_ARTICLES])
    origins = voices_of(case, texts, viewer)
    # By their ids, found once: as a question inside others they would be looked for anew each time.
    ids = list(claims_in(case, viewer).order_by().values_list("pk", flat=True))
    claims = Claim.objects.filter(pk__in=ids)
    filed = _filed(claims, ids)
    wanted, narrowed = _narrowed(claims, asked)
    page = slice_of(wanted.order_by("-pk").values_list("pk", flat=True), asked, ON_A_PAGE)
    reads = in_the_reader(viewer)
    return CasePage(
        case=case,
        texts=[Text(one, reads(one)) for one in texts],
        articles=len(texts) if len(texts) < MOST_ARTICLES else every.count(),
        filed=filed,
        origins=origins,
        voices=lines(origins.groups, {one.pk: _called(one) for one in texts}),
        line=line_of(texts, ids, viewer),
        weighed=weighed(case, viewer, asked),
        claims=rows(page.rows, viewer),
        page=page,
        narrowed=narrowed,
        lacking=lacking_in(case, texts, viewer),
        may_edit=may_edit(viewer, case),
        may_show=may_show(viewer, case, case.visibility),
        member=is_member(user, case.workspace_id),
        public=public,
    )


def _called(article: Article) -> str:
    outlet = article.outlet.name if article.outlet else ""
    return f"{article} ({outlet})" if outlet else str(article)


def _filed(claims: Any, ids: Sequence[int]) -> Filed:
    """Two queries: how many of each kind there are, and what was found of those decided."""
    kinds = dict(claims.order_by().values_list("kind").annotate(n=Count("pk")))
    decided = Verdict.objects.current().filter(claim__in=ids)
    found = decided.order_by().values_list("claim__kind", "neutral").annotate(n=Count("claim"))
    number: dict[tuple[str, str], int] = {(kind, neutral): n for kind, neutral, n in found}
    for kind, n in kinds.items():
        number[kind, NONE] = n - sum(number.get((kind, one), 0) for one in FOUND if one != NONE)
    heads = [one for one in FOUND if any(number.get((kind, one)) for kind in kinds)]
    listed = [
        (
            str(label),
            [Cell(number.get((kind, one), 0), f"kind={kind}&found={one}") for one in heads],
        )
        for kind, label in Claim.Kind.choices
        if kind in kinds
    ]
    return Filed([FOUND[one] for one in heads], listed, sum(kinds.values()))


def _narrowed(claims: Any, asked: Mapping[str, Any]) -> tuple[Any, str]:
    """The claims of one kind and state, and that in words; what makes no sense narrows nothing."""
    kinds: dict[str, Any] = dict(Claim.Kind.choices)
    kind, found = asked.get("kind", ""), asked.get("found", "")
    said = []
    if kind in kinds:
        claims, said = claims.filter(kind=kind), [str(kinds[kind])]
    if found in FOUND:
        decided = Verdict.objects.current().order_by()
        if found == NONE:
            claims = claims.exclude(pk__in=decided.values("claim"))
        else:
            claims = claims.filter(pk__in=decided.filter(neutral=found).values("claim"))
        said.append(FOUND[found])
    return claims, ", ".join(said)


def seen_by(case: Case, *, public: bool) -> str:
    """Who sees this page: members see more on it than everyone else does."""
    if public:
        return str(Visibility.PUBLIC)
    return str(Visibility.ME if case.visibility == Visibility.ME else Visibility.WORKSPACE)
