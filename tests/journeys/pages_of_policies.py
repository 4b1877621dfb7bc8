"""The pages of policies, for the list of all pages: name, address, who looks, how it answers."""

from collections.abc import Iterator

from django.urls import reverse

from claims.exchange.policy.services import write_policy
from provenance.accounts.models import User, Workspace

OWNER, STRANGER = "max", ""
TEXT = "We belong to a **club**.\n\n# Money\n- Fees\n- Gifts, [listed here](https://club.example/)"


def of_policies() -> Iterator[tuple[str, str, str, int]]:
    """Those of the demo, of which one was changed."""
    desk, owner = Workspace.objects.get(slug="demo"), User.objects.get(username=OWNER)
    for text in ("A club owns us.", TEXT):
        write_policy(desk, "ownership", text, by=owner)
    yield "settings-policies", reverse("settings-policies"), OWNER, 200
    yield "settings-policies-of-a-reader", reverse("settings-policies"), "ron", 200
    for kind in ("ownership", "ethics"):
        yield f"edit-policy-{kind}", reverse("edit-policy", args=[kind]), OWNER, 200
        yield f"policy-{kind}", reverse("policy", args=[desk.slug, kind]), STRANGER, 200
