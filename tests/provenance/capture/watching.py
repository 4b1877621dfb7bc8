"""Watched articles for tests: brought in from the site, and visited when told to."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from provenance.capture import services
from provenance.capture.models import Host, Watch
from provenance.capture.pipeline import bring_in
from provenance.sources.models import Article


def watched(address: str, cast: Any, *, by: Any = None, every: str = "day", **how: Any) -> Watch:
    """An article that stands at `address`, brought in and watched by Ann or `by`."""
    by = by or cast.ann
    kept = bring_in(address, workspace=cast.desk, by=by, **how)
    return services.watch(kept.article, every=every, by=by)


def come_due(row: Watch) -> None:
    """Let the time of the next visit come, and let the host be free."""
    now = timezone.now()
    Watch.objects.filter(pk=row.pk).update(due_at=now, sent_at=None)
    Host.objects.filter(pk=row.host).update(free_at=now - timedelta(seconds=1), busy_with=None)


def visited(row: Watch) -> Watch:
    """The watch after a visit by the clock."""
    come_due(row)
    services.send_visits()
    carry_out(row)
    found: Watch = Watch.objects.select_related("article").get(pk=row.pk)
    return found


def carry_out(row: Watch) -> None:
    """Do the visit that the watch was last sent on, as a worker would."""
    services.visit(row.pk, Watch.objects.get(pk=row.pk).sent_at)


def article_of(row: Watch) -> Article:
    """The article as it is now."""
    return Article.objects.get(pk=row.article_id)
