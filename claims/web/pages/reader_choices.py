"""Claims to choose from beside a form: those like the words at hand, the chosen one first."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from claims.records.models import Claim
from claims.search.matching import Match, similar
from provenance.accounts.models import User
from provenance.sources.models import Snapshot

SHORTEST = 8  # Characters; before that, everything is like everything.
MOST = 5
ALIKE = 0.5  # From here on a claim is so like the words that it may be the same one.


@dataclass(frozen=True)
class Choices:
    """What the form offers. `optional` where none of them need be chosen."""

    matches: list[Match]
    chosen: int | None
    words: str
    optional: bool
    snapshot: Snapshot


def choices_for(
    form: BaseForm, name: str, snapshot: Snapshot, by: User, *, near: str = ""
) -> Choices:
    """Claims like what the field `name` says, else like `near`; without words, the newest."""
    typed = form.data.get(name) if form.is_bound else form.initial.get(name)
    words = str(near if typed is None else typed).strip()
    optional = name == "statement"
    chosen = _number(form["other"].value())
    workspace = snapshot.article.workspace_id
    found = similar(words, by=by, workspace=workspace, limit=MOST) if len(words) >= SHORTEST else []
    if optional:
        found = [match for match in found if match.score >= ALIKE]
    elif not found:
        found = _listed(by, workspace, _number(words))
    if chosen and chosen not in {match.claim for match in found}:
        found = [*_listed(by, workspace, chosen), *found]
    return Choices(found, chosen, words, optional, snapshot)


def _listed(by: User, workspace: int, number: int | None) -> list[Match]:
    """The claim of this number, or else the newest ones."""
    rows = Claim.objects.visible_to(by).standing().filter(workspace=workspace)
    found = rows.filter(pk=number) if number else rows.order_by("-pk")[:MOST]
    return [Match(claim.pk, claim.statement, 1.0, "", claim.sensitive) for claim in found]


def _number(given: Any) -> int | None:
    said = str(given or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None
