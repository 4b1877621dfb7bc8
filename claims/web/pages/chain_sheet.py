"""The form over a whole chain, and keeping what it says."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from claims.records.models import Appearance
from claims.records.services import replace_chain
from provenance.accounts.models import User

from ..forms.chains import HopForm
from ..forms.versioned import Versioned
from ..sheets import REFUSED, Sheet, settle
from .history import last_hand


def chain_sheet(appearance: Appearance, hops: Sequence[HopForm]) -> Sheet:
    """The form with a row for each hop."""
    for hop in hops:
        hop.auto_id = f"chain-{appearance.pk}_%s"
    return Sheet(
        f"chain-{appearance.pk}",
        "Who had it from whom",
        "Keep this chain",
        f"{reverse('claim', args=[appearance.claim_id])}#chain",
        template="claims/chain_sheet.html",
        shown={"appearance": appearance, "hops": hops, "claim": appearance.claim},
    )


def keep_chain(
    appearance: Appearance, form: Versioned, hops: Sequence[HopForm], *, by: User
) -> int:
    """Hand the chain to the service: 0, or the status of the refusal, which the forms then tell."""
    wrong = [hop for hop in hops if not hop.is_valid()]
    if wrong:
        form.add_error(
            None, "Someone in the chain lacks a name. Everything you wrote is still here."
        )
        return REFUSED
    chain = [hop.hop() for hop in hops]

    def service(version: int | None = None) -> Any:
        return replace_chain(appearance, chain, version=version, by=by)

    def now() -> tuple[dict[str, Any], str]:
        return {"version": Appearance.objects.get(pk=appearance.pk).version}, last_hand(appearance)

    return settle(form, service, now)
