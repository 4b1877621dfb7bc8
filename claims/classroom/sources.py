"""What a lesson can be made from: claims that were checked, and the texts they stand in."""

from collections.abc import Iterable
from typing import Any

from claims.records.models import Claim
from claims.records.reading import appearances_of
from claims.reviews.models import Verdict
from provenance.accounts.models import User
from provenance.sources.models import Snapshot

MOST = 20
MOST_TEXTS = 12


def checked_claims(user: User, workspace_ids: Iterable[int]) -> list[Verdict]:
    """The newest verdicts on claims of these workspaces, and on those that everyone sees."""
    rows = Verdict.objects.visible_to(user).current().with_rating()
    here = rows.filter(claim__workspace__in=list(workspace_ids), claim__merged_into=None)
    return list(here.select_related("claim__workspace").order_by("-published_at")[:MOST])


def texts_for(user: User, *, claim: Claim | None, snapshot: Snapshot | None) -> list[Snapshot]:
    """Texts to choose from, the chosen one first: where the claim stands, and other versions."""
    first = [snapshot.pk] if snapshot else []
    if claim is not None:
        first += [one.passage.snapshot_id for one in appearances_of(claim, user)]
    found = _texts(user).in_bulk(dict.fromkeys(first))
    articles = [one.article_id for one in found.values()]
    versions = _texts(user).filter(article__in=articles).order_by("article", "-number")
    ids = [*(pk for pk in dict.fromkeys(first) if pk in found), *(one.pk for one in versions)]
    rows = found | {one.pk: one for one in versions}
    return [rows[pk] for pk in dict.fromkeys(ids)][:MOST_TEXTS]


def _texts(user: User) -> Any:
    rows = Snapshot.objects.visible_to(user).without_text()
    return rows.select_related("article__outlet")
