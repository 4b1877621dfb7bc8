"""What was published, newest verdict first and page by page: for searches and feeds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Q, Subquery

from claims.records.models import Appearance, TopicOfClaim
from claims.records.querysets import told_to
from claims.reviews.models import Verdict
from claims.search.fulltext import published_with_words
from provenance.accounts.models import Visibility, Workspace
from provenance.sources.models import Article, Outlet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ARTICLE = "passage__snapshot__article__"
FIRST = f"claim__first_appearance__{ARTICLE}"


@dataclass(frozen=True)
class Mark:
    """The last row of a page. The next page begins after it, whatever was published meanwhile."""

    at: datetime
    pk: int

    @classmethod
    def of(cls, verdict: Verdict) -> Self:
        """The mark of a verdict."""
        return cls(verdict.published_at, verdict.pk)

    @classmethod
    def read(cls, written: str) -> Self:
        """What `str` wrote. Raises ValueError."""
        found = re.fullmatch(r"([0-9]{1,17})-([0-9]{1,18})", written)
        if found is None:
            raise ValueError(f"{written[:40]!r} is no mark.")
        microseconds, pk = int(found[1]), int(found[2])
        return cls(EPOCH + timedelta(microseconds=microseconds), pk)

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.pk}"


def published() -> Any:
    """The verdicts that hold and that everyone may read, newest first."""
    rows = Verdict.objects.visible_to(AnonymousUser()).standing().filter(claim__merged_into=None)
    with_all = rows.select_related("claim", "workspace", "rating")
    return with_all.order_by("-published_at", "-pk")


def corrections() -> Any:
    """The verdicts that replaced another, which everyone may read, newest first."""
    rows = Verdict.objects.visible_to(AnonymousUser()).corrections()
    with_all = rows.filter(claim__merged_into=None).select_related(
        "claim", "workspace", "supersedes"
    )
    return with_all.order_by("-published_at", "-pk")


def first_seen_in(rows: Any, outlet_id: int) -> Any:
    """Those whose claim was first seen in an outlet, under any of its names."""
    told = told_to(AnonymousUser(), "claim__", FIRST)
    return rows.filter(told, **{f"{FIRST}outlet__in": Outlet.objects.family(outlet_id)})


def on_topic(rows: Any, topic_id: int) -> Any:
    """Those whose claim carries a topic; `topic_id` is one that may be seen."""
    carried = TopicOfClaim.objects.filter(deleted_at=None).of_topic(topic_id)
    return rows.filter(claim__in=carried.counting())


def page_of(
    rows: Any, size: int, *, mark: Mark | None = None, offset: int = 0
) -> tuple[Sequence[Verdict], Mark | None]:
    """One page of `published` rows, and where the next one begins, if there is one."""
    if mark is not None:
        same_moment = Q(published_at=mark.at, pk__lt=mark.pk)
        rows, offset = rows.filter(Q(published_at__lt=mark.at) | same_moment), 0
    found: list[Verdict] = list(rows[offset : offset + size + 1])
    return found[:size], Mark.of(found[size - 1]) if len(found) > size else None


def saying(rows: Any, query: str) -> Any:
    """Those whose claim has these words."""
    return rows.filter(claim__in=published_with_words(query))


def in_language(rows: Any, language: str) -> Any:
    """Those whose claim is in a language; its region and script are passed over."""
    main = language.replace("_", "-").split("-")[0].lower()
    return rows.filter(Q(claim__language=main) | Q(claim__language__startswith=f"{main}-"))


def since(rows: Any, moment: datetime) -> Any:
    """Those whose claim or verdict is as new as that.

    A claim is dated by its earliest appearance that strangers are told of, if the day is known.
    """
    day = moment.date()
    first = Appearance.objects.of_claim(OuterRef("claim")).visible_to(AnonymousUser())
    told = Subquery(first.earliest_first().values(f"{ARTICLE}pk")[:1])
    dated = Q(
        **{f"{FIRST}published__gte": day, f"{FIRST}published_precision": "day"},
    ) & ~Q(**{f"{FIRST}visibility": Visibility.ME})
    # Only where the very first appearance stays untold does the next one have to be found.
    kept = rows.filter(**{f"{FIRST}visibility": Visibility.ME}).annotate(told=told).order_by()
    untold = Q(pk__in=kept.filter(_article_since(day)).values("pk"))
    return rows.filter(Q(published_at__gte=moment) | dated | untold)


def of_publisher(rows: Any, site: str, ours: str) -> Any:
    """Those that a site published: this one, `ours`, or a workspace with its homepage there."""
    if site == ours:
        return rows
    near = Workspace.objects.filter(homepage__icontains=site).values_list("pk", "homepage")
    return rows.filter(workspace__in=[pk for pk, page in near if host(page) == site])


def host(address: str) -> str:
    """The name of the host in an address, or in one without scheme, in lower case, less `www.`."""
    try:
        name = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return (name or "").removeprefix("www.")


def _article_since(day: Any) -> Q:
    dated = Article.objects.filter(published__gte=day, published_precision="day")
    return Q(told__in=dated.values("pk"))
