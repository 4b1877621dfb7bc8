"""Reading what came in and what was asked for, as someone may see it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q
from django.utils import timezone

from claims.records.models import Claim
from provenance.accounts.secrets import digest
from provenance.written import written_once

from .likeness import nearly
from .models import CorrectionRequest, ErrorReport, Letterbox, Outcome, ReaderRequest

NO_ANSWER = "no answer by the date"


@dataclass(frozen=True)
class Tally:
    """How many corrections were asked for, and what came of them."""

    asked: int
    corrected: int
    silent: int
    answered: int
    refused: int
    overdue: int

    @property
    def said(self) -> str:
        """`3 asked, 2 made, 1 of them silently, 1 without an answer by the date`."""
        made = self.corrected + self.silent
        parts = [f"{self.asked} asked"]
        parts += [f"{made} made"] if made else []
        parts += [f"{self.silent} of them silently"] if self.silent else []
        parts += [f"{self.answered} answered without one"] if self.answered else []
        parts += [f"{self.refused} refused"] if self.refused else []
        parts += [f"{self.overdue} without an answer by the date"] if self.overdue else []
        return ", ".join(parts)


def tally(rows: Any) -> Tally:
    """Count corrections asked for (a queryset). One query."""

    def of(state: str, more: Q | None = None) -> Count:
        return Count("pk", filter=Q(state=state) & (more or Q()))

    found = rows.order_by().aggregate(
        asked=Count("pk"),
        corrected=of(Outcome.CORRECTED),
        silent=of(Outcome.SILENT),
        answered=of(Outcome.ANSWERED),
        refused=of(Outcome.REFUSED),
        overdue=of(Outcome.SENT, Q(answer_by__lt=timezone.localdate())),
    )
    return Tally(**found)


def in_words(row: CorrectionRequest, today: date | None = None) -> str:
    """How it stands, in words for everyone."""
    day = _day(row.settled_on)
    if row.state == Outcome.SENT:
        late = row.answer_by < (today or timezone.localdate())
        return f"{'no answer' if late else 'asked to answer'} by {_day(row.answer_by)}"
    return {
        Outcome.ANSWERED: f"answered on {day}, without a correction",
        Outcome.CORRECTED: f"corrected with a notice on {day}",
        Outcome.SILENT: f"corrected silently, seen on {day}",
        Outcome.REFUSED: f"refused on {day}",
    }[Outcome(row.state)]


def asked_about(claim: Claim, user: Any) -> list[CorrectionRequest]:
    """Corrections asked for on a claim and those merged into it, the newest first. One query."""
    return list(_asked(claim.pk, user))


def answers_about(claim: Claim) -> list[ErrorReport]:
    """Answers to readers that stand on the public page of a claim, the newest first. One query."""
    return list(_answers(claim.pk))


def sent_by(secret: str) -> ReaderRequest | ErrorReport | None:
    """What was sent under a secret link."""
    key = digest(secret)
    asked = ReaderRequest.objects.filter(secret=key, deleted_at=None)
    found: ReaderRequest | None = asked.select_related("workspace", "claim").first()
    if found is not None:
        return found
    reports = ErrorReport.objects.filter(secret=key, deleted_at=None)
    report: ErrorReport | None = reports.select_related(
        "workspace", "claim", "corrected_by"
    ).first()
    return report


def open_letterboxes() -> list[Letterbox]:
    """Who takes requests, by name."""
    rows = Letterbox.objects.filter(is_open=True).select_related("workspace")
    return list(rows.order_by("workspace__name"))


def open_letterbox(slug: str) -> Letterbox | None:
    """The letterbox of one workspace, if it is open."""
    rows = Letterbox.objects.filter(is_open=True, workspace__slug=slug)
    return rows.select_related("workspace").first()


def maybe_the_same(row: ReaderRequest) -> list[ReaderRequest]:
    """Waiting requests that may ask what this one asks, the most alike first. Two queries."""
    heads = ReaderRequest.objects.heads().waiting().filter(workspace=row.workspace_id)
    heads = heads.exclude(pk__in=[row.pk, row.same_as_id or row.pk])
    near = {one.pk: one for one in heads.spelled_like(row.text)}
    best = nearly(row.text, {pk: one.text for pk, one in near.items()})
    return [near[pk] for pk in best]


def published(claim: Claim | None) -> Claim | None:
    """The claim that counts, where everyone may see it; else None."""
    if claim is None:
        return None
    seen = Claim.objects.visible_to(AnonymousUser())
    found: Claim | None = seen.filter(pk=claim.merged_into_id or claim.pk).first()
    return found


@written_once
def _asked(claim_id: int, user: Any) -> Any:
    rows: Any = CorrectionRequest.objects.visible_to(user).of_claim(claim_id)
    return rows.select_related("claim", "article__outlet", "outlet", "person", "after").defer(
        "after__text", "after__blocks", "after__regions", "after__warnings"
    )


@written_once
def _answers(claim_id: int) -> Any:
    rows: Any = ErrorReport.objects.told().of_claim(claim_id)
    return rows.select_related("corrected_by", "verdict").order_by("-decided_at")


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
