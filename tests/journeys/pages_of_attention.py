"""The pages of what people follow, are told and keep, for the list of all pages."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from claims.annotations.services import write_note
from claims.attention.letters import secret_of
from claims.attention.services import follow, notify, pick, save_filter
from claims.records.models import Claim
from claims.records.services import edit_claim, record_claim
from claims.reviews.services import decline, request_check
from provenance.accounts.models import User, Workspace

OWNER, READER, STRANGER = "max", "ron", ""


def of_attention() -> Iterator[tuple[str, str, str, int]]:
    """Something followed, something told, a filter kept; and the same with nothing."""
    owner, checker = User.objects.get(username=OWNER), User.objects.get(username="ann")
    claim = Claim.objects.filter(workspace__slug="demo", verdicts=None).order_by("pk")[0]
    follow(claim, by=owner)
    edit_claim(claim, checkable="unsure" if claim.checkable == "yes" else "yes", by=checker)
    write_note("@max, look at this.", claim=claim, by=checker)
    notify(by=None)
    kept = {"page": "claims", "query": "kind=quantity"}
    saved = save_filter(claim.workspace, "Numbers", **kept, visibility="workspace", by=owner)
    for name, who in (("", OWNER), ("-empty", READER)):
        yield f"notifications{name}", reverse("notifications"), who, 200
        yield f"following{name}", reverse("following"), who, 200
    yield "notifications-all", f"{reverse('notifications')}?show=all", OWNER, 200
    yield "notifications-none", f"{reverse('notifications')}?show=all", "bea", 200
    yield "claims-by-filter", f"{reverse('claims')}?{saved.query}", OWNER, 200
    yield "save-filter", f"{reverse('save-filter')}?{urlencode(kept)}", OWNER, 200
    yield "edit-filter", reverse("edit-filter", args=[saved.pk]), OWNER, 200
    yield from _of_the_board(owner)
    yield "stop-letters", reverse("stop-letters", args=[secret_of(owner)]), STRANGER, 200
    yield "stop-letters-wrong", reverse("stop-letters", args=["nothing"]), STRANGER, 404


def _of_the_board(owner: User) -> Iterator[tuple[str, str, str, int]]:
    """Checks asked for, one late and one declined, as those see them who check and who do not."""
    late = date(2026, 1, 5)
    desk = Workspace.objects.get(slug="demo")
    words = ("One for the board.", "Another for it.", "One to decline.")
    rows = [record_claim(desk, one, appearance=None, by=owner) for one in words]
    checks = [request_check(one, due=late, by=owner) for one in rows]
    decline(checks[2], reason="It is an opinion.", by=owner)
    pick(rows[0], "harm", by=owner)
    chosen = "&".join(f"check={one.pk}.{one.version}" for one in checks[:2])
    bulk = reverse("bulk")
    yield "board", reverse("board"), OWNER, 200
    yield "board-none", f"{reverse('board')}?q=nobody+ever+said+this", OWNER, 200
    yield "board-of-a-reader", reverse("board"), READER, 200
    yield "queue", reverse("queue"), OWNER, 200
    yield "queue-of-a-reader", reverse("queue"), READER, 200
    yield "bulk", f"{bulk}?{chosen}", OWNER, 200
    yield "bulk-nothing", bulk, OWNER, 200
    for do in ("triage", "assign", "due", "decline", "tag", "pick"):
        yield f"bulk-{do}", f"{bulk}?{chosen}&do={do}", OWNER, 200
    yield "balance", reverse("balance"), OWNER, 200
    yield "draw-sample", reverse("draw-sample"), OWNER, 200
    yield "balance-none", f"{reverse('balance')}?until=1999-01-01", OWNER, 200
    yield "balance-wrong", f"{reverse('balance')}?since=soon", OWNER, 400
