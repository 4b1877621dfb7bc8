"""What the provenance of a claim or an article is told from: rows that one person may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim
from claims.records.reading import appearances_of
from claims.records.telling import chains_only_told
from claims.reviews.models import Verdict
from provenance.accounts.rules import is_member
from provenance.sources.models import Article, Authorship, Citation, Snapshot
from provenance.sources.reading import give_authors


@dataclass(frozen=True)
class Story:
    """Everything that one document says. `names` is whether it names who works here."""

    names: bool
    claims: list[Claim]
    appearances: list[Appearance] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    snapshots: list[Snapshot] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)


def story_of_claim(claim: Claim, user: Any) -> Story:
    """A claim with its places, chains, evidence and verdicts. A constant number of queries."""
    rows = Evidence.objects.of_claim(claim.pk).visible_to(user)
    evidence = list(rows.with_texts().order_by("id"))
    appearances = appearances_of(claim, user)
    passages = [row.passage for row in [*appearances, *evidence] if row.passage]
    texts = {row.snapshot_id: row.snapshot for row in passages}
    return Story(
        names=is_member(user, claim.workspace_id),
        claims=[claim],
        appearances=appearances,
        evidence=evidence,
        verdicts=list(_verdicts([claim.pk])),
        **_texts({one.article_id for one in texts.values()}, user, set(texts)),
    )


def story_of_article(article: Article, user: Any) -> Story:
    """An article with its versions, what it leans on, and the claims in it. Constant queries."""
    rows = Appearance.objects.filter(passage__snapshot__article=article).visible_to(user)
    appearances = list(rows.with_sources().select_related("claim__workspace").order_by("id"))
    chains_only_told(appearances, user)
    give_authors([row.passage.snapshot.article for row in appearances])
    claims = {row.claim_id: row.claim for row in appearances}
    seen = Claim.objects.visible_to(user).filter(pk__in=claims).values_list("pk", flat=True)
    told = {pk: claims[pk] for pk in sorted(seen)}
    return Story(
        names=is_member(user, article.workspace_id),
        claims=list(told.values()),
        appearances=[row for row in appearances if row.claim_id in told],
        verdicts=list(_verdicts(told)),
        **_texts({article.pk}, user, None),
    )


def _verdicts(claims: Iterable[int]) -> Any:
    """Every verdict that was published on these claims, oldest first."""
    rows = Verdict.objects.filter(claim__in=list(claims))
    people = (
        "review__reviewer",
        "review__round__assignee",
        "review__round__second",
        "published_by",
        "workspace",
    )
    return rows.select_related(*people, "rating__scale").order_by("claim", "number")


def _texts(articles: set[int], user: Any, snapshots: set[int] | None) -> dict[str, Any]:
    """The articles, those they lean on or that lean on them, and their versions.

    `snapshots` are told whatever is known of the article; all versions where the user sees it.
    """
    leaning = Q(source__in=articles) | Q(target__in=articles)
    citations = list(
        Citation.objects.visible_to(user)
        .filter(leaning, state=Citation.State.CONFIRMED)
        .select_related("passage", "target_passage")
        .order_by("id")
    )
    named = {pk for one in citations for pk in (one.source_id, one.target_id) if pk}
    seen = Article.objects.visible_to(user).filter(pk__in=named | articles)
    visible = set(seen.values_list("pk", flat=True))
    rows = Article.objects.filter(pk__in=visible | articles).select_related(
        "outlet__merged_into", "workspace"
    )
    told = list(rows.prefetch_related(Prefetch("authorships", _authorships())).order_by("pk"))
    versions = Snapshot.objects.filter(
        Q(pk__in=snapshots or ()) | Q(article__in=visible & articles)
    )
    return {
        "articles": told,
        "snapshots": list(
            versions.without_text().select_related("created_by").order_by("article", "number")
        ),
        "citations": [
            one for one in citations if {one.source_id, one.target_id} - {None} <= visible
        ],
    }


def _authorships() -> Any:
    return Authorship.objects.select_related("person__merged_into").order_by("position")
