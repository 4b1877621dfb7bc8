"""What became of things brought in, in words for a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from provenance.accounts.rules import may_see
from provenance.capture.models import CaptureRequest

State, Outcome = CaptureRequest.State, CaptureRequest.Outcome
WORDS = {
    State.QUEUED: "waiting",
    State.RUNNING: "being read",
    State.FAILED: "failed",
    Outcome.IMPORTED: "brought in",
    Outcome.UNCHANGED: "unchanged",
    Outcome.REVISED: "revised",
    Outcome.UNPACKED: "unpacked",
}
SAID = {
    Outcome.UNCHANGED: "we have it exactly like this",
    Outcome.REVISED: "the text differs from the one we had; both are kept",
    Outcome.UNPACKED: "its pages stand here one by one",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is."""

    total: int
    done: int
    failed: int

    @property
    def running(self) -> bool:
        """Whether anything is still under way."""
        return self.done < self.total


@dataclass(frozen=True, slots=True)
class Item:
    """One line: what it is called, what became of it, why, and where to go from there."""

    name: str
    status: str
    said: str
    url: str
    retry_url: str
    failed: bool


def progress(rows: Sequence[CaptureRequest]) -> Progress:
    """How far these are; failed ones are over, too."""
    over = sum(row.is_over for row in rows)
    return Progress(len(rows), over, sum(row.state == State.FAILED for row in rows))


def shown_items(rows: Iterable[CaptureRequest], request: HttpRequest) -> list[Item]:
    """A line for each capture, as this person sees it."""
    return [_item(row, request) for row in rows]


def article_url(article: Any, request: HttpRequest) -> str:
    """The address of an article in the reader; empty where this person may not see it."""
    if article is None or not may_see(request.user, article):
        return ""
    try:
        return reverse("article", args=[article.pk])
    except NoReverseMatch:  # The reader is a page of the other wing.
        return ""


def _item(row: CaptureRequest, request: HttpRequest) -> Item:
    failed = row.state == State.FAILED
    retries = failed and (row.origin == row.Origin.ADDRESS or row.reason_code != "too_large")
    title = row.article.title if row.article and may_see(request.user, row.article) else ""
    return Item(
        name=title or str(row),
        status=WORDS[row.outcome or row.state],  # type: ignore[index]
        said=row.reason or SAID.get(row.outcome, ""),  # type: ignore[call-overload]
        url=article_url(row.article, request),
        retry_url=reverse("retry-capture", args=[row.pk]) if retries else "",
        failed=failed,
    )
