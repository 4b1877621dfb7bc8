"""The form over a whole chain, and keeping what it says."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from claims.records.models import Appearance, Attribution
from claims.records.services import replace_chain
from provenance.accounts.models import User
from provenance.web import undo

from ..forms.chains import FullHopForm
from ..forms.versioned import Versioned
from ..sheets import REFUSED, STALE, Sheet, settle
from .history import last_hand


def chain_sheet(
    appearance: Appearance, hops: Sequence[FullHopForm], step: str = "", at: int = -1
) -> Sheet:
    """The form with a row for each hop; after a button the cursor goes to row `at`."""
    for hop in hops:
        hop.auto_id = f"chain-{appearance.pk}_%s"
    if hops and step and not _moved(step, at, len(hops)):
        hops[at].fields["who"].widget.attrs["autofocus"] = True
    return Sheet(
        f"chain-{appearance.pk}",
        "Who had it from whom",
        "Keep this chain",
        f"{reverse('claim', args=[appearance.claim_id])}#chain",
        template="claims/chain_sheet.html",
        shown={
            "appearance": appearance,
            "hops": hops,
            "claim": appearance.claim,
            "moved": _moved(step, at, len(hops)),
            "at": at,
        },
    )


def _moved(step: str, at: int, many: int) -> str:
    """On which of its buttons the cursor stays when a row is moved: at an end only one is left."""
    verb = step.partition("-")[0]
    if verb not in ("up", "down") or many < 2:
        return ""
    return {0: "down", many - 1: "up"}.get(at, verb)


def keep_chain(
    appearance: Appearance, form: Versioned, hops: Sequence[FullHopForm], *, by: User
) -> int:
    """Hand the chain to the service: 0, or the status of the refusal, which the forms then tell."""
    wrong = [hop for hop in hops if not hop.is_valid()]
    if wrong:
        form.add_error(
            None, "Something in the chain is missing or wrong. Everything you wrote is still here."
        )
        return REFUSED
    standing = {hop.pk: hop for hop in appearance.attributions.all()}
    chain = [hop.hop(standing) for hop in hops]

    def service(version: int | None = None) -> Any:
        return replace_chain(appearance, chain, version=version, by=by)

    def now() -> tuple[dict[str, Any], str]:
        return {"version": Appearance.objects.get(pk=appearance.pk).version}, last_hand(appearance)

    status = settle(form, service, now)
    if status == STALE:
        form.add_error(None, f"The chain says now: {_now(appearance)}")
    return status


def _now(appearance: Appearance) -> str:
    hops = Attribution.objects.in_chains().filter(appearance=appearance)
    names = [hop.speaker.name if hop.speaker else "not stated" for hop in hops]
    return " → ".join(names) or "nobody is named."


def offer_undo(request: HttpRequest, pk: int) -> None:
    """Say that a chain was kept, and where that is taken back, as long as it is the last change."""
    version = Appearance.objects.get(pk=pk).version
    undo.offer(request, "The chain is kept.", reverse("take-back-chain", args=[pk, version]))
