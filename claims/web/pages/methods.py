"""How claims are checked: who publishes here, on which scales, by which policies."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q

from claims.exchange.claimreview import script
from claims.exchange.policies import BY_SLUG, FEEDBACK, organisation
from claims.exchange.policy.reading import Told, policies_now, versions_of
from claims.reviews.models import Rating, Scale, Verdict
from provenance.accounts.models import Workspace

from ..words import count

NEUTRAL = {
    Rating.Neutral.TRUE: "The evidence bears it out.",
    Rating.Neutral.MIXED: "Part of it holds, or it misleads as it stands.",
    Rating.Neutral.FALSE: "The evidence contradicts it.",
    Rating.Neutral.UNPROVEN: "The evidence is not enough to say.",
    Rating.Neutral.OUTDATED: "It was true when it was said, and no longer is.",
    Rating.Neutral.SATIRE: "It was not meant as a statement of fact.",
    Rating.Neutral.OPINION: "It is a view, which evidence does not decide.",
}


@dataclass(frozen=True)
class Publisher:
    """A workspace that has published, and how much of it stands here."""

    workspace: Workspace
    out: str
    replaced: str


@dataclass(frozen=True)
class Methods:
    """Everything the page shows; `one` where it is about one publisher."""

    publishers: list[Publisher]
    scales: list[Scale]
    policies: Sequence[Told]
    neutral: list[tuple[str, str, str]]
    one: Publisher | None = None
    json_ld: str = ""

    @property
    def reports(self) -> bool:
        """Whether it is said how to report an error."""
        return any(one.policy is FEEDBACK for one in self.policies)


def methods() -> Methods:
    """For everyone who publishes here. Three queries."""
    scales = _scales(Q(workspace=None, retired_at=None))
    usual = [one for one in policies_now(None) if one.text]
    return Methods(_publishers(), scales, usual, _neutral())


def methods_of(slug: str, address: str) -> Methods | None:
    """One publisher, whose page stands at `address`; None where it has published nothing."""
    found = _publishers(workspace__slug=slug)
    if not found:
        return None
    of = found[0].workspace
    told = policies_now(of)
    own = [one.policy.slug for one in told if one.is_own]
    given = organisation(of.name, of.kind, of.homepage, address, own)
    scales = _scales(Q(pk__in=_verdicts().filter(workspace=of).values("rating__scale")))
    # How to report an error is said by the page itself where there is no text about it.
    shown = [one for one in told if one.is_own or of.homepage or one.policy is not FEEDBACK]
    return Methods(found, scales, shown, _neutral(), found[0], script(given))


def versions(slug: str, kind: str) -> tuple[Workspace, list[Told]] | None:
    """What a publisher's policy said at which time, the newest first; None where nobody has one."""
    found = _publishers(workspace__slug=slug)
    if not found or kind not in BY_SLUG:
        return None
    return found[0].workspace, versions_of(found[0].workspace, BY_SLUG[kind])


def publishers() -> list[Workspace]:
    """The workspaces of which something is published. One query."""
    return [one.workspace for one in _publishers()]


def _verdicts() -> Any:
    """Verdicts that everyone sees, on claims with a page of their own."""
    rows = Verdict.objects.visible_to(AnonymousUser()).filter(claim__merged_into=None)
    return rows.order_by()


def _publishers(**only: str) -> list[Publisher]:
    withdrawal, newest = Q(kind="withdraw"), Q(superseded_by=None)
    rows = (
        _verdicts()
        .filter(**only)
        .values("workspace")
        .annotate(
            now=Count("pk", filter=newest & ~withdrawal),
            replaced=Count("pk", filter=Q(number__gt=1) & ~withdrawal),
            withdrawn=Count("pk", filter=newest & withdrawal),
        )
    )
    counts = {row["workspace"]: row for row in rows}
    known = Workspace.objects.filter(pk__in=counts)
    return [_publisher(one, **_numbers(counts[one.pk])) for one in known]


def _numbers(row: dict[str, int]) -> dict[str, int]:
    return {name: row[name] for name in ("now", "replaced", "withdrawn")}


def _publisher(of: Workspace, now: int, replaced: int, withdrawn: int) -> Publisher:
    told = [f"{count(replaced, 'earlier verdict')} replaced"] if replaced else []
    told += [f"{withdrawn} withdrawn"] if withdrawn else []
    return Publisher(of, f"{count(now, 'claim')} with a verdict", ", ".join(told))


def _scales(which: Q) -> list[Scale]:
    rows = Scale.objects.filter(which).prefetch_related("ratings")
    return list(rows.order_by("-is_default", "name", "edition"))


def _neutral() -> list[tuple[str, str, str]]:
    return [(value.value, str(value.label), NEUTRAL[value]) for value in Rating.Neutral]
