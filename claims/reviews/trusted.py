"""What became of words, going by captures that can be trusted.

Where a site showed a question about cookies instead of the article, its words are not gone: what
it says now is not known, and the version before counts.
"""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from provenance.capture.checks import SIGNS
from provenance.capture.models import Proof
from provenance.sources.models import Following, Snapshot

# Not the article, or not what was stored of it. Few words, or none of those that were marked, may
# be a notice that it was taken back, which someone must look at.
WALLS = (*SIGNS, "not_stored", "words_missing")


def at_a_wall(snapshot: str) -> Exists:
    """Whether the capture named by this field of the outer query is not the article."""
    return Exists(Proof.objects.filter(snapshot=OuterRef(snapshot), code__in=WALLS))


def newest(*, beyond_doubt: bool = False) -> QuerySet[Following]:
    """Followings into the newest version of each article that is the article.

    `beyond_doubt` passes over every version whose capture has anything against it.
    """
    versions: Any = Snapshot.objects.filter(article=OuterRef("passage__snapshot__article"))
    anything = Exists(Proof.objects.exclude(code="").filter(snapshot=OuterRef("pk")))
    good = versions.exclude(anything if beyond_doubt else at_a_wall("pk"))
    last = good.in_time().reverse().values("pk")[:1]
    return Following.objects.filter(snapshot=Subquery(last))
