"""Putting articles and claims into a case, taking them out, and putting them back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.audit.services import record
from provenance.sources.models import Article

from .. import rules
from ..models import ArticleInCase, Case, ClaimInCase
from .keeping import MAY_NOT_EDIT

LONGEST_WHY = 300


@dataclass(frozen=True)
class Filled:
    """Ids of what was put in, taken out or put back; what was so already is not among them."""

    articles: list[int] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.articles) + len(self.claims)


@transaction.atomic
def add_to_case(
    case: Case,
    *,
    articles: Collection[int] = (),
    claims: Collection[int] = (),
    why: str = "",
    by: User,
) -> Filled:
    """Put articles and claims (ids) of the case's workspace into it; what is in it stays as it is.

    A claim that was merged stands for the one that was kept. Raises ValidationError naming the
    field for what `by` does not see, and for what belongs to another workspace.
    """
    case = _locked(case, by)
    why = " ".join(why.split())
    if len(why) > LONGEST_WHY:
        raise ValidationError({"why": f"Say it in at most {LONGEST_WHY} characters."})
    texts = _found(Article.objects, articles, case, by, "articles")
    kept = [one.merged_into_id or one.pk for one in _found(Claim.objects, claims, case, by)]
    there = set(case.claims.filter(deleted_at=None).counting().values_list("kept", flat=True))
    new = [pk for pk in dict.fromkeys(kept) if pk not in there]
    having = set(case.articles.filter(deleted_at=None).values_list("article", flat=True))
    fresh = [one.pk for one in texts if one.pk not in having]
    shared: dict[str, Any] = {"case": case, "why": why, "created_by": by}
    ArticleInCase.objects.bulk_create(ArticleInCase(article_id=pk, **shared) for pk in fresh)
    ClaimInCase.objects.bulk_create(ClaimInCase(claim_id=pk, **shared) for pk in new)
    if fresh or new:
        record("case.filled", case, by=by, articles=fresh, claims=new, why=why)
    return Filled(fresh, new)


@transaction.atomic
def take_from_case(
    case: Case, *, articles: Collection[int] = (), claims: Collection[int] = (), by: User
) -> Filled:
    """Take articles and claims (ids) out of a case; with a claim go those merged into it."""
    case = _locked(case, by)
    texts = case.articles.visible_to(by).filter(article__in=articles)
    said = case.claims.visible_to(by).of_claims(claims)
    taken = Filled(
        sorted({one.article_id for one in _changed(texts, timezone.now())}),
        sorted(
            {one.claim.merged_into_id or one.claim_id for one in _changed(said, timezone.now())}
        ),
    )
    if taken:
        record("case.taken", case, by=by, articles=taken.articles, claims=taken.claims)
    return taken


@transaction.atomic
def put_back_in_case(
    case: Case, *, articles: Collection[int] = (), claims: Collection[int] = (), by: User
) -> Filled:
    """Put back what was taken out last, with who had put it there and why."""
    case = _locked(case, by)
    _found(Article.objects, articles, case, by, "articles")
    _found(Claim.objects, claims, case, by)
    gone = case.articles.filter(deleted_at__isnull=False, article__in=articles)
    gone = gone.exclude(article__in=case.articles.filter(deleted_at=None).values("article"))
    texts = _changed(gone.order_by("article_id", "-deleted_at").distinct("article_id"), None)
    there = case.claims.filter(deleted_at=None).values("claim")
    out = case.claims.filter(deleted_at__isnull=False).of_claims(claims).exclude(claim__in=there)
    said = _changed(out.order_by("claim_id", "-deleted_at").distinct("claim_id"), None)
    back = Filled(
        sorted({one.article_id for one in texts}),
        sorted({one.claim.merged_into_id or one.claim_id for one in said}),
    )
    if back:
        record("case.put_back", case, by=by, articles=back.articles, claims=back.claims)
    return back


def _locked(case: Case, by: User) -> Case:
    """Whoever fills a case waits for others who do; the version is that of its own words."""
    row: Case = Case.objects.locked(case.pk)
    require(rules.may_edit(by, row), MAY_NOT_EDIT)
    return row


def _found(
    rows: Any, ids: Collection[int], case: Case, by: User, name: str = "claims"
) -> list[Any]:
    """The rows of these ids, in their order; all of them, or a refusal that tells of none."""
    seen = rows.visible_to(by).filter(workspace=case.workspace_id)
    found = seen.in_bulk(list(set(ids)))
    if len(found) < len(set(ids)):
        raise ValidationError({name: f"Choose {name} of this workspace that you see."})
    return [found[pk] for pk in dict.fromkeys(ids)]


def _changed(rows: Iterable[Any], deleted_at: Any) -> list[Any]:
    """Take rows out (with a time) or put them back (without one), each counted up."""
    changed = list(rows)
    for row in changed:
        row.deleted_at = deleted_at
        row.touch()
    return changed
