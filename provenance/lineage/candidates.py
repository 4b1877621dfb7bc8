"""Which articles a text has to be compared with, and no others.

Articles of one workspace only. What one person keeps to themselves is compared with what they may
see, so that nobody learns from a shared text what others read.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, F, Q, When

from provenance.accounts.roles import Visibility
from provenance.sources.models import Article

from .lookup import texts_sharing
from .models import Fingerprint, SharedText


def partners_of(fingerprint: Fingerprint, article: Article, keys: Sequence[int]) -> list[int]:
    """Ids of the articles that may have words in common with this one, newest versions only.

    Of articles with the very same words one stands for all, the one published first: a thousand
    identical copies make a thousand pairs, not half a million. Those it was paired with before come
    along, as its words may have changed.
    """
    known = _paired_before(article)
    if fingerprint.keeper_id is None:
        return known
    hits = texts_sharing(keys, own=fingerprint.keeper_id)
    keepers = [fingerprint.keeper_id, *(hit.keeper for hit in hits)]
    found = _first_of_each(keepers, article)
    new = [pk for keeper in keepers for pk in found.get(keeper, [])]
    return list(dict.fromkeys([*known, *new]))


def _paired_before(article: Article) -> list[int]:
    rows = SharedText.objects.of_article(article.pk).values_list("one", "other")
    return [other if one == article.pk else one for one, other in rows]


def _first_of_each(keepers: Sequence[int], article: Article) -> dict[int, list[int]]:
    """Keeper -> the first article of those words: among the shared ones, and of each person's."""
    rows = Article.objects.filter(
        _in_reach(article), deleted_at=None, latest__fingerprint__keeper__in=keepers
    )
    private: Any = Case(When(visibility=Visibility.ME, then=F("created_by")), default=None)
    rows = rows.exclude(pk=article.pk).annotate(keeper=F("latest__fingerprint__keeper"), whose=private)
    rows = rows.order_by("keeper", "whose", F("published").asc(nulls_last=True), "pk")
    found: dict[int, list[int]] = {}
    for keeper, pk in rows.distinct("keeper", "whose").values_list("keeper", "pk"):
        found.setdefault(keeper, []).append(pk)
    return found


def _in_reach(article: Article) -> Q:
    """Articles that a person who sees this one may see as well."""
    here = Q(workspace=article.workspace_id)
    private = Q(visibility=Visibility.ME)
    if article.visibility != Visibility.ME:
        return here  # What others keep to themselves makes a pair that only they see.
    return here & (~private | Q(created_by=article.created_by_id))
