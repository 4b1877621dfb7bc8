"""What is in a case, as far as one person may see it, and what follows from it.

A case shows nobody anything that they could not see without it, nor how much there is of it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Attribution, Claim, Relation
from claims.records.reading import names_shown
from claims.records.telling import chains_only_told
from provenance.accounts.rules import is_member
from provenance.lineage.graph import Origins, only_named
from provenance.lineage.origins import independent_articles
from provenance.sources.models import Article
from provenance.sources.querysets import ArticleQuerySet
from provenance.written import attach

from .contradictions import Found, Related, Said, contradictions
from .models import ArticleInCase, Case, ClaimInCase
from .querysets import KEPT

TELLING = [Relation.Kind.CONTRADICTS, Relation.Kind.BOTH_TRUE, Relation.Kind.CONTEXT]
MOST_COMPARED = 2_000  # Claims whose wordings are compared while someone waits.


def articles_in(case: Case, user: Any) -> ArticleQuerySet:
    """The articles of a case that this user may see."""
    inside = ArticleInCase.objects.visible_to(user).filter(case=case)
    rows: ArticleQuerySet = Article.objects.visible_to(user)
    return rows.filter(pk__in=inside.order_by().values("article"))


def claims_in(case: Case, user: Any) -> QuerySet[Claim]:
    """The claims of a case that this user may see; those that were merged as the one kept.

    What is in the case is read at once: asked inside another question, PostgreSQL may look for it
    anew for each claim.
    """
    inside = ClaimInCase.objects.visible_to(user).filter(case=case)
    rows: QuerySet[Claim] = Claim.objects.visible_to(user).standing()
    return rows.filter(pk__in=list(inside.counting().values_list("kept", flat=True)))


def with_numbers(cases: Sequence[Case], user: Any) -> list[tuple[Case, int, int]]:
    """Each case with how many articles and claims of it this user may see. Two queries."""
    ids = [case.pk for case in cases]
    texts = ArticleInCase.objects.visible_to(user).filter(case__in=ids).order_by()
    said = ClaimInCase.objects.visible_to(user).filter(case__in=ids).order_by()
    articles = dict(texts.values_list("case").annotate(n=Count("article", distinct=True)))
    claims = dict(said.values_list("case").annotate(n=Count(KEPT, distinct=True)))
    return [(case, articles.get(case.pk, 0), claims.get(case.pk, 0)) for case in cases]


def cases_with(user: Any, *, article: int | None = None, claim: int | None = None) -> list[Case]:
    """The cases in which an article or a claim is, the newest first. One query."""
    rows = Case.objects.visible_to(user)
    if article is not None:
        rows = rows.with_article(article, user)
    if claim is not None:
        rows = rows.with_claim(claim, user)
    return list(rows.order_by("-pk"))


def voices_of(
    case: Case, articles: Sequence[Article], user: Any, without: Collection[str] = ()
) -> Origins:
    """How many independent voices these articles carry at most.

    The articles come with their authors. Only members are told what these pages don't show.
    """
    counted = independent_articles(articles, user, without)
    if is_member(user, case.workspace_id):
        return counted
    return only_named(counted, names_shown(articles))


# --- contradictions -------------------------------------------------------------------------


def contradictions_in(case: Case, user: Any) -> Found:
    """Pairs of its claims that speak against each other, or seem to. Four queries.

    Only members see what nobody has decided yet.
    """
    claims = list(claims_in(case, user).order_by("-pk").only(*COMPARED)[:MOST_COMPARED])
    kept = family_of([one.pk for one in claims])
    member = is_member(user, case.workspace_id)
    said = [_said(one, texts) for one, texts in _with_texts(claims, kept, user)]
    return contradictions(said, _related(kept, user), propose=member)


COMPARED = ["statement", "sensitive", "about", "about_precision", "language"]


def _with_texts(
    claims: Sequence[Claim], kept: dict[int, int], user: Any
) -> Iterable[tuple[Claim, frozenset[int]]]:
    rows = Appearance.objects.visible_to(user).filter(claim__in=list(kept)).order_by()
    found: dict[int, set[int]] = {}
    for claim, article in rows.values_list("claim", "passage__snapshot__article"):
        found.setdefault(kept[claim], set()).add(article)
    return ((one, frozenset(found.get(one.pk, ()))) for one in claims)


def _said(claim: Claim, texts: frozenset[int]) -> Said:
    return Said(
        claim.pk, claim.statement, claim.about, claim.about_precision, claim.language, texts
    )


def _related(kept: dict[int, int], user: Any) -> list[Related]:
    """What is recorded of pairs of these claims; proposals and refusals for members alone."""
    ids = list(kept)
    rows = Relation.objects.known_to(user).filter(source__in=ids, target__in=ids)
    telling = Q(kind__in=TELLING) | ~Q(state=Relation.State.CONFIRMED)
    return [
        Related(kept[one.source_id], kept[one.target_id], one.kind, one.reason, one.state, one.pk)
        for one in rows.filter(telling).order_by("pk")
        if kept[one.source_id] != kept[one.target_id]
    ]


def first_places(claim_ids: Collection[int], user: Any) -> dict[int, Appearance]:
    """Claim id -> the earliest place where it stands, with its chain. Two queries."""
    family = Claim.objects.filter(Q(pk__in=claim_ids) | Q(merged_into__in=claim_ids))
    rows = Appearance.objects.filter(claim__in=family.order_by().values("pk")).visible_to(user)
    found: dict[int, Appearance] = {}
    for one in rows.with_texts().select_related("claim").earliest_first():
        found.setdefault(one.claim.merged_into_id or one.claim_id, one)
    places = list(found.values())
    hops = Attribution.objects.filter(appearance__in=[one.pk for one in places]).in_chains()
    attach(places, "attributions", hops, "appearance_id")
    chains_only_told(places, user)
    return found


# --- what it lacks --------------------------------------------------------------------------


@dataclass(frozen=True)
class Lacking:
    """What nobody has found out yet, each with the first few and how many there are."""

    unproved: list[Claim]
    unproved_number: int
    unplaced: int
    undated: list[Article]
    unsigned: list[Article]
    other_texts: list[Article]
    other_texts_number: int


MOST_NAMED = 10


def lacking_in(case: Case, articles: Sequence[Article], user: Any) -> Lacking:
    """Claims without evidence or without a text, articles without date or author, texts left out.

    Seven queries. The claims are asked for by their ids: put into each other, these questions take
    PostgreSQL minutes where it has to guess how many claims there are.
    """
    ids = list(claims_in(case, user).order_by("pk").values_list("pk", flat=True))
    family = family_of(ids)
    proved = Evidence.objects.visible_to(user).filter(claim__in=list(family)).order_by()
    supported = {family[pk] for pk in proved.values_list("claim", flat=True)}
    places = Appearance.objects.visible_to(user).filter(claim__in=list(family)).order_by()
    standing = places.values_list("claim", "passage__snapshot__article")
    texts = [(family[pk], article) for pk, article in standing]
    bare = [pk for pk in ids if pk not in supported]
    others = {article for _, article in texts} - {one.pk for one in articles}
    outside = Article.objects.visible_to(user).filter(pk__in=others)
    return Lacking(
        unproved=list(Claim.objects.filter(pk__in=bare[:MOST_NAMED]).order_by("pk")),
        unproved_number=len(bare),
        unplaced=len(set(ids) - {pk for pk, _ in texts}),
        undated=[one for one in articles if one.published is None],
        unsigned=[one for one in articles if not one.byline and not one.authorships.all()],
        other_texts=list(outside.select_related("outlet").order_by("pk")[:MOST_NAMED]),
        other_texts_number=outside.count(),
    )


def family_of(ids: Sequence[int]) -> dict[int, int]:
    """Each of these claims, and each that was merged into one: its id -> the one that counts."""
    merged = Claim.objects.filter(merged_into__in=ids).values_list("pk", "merged_into")
    return dict(zip(ids, ids, strict=True)) | dict(merged)
