"""Which articles a text has to be compared with, and no others.

Articles of one workspace only. What one person keeps to themselves is compared with what they may
see, so that nobody learns from a shared text what others read.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from provenance.accounts.roles import Visibility
from provenance.sources.models import Article

from .lookup import texts_sharing
from .models import Fingerprint, SharedText

FIRST = """
SELECT DISTINCT ON (text.keeper_id, owner.whose) text.keeper_id, article.id
FROM lineage_fingerprint AS text
JOIN sources_article AS article ON article.latest_id = text.snapshot_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN article.visibility = 'me' THEN coalesce(article.created_by_id, 0) END AS whose
) AS owner
WHERE text.keeper_id = ANY(%(keepers)s) AND article.workspace_id = %(workspace)s
    AND article.deleted_at IS NULL AND article.id <> %(own)s
    AND (NOT %(is_private)s OR article.visibility <> 'me' OR owner.whose = %(owner)s)
ORDER BY text.keeper_id, owner.whose, article.published NULLS LAST, article.id
"""


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
    """Keeper -> the first article of those words: among the shared ones, and of each person's.

    For an article that its owner keeps to themselves, those of other people are left out.
    """
    given: dict[str, Any] = {
        "keepers": list(keepers),
        "workspace": article.workspace_id,
        "own": article.pk,
        "is_private": article.visibility == Visibility.ME,
        "owner": article.created_by_id,
    }
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(FIRST, given)
        for keeper, pk in cursor.fetchall():
            found.setdefault(keeper, []).append(pk)
    return found
