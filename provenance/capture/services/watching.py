"""Watching an article, no longer watching it, and what a person says about what was found."""

import random
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record
from provenance.sources.addresses import AddressError, spell
from provenance.sources.models import Article
from provenance.sources.rules import may_change
from provenance.sources.services import move_article

from .. import browser
from ..models import Host, Watch
from ..rhythm import Every, base_of, spread
from ..rules import may_change_watch, may_watch

VISIT = "provenance.capture.visit"
FIRST_WITHIN = timedelta(minutes=2)


@transaction.atomic
def watch(article: Article, *, every: str = Every.DAY, in_browser: bool = False, by: Any) -> Watch:
    """Have an article visited by the clock. Raises NotNow where it has no address to visit.

    Watching what is watched changes how often; watching what someone ended begins anew, in the
    name of whoever asks now.
    """
    row: Article = Article.objects.locked(article.pk)
    require(may_watch(by, row), "You may not watch this article.")
    _check(every)
    if in_browser and (reason := browser.why_not()):
        raise ValidationError({"in_browser": reason})
    kept = Watch.objects.filter(article=row).first() or Watch(article=row)
    begins = kept.pk is None or kept.ended_at is not None
    if begins:
        kept.created_by, kept.ended_at, kept.host = by, None, host_of(row)
        kept.failures, kept.failing_since, kept.sent_at = 0, None, None
        Host.objects.get_or_create(name=kept.host, defaults={"free_at": timezone.now()})
    require(begins or may_change_watch(by, kept), "Someone else watches this article.")
    kept.in_browser = in_browser
    _set_pace(kept, every)
    kept.touch()
    record("watch.begun" if begins else "watch.paced", kept, by=by, article=row.pk, every=every)
    return kept


@transaction.atomic
def pace(watch: Watch, every: str, *, by: Any, version: int | None = None) -> Watch:
    """Say how often an article is visited, from now on."""
    row = _locked(watch, version)
    require(may_change_watch(by, row), "You may not change this watch.")
    _check(every)
    _refuse_ended(row)
    _set_pace(row, every)
    row.touch()
    record("watch.paced", row, by=by, every=every)
    return row


@transaction.atomic
def unwatch(watch: Watch, *, by: Any, version: int | None = None) -> Watch:
    """Visit the article no more. What was found stays; ending it twice changes nothing."""
    row = _locked(watch, version)
    require(may_change_watch(by, row), "You may not end this watch.")
    if row.ended_at is None:
        row.ended_at, row.sent_at = timezone.now(), None
        row.touch()
        record("watch.ended", row, by=by)
    return row


@transaction.atomic
def visit_now(watch: Watch, *, by: Any, version: int | None = None) -> Watch:
    """Visit the article as soon as its host may be asked again: at once, mostly."""
    row = _locked(watch, version)
    require(may_watch(by, row.article), "You may not send a visit.")
    _refuse_ended(row)
    if row.sent_at is not None:
        raise NotNow("A visit is under way.")
    row.due_at = timezone.now()
    host = Host.objects.select_for_update().get(pk=row.host)
    if host.free_at <= row.due_at:
        send(row, host, priority=10)
    row.touch()
    record("watch.visit_asked", row, by=by)
    return row


@transaction.atomic
def confirm_move(watch: Watch, *, by: Any, version: int | None = None) -> Watch:
    """A person agrees that the article stands at another address now. It is visited there.

    Raises NotNow where that address is another article's: nothing is ever merged.
    """
    row = _locked(watch, version)
    require(may_change(by, row.article), "You may not say where this article stands.")
    _refuse_unmoved(row)
    article = move_article(row.article, row.moved_to, by=by)
    row.article, row.host = article, host_of(article)
    Host.objects.get_or_create(name=row.host, defaults={"free_at": timezone.now()})
    row.moved_to, row.moved_at, row.etag, row.modified = "", None, "", ""
    row.failures, row.failing_since, row.dead_since = 0, None, None
    row.wait, row.due_at = base_of(row.every), timezone.now()
    row.touch()
    record("watch.move_confirmed", row, by=by, address=row.address)
    return row


@transaction.atomic
def refuse_move(watch: Watch, *, by: Any, version: int | None = None) -> Watch:
    """A person says that the other address is not this article; it isn't proposed again."""
    row = _locked(watch, version)
    require(may_change(by, row.article), "You may not say where this article stands.")
    _refuse_unmoved(row)
    row.moved_refused, row.moved_to, row.moved_at = row.moved_to, "", None
    row.touch()
    record("watch.move_refused", row, by=by, address=row.moved_refused)
    return row


def host_of(article: Article) -> str:
    """The host that visits to an article ask. Raises NotNow where it has no address."""
    address = article.final_address or article.address
    if not address or not article.address_key:
        raise NotNow("This text did not come from an address, so there is nothing to visit.")
    try:
        return urlsplit(spell(address)).netloc[:255]
    except AddressError as error:
        raise NotNow(f"Its address cannot be visited. {error.message}") from None


def send(row: Watch, host: Host, *, priority: int = 0) -> None:
    """Put a visit in the queue and keep the host for it; the caller saves the watch."""
    now = timezone.now()
    row.sent_at = now
    host.free_at, host.busy_with = now + LEASE, row.pk
    host.save(update_fields=["free_at", "busy_with"])
    app.configure_task(VISIT, queue="capture", priority=priority).defer(
        watch=row.pk, sent=now.isoformat()
    )


LEASE = timedelta(minutes=10)  # after it a visit is taken for lost


def _locked(watch: Watch, version: int | None) -> Watch:
    row: Watch = Watch.objects.select_related("article").locked(watch.pk, version)
    return row


def _check(every: str) -> None:
    if every not in Every.values:
        raise ValidationError({"every": f"Choose one of {', '.join(Every.values)}."})


def _set_pace(row: Watch, every: str) -> None:
    row.every, row.wait = every, base_of(every)
    soon = row.last_at is None or row.last_at + row.wait <= timezone.now()
    chance = random.random()  # noqa: S311 - it only spreads visits over time.
    after = FIRST_WITHIN * chance if soon else spread(row.wait, chance)
    row.due_at = (timezone.now() if soon or row.last_at is None else row.last_at) + after


def _refuse_ended(row: Watch) -> None:
    if row.ended_at is not None:
        raise NotNow("This article is not watched any more.")


def _refuse_unmoved(row: Watch) -> None:
    if not row.moved_to:
        raise NotNow("No other address was found.")
