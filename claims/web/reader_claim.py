"""What the panel for a claim starts with, its chain of hops, and keeping what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from claims.records.models import Claim
from claims.records.rules import starting_visibility
from claims.records.services import Hop, add_appearance, record_claim
from provenance.accounts.models import User
from provenance.sources.models import Passage, Snapshot

from .forms.chains import reshaped
from .forms.reader import PickedHop, fresh_hop, hops_in, picked_hops

LONGEST = 1000
NAMELESS = "Someone in the chain lacks a name. Everything you wrote is still here."


@dataclass(frozen=True)
class Hops:
    """The chain as it is being written. `step` is the button that was pressed to change it."""

    forms: list[PickedHop]
    step: str = ""

    @classmethod
    def fresh(cls) -> "Hops":
        """One empty row."""
        return cls(picked_hops([fresh_hop()], bound=False))

    @classmethod
    def sent(cls, data: Mapping[str, str]) -> "Hops":
        """The rows as they were sent, after the button if one was pressed."""
        rows, step = hops_in(data), data.get("step", "")
        if not step:
            return cls(picked_hops(rows, bound=True))
        forms = picked_hops(reshaped(rows, step), bound=False)
        added = {"add": forms[-1:], "gap": forms[:1]}.get(step, [])
        for form in added:
            form.fields["speaker"].widget.attrs["autofocus"] = True
        return cls(forms, step)

    def chain(self, snapshot: Snapshot, near: int) -> list[Hop]:
        """What the service takes. Raises ValidationError where a row makes no sense."""
        written = [form for form in self.forms if not form.is_blank]
        if [form for form in written if not form.is_valid()]:
            raise ValidationError(NAMELESS)
        return [form.hop_in(snapshot, near) for form in written]


def begun(passage: Passage, by: User) -> dict[str, Any]:
    """What the panel says before anyone wrote in it."""
    article = passage.snapshot.article
    return {
        "statement": " ".join(passage.quote.split())[:LONGEST],
        "checkable": Claim.Checkable.UNSURE,
        "language": article.language or "en",
        "visibility": starting_visibility(by, article.workspace_id),
    }


def chosen(pk: int, by: User) -> Claim:
    """The claim that was chosen. Raises ValidationError where there is none to see."""
    claim: Claim | None = Claim.objects.visible_to(by).filter(pk=pk).first()
    if claim is None:
        raise ValidationError({"other": "There is no such claim that you may see."})
    return claim


def keep_claim(
    place: tuple[Snapshot, int, int],
    hops: Hops,
    *,
    by: User,
    other: int | None = None,
    **given: Any,
) -> tuple[str, str, int]:
    """Record the claim, or the place for the claim `other`: what to say, what it is, its id.

    Raises ValidationError naming the field.
    """
    snapshot, start, _ = place
    workspace = snapshot.article.workspace
    chain = hops.chain(snapshot, start)
    if other:
        row = add_appearance(chosen(other, by), place, attributions=chain, by=by)
        return f"Claim {other} stands here too.", "appearance", row.pk
    claim = record_claim(workspace, appearance=place, attributions=chain, by=by, **given)
    return "Claim recorded.", "claim", claim.pk
