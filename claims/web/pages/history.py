"""What happened to a claim, from the audit, in plain words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Concat

from claims.attention.models import Pick
from claims.evidence.models import Evidence
from claims.exchange.incoming.models import OutsideVerdict, ReportedAppearance
from claims.groundwork.models import Gap, Media, Reply, Search
from claims.records.models import Appearance, Claim, Relation
from claims.requests.models import CorrectionRequest, ErrorReport, Outcome, ReaderRequest
from claims.reviews.models import Check, Recheck, Review, Verdict
from provenance.accounts.models import User
from provenance.accounts.owned import visible_to
from provenance.accounts.rules import may_check
from provenance.audit.models import AuditEvent
from provenance.audit.services import label
from provenance.written import written_once

from ..words import joined, name_of
from .fates import SAID

SHOWN = 8


@dataclass(frozen=True)
class Told:
    """One event: who did what, when. `before` and `after` where wording changed."""

    at: datetime
    who: str
    what: str
    said: str = ""
    before: str = ""
    after: str = ""


Detail = dict[str, Any]
LEVELS = {
    "me": "only to whoever recorded it",
    "workspace": "to the workspace",
    "public": "to everyone",
}


def _fields(detail: Detail) -> str:
    names = [name.replace("_", " ") for name in detail.get("after", {})]
    return f"changed the {joined(names)}" if names else "changed it"


def _stance(detail: Detail) -> str:
    return {
        "supports": "added evidence for it",
        "contradicts": "added evidence against it",
        "context": "added context",
    }.get(str(detail.get("stance")), "added evidence")


def _lost(detail: Detail) -> str:
    became = SAID.get(str(detail.get("status")), "no longer the same")
    return f"noticed that words it rests on are {became}"


def _published(detail: Detail) -> str:
    did = {
        "correct": "corrected the verdict",
        "clarify": "clarified the verdict",
        "update": "updated the verdict",
    }.get(str(detail.get("kind")), "published the verdict")
    return f"{did}: {detail.get('rating')}"


def _came_of_it(detail: Detail) -> str:
    state = str(detail.get("after"))
    if state == "sent":
        return "took back what came of a correction asked for"
    return f"kept what came of a correction asked for: {dict(Outcome.choices).get(state, state)}"


def _picked(detail: Detail) -> str:
    rule = detail.get("after", {}).get("rule")
    return f"said why it was picked: {dict(Pick.Rule.choices).get(rule, rule)}"


WHAT: dict[str, str | Callable[[Detail], str]] = {
    "claim.recorded": "recorded the claim",
    "claim.first_appearance_moved": "changed a date, and with it where it was first seen",
    "claim.edited": _fields,
    "claim.covered": lambda detail: f"put a cover on it: {detail.get('after', '')}",
    "claim.uncovered": "took the cover off it",
    "claim.deleted": "deleted it",
    "claim.restored": "brought it back",
    "claim.shown": lambda detail: f"showed it {LEVELS.get(detail.get('after', ''), '')}".strip(),
    "claim.merged": lambda detail: f"merged it into claim {detail.get('into')}",
    "claim.unmerged": lambda detail: f"took it out of claim {detail.get('into')} again",
    "claim.tagged": lambda detail: f"filed it under {joined(detail.get('names', []))}",
    "claim.untagged": lambda detail: f"no longer files it under {joined(detail.get('names', []))}",
    "claim.split": lambda detail: f"split it into {len(detail.get('parts', []))} parts",
    "appearance.added": "found it in another text",
    "appearance.edited": "changed the note on where it stands",
    "appearance.moved": "moved it to the words of a newer version",
    "appearance.withdrawn": "took back that it stands in a text",
    "appearance.restored": "put back that it stands in a text",
    "chain.replaced": "rewrote who had it from whom",
    "chain.reordered": "put who had it from whom into another order",
    "chain.taken_back": "took back a change to who had it from whom",
    "hop.added": "added someone to the chain",
    "hop.edited": "corrected who said it",
    "hop.withdrawn": "took someone out of the chain",
    "hop.restored": "put someone back into the chain",
    "evidence.added": _stance,
    "evidence.edited": "changed evidence",
    "evidence.covered": lambda detail: f"put a cover on evidence: {detail.get('after', '')}",
    "evidence.uncovered": "took the cover off evidence",
    "evidence.moved": "moved evidence to the words of a newer version",
    "evidence.withdrawn": "took evidence back",
    "evidence.restored": "put evidence back",
    "evidence.published": "showed the evidence to everyone",
    "search.logged": "logged a search",
    "search.edited": "corrected a line of the search log",
    "search.withdrawn": "took a search out of the log",
    "search.restored": "put a search back into the log",
    "search.published": "showed searches to everyone",
    "gap.declared": "declared a gap",
    "gap.edited": "changed a declared gap",
    "gap.withdrawn": "took back a declared gap",
    "gap.restored": "declared a gap again",
    "gap.published": "showed the gaps to everyone",
    "media.added": "named a picture, film or sound that it is about",
    "media.edited": "changed what is said of a picture, film or sound",
    "media.withdrawn": "took back that it is about a picture, film or sound",
    "media.restored": "put back that it is about a picture, film or sound",
    "media.published": "showed everyone which picture, film or sound it is about",
    "reply.asked": "noted who was asked for a reply",
    "reply.answered": "kept an answer",
    "reply.edited": "corrected a question or an answer",
    "reply.withdrawn": "took back a question to someone",
    "reply.restored": "put back a question to someone",
    "reply.published": "showed everyone who was asked for a reply",
    "request.accepted": "accepted a reader's request for it",
    "request.joined": "joined a reader's request to it",
    "request.reopened": "took the decision about a reader's request back",
    "report.sent": "received a reader's report of an error",
    "report.answered": "answered a reader's report of an error",
    "report.corrected": "told a reader that the error is corrected",
    "report.reopened": "took back the answer to a report of an error",
    "report.set_aside": "put a report aside as spam",
    "report.contact_erased": "erased the address of whoever reported an error",
    "correction_request.sent": "asked for a correction",
    "correction_request.edited": "changed what is kept of a correction asked for",
    "correction_request.settled": _came_of_it,
    "correction_request.withdrawn": "took back that a correction was asked for",
    "correction_request.restored": "put back that a correction was asked for",
    "recheck.raised": _lost,
    "recheck.followed": _lost,
    "recheck.settled": "noticed that the words it rests on are back",
    "recheck.holds": "answered that it still holds",
    "recheck.moved": "took the words of the newer version",
    "recheck.reopened": "had the verdict looked at again",
    "outside_verdict.imported": "added what others found",
    "outside_verdict.withdrawn": "took off what others found",
    "outside_verdict.restored": "put back what others found",
    "reported_appearance.imported": "added where others say it stands",
    "reported_appearance.withdrawn": "took off where others say it stands",
    "reported_appearance.restored": "put back where others say it stands",
    "relation.added": "related it to another claim",
    "relation.withdrawn": "took a relation back",
    "relation.restored": "put a relation back",
    "relation.proposed": "noticed that it may belong to another claim",
    "relation.confirmed": "agreed that it belongs to another claim",
    "relation.refused": "refused a proposed relation",
    "relation.reconsidered": "put a proposed relation back to be decided",
    "pick.made": _picked,
    "pick.taken_back": "took back why it was picked",
    "check.requested": "asked for a check",
    "check.triage": "accepted that it will be checked",
    "check.assign": "gave the check to someone",
    "check.take": "took the check on",
    "check.release": "gave the check back",
    "check.planned": "planned the check",
    "check.decline": "declined to check it",
    "check.withdraw": "withdrew the check",
    "check.opened": "began a review",
    "review.drafted": "went on with the review",
    "review.answered": "wrote an answer",
    "check.submit": "handed the review to a second person",
    "check.take_back": "took the review back",
    "check.second": "looks at it as the second person",
    "check.agree": "agreed with the review",
    "check.differ": "came to another rating",
    "check.return": "sent the review back",
    "check.adjudicate": "decided as the third person",
    "check.publish": "released the review",
    "check.reopen": "opened the verdict again",
    "rollup.chosen": "chose how its parts make the whole",
    "rollup.dropped": "dropped the rule for its parts",
    "rollup.restored": "took up the rule for its parts again",
    "verdict.published": _published,
    "verdict.withdrawn": "withdrew the verdict",
}


def history_of(claim: Claim, user: User, most: int | None = SHOWN) -> list[Told]:
    """Newest first, in two queries. What lies in reviews is told to those who check."""
    knows_reviews = may_check(user, claim.workspace_id)
    targets = [target for (target,) in _labels(claim.pk, knows_reviews, user)]
    return _told(_events(claim.workspace_id, targets, most is None))[:most]


def last_hand(row: Any) -> str:
    """Who changed a row last."""
    event = AuditEvent.objects.filter(target=label(row)).select_related("actor").first()
    return name_of(event.actor) if event else "Someone"


def _told(events: Iterable[AuditEvent]) -> list[Told]:
    """In words; one who saves a draft five times running is told once."""
    lines: list[Told] = []
    for event in events:
        line = tell(event)
        repeated = lines and line.what == lines[-1].what and line.who == lines[-1].who
        if not (repeated and event.action == "review.drafted"):
            lines.append(line)
    return lines


def tell(event: AuditEvent) -> Told:
    """One event in words; an action nobody has words for is told by its name."""
    words = WHAT.get(event.action, event.action.replace(".", " ").replace("_", " "))
    what = words(event.detail) if callable(words) else words
    said = event.detail.get("reason") or event.detail.get("note") or ""
    before, after = (_wording(event.detail.get(side)) for side in ("before", "after"))
    return Told(event.at, name_of(event.actor), what, str(said), before, after)


def _wording(side: Any) -> str:
    """What a change was about, where it was about words."""
    if not isinstance(side, dict):
        return ""
    return next((str(side[name]) for name in ("statement", "warrant") if side.get(name)), "")


@written_once
def _events(workspace_id: int, targets: list[str], is_whole: bool) -> Any:
    events = AuditEvent.objects.filter(chain=workspace_id, target__in=targets)
    return events.select_related("actor").order_by("-id")[: None if is_whole else SHOWN * 3]


@written_once
def _labels(claim: int, knows_reviews: bool, user: User) -> Any:
    """How the audit calls the claim and all that hangs on it, what was withdrawn included."""
    claims = Q(claim__in=Claim.objects.family(claim))
    related = (Q(source=claim) | Q(target=claim)) & visible_to(user, "source__")
    rows = [
        Claim.objects.family(claim),
        Appearance.objects.filter(claims),
        Evidence.objects.filter(claims),
        Search.objects.filter(claims),
        Gap.objects.filter(claims),
        Reply.objects.filter(claims),
        OutsideVerdict.objects.filter(claims),
        ReportedAppearance.objects.filter(claims),
        Media.objects.filter(claims),
        Relation.objects.filter(related & visible_to(user, "target__")),
        Verdict.objects.filter(claim=claim),
        Recheck.objects.visible_to(user).filter(claims),
        CorrectionRequest.objects.filter(claims),
        # What readers sent is seen by those who check; for everyone else these are empty.
        ErrorReport.objects.visible_to(user).filter(claims),
        ReaderRequest.objects.visible_to(user).filter(claims),
    ]
    if knows_reviews:
        # What lies under a seal is not even counted: how often someone wrote is theirs as well.
        rows += [
            Check.objects.filter(claim=claim),
            Pick.objects.filter(claims),
            Review.objects.visible_to(user).filter(claim=claim),
        ]
    first, *rest = (_labelled(query) for query in rows)
    return first.union(*rest, all=True)


def _labelled(rows: Any) -> Any:
    name = Concat(Value(f"{rows.model._meta.label_lower}:"), Cast(F("pk"), CharField()))
    return rows.order_by().annotate(name_of_row=name).values_list("name_of_row")
