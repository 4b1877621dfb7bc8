"""What others found about a claim, as a section of the working page."""

from dataclasses import dataclass, field
from typing import Any

from claims.exchange.dates import partial
from claims.exchange.incoming.models import OutsideVerdict, ReportedAppearance
from claims.exchange.incoming.rules import may_change
from claims.records.models import Claim
from provenance.sources.addresses import key
from provenance.sources.models import Article

MOST = 100


@dataclass(frozen=True)
class Reported:
    """A place where others say that the claim stands; `article` is that page, if it is here."""

    row: ReportedAppearance
    who: str
    article: int | None = None


@dataclass(frozen=True)
class OutsideSection:
    """Verdicts of others, and where they saw the claim."""

    verdicts: list[OutsideVerdict] = field(default_factory=list)
    reported: list[Reported] = field(default_factory=list)
    may_change: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.verdicts or self.reported)


def outside_on(claim: Claim, user: Any) -> OutsideSection:
    """The section as this user may see it, in three queries."""
    verdicts = OutsideVerdict.objects.all().visible_to(user).of_claim(claim.pk)
    rows = ReportedAppearance.objects.all().visible_to(user).of_claim(claim.pk)
    reported = list(rows.select_related("speaker__merged_into").order_by("pk")[:MOST])
    here = _articles(claim, reported, user)
    told = list(verdicts.order_by("pk")[:MOST])
    for row in [*told, *reported]:
        row.claim = claim
    return OutsideSection(
        told,
        [Reported(row, _who(row), here.get(_key(row.address))) for row in reported],
        any(may_change(user, row) for row in [*told[:1], *reported[:1]]),
    )


def _who(row: ReportedAppearance) -> str:
    """`Mira Tal, in the Harbour Post, 2024-05-03`, as far as it is told."""
    speaker = row.speaker.kept.name if row.speaker else ""
    day = partial(row.said_on, row.said_precision)
    return ", ".join(part for part in (speaker, row.medium, day) if part)


def _articles(claim: Claim, rows: list[ReportedAppearance], user: Any) -> dict[str, int]:
    keys = {_key(row.address) for row in rows} - {""}
    if not keys:
        return {}
    seen = Article.objects.visible_to(user).filter(workspace=claim.workspace_id)
    return dict(seen.filter(address_key__in=keys).values_list("address_key", "pk"))


def _key(address: str) -> str:
    return key(address) if address else ""
