"""The pages of what readers send and of corrections, for the list of all pages."""

from collections.abc import Iterator

from django.urls import reverse

from claims.records.models import Claim
from claims.requests import services
from claims.requests.models import CorrectionRequest
from claims.reviews.models import Verdict
from provenance.accounts.models import User, Workspace

OWNER, READER, STRANGER = "max", "ron", ""


def of_letters() -> Iterator[tuple[str, str, str, int]]:
    """Two requests that may be one, one decided, a report answered and one not."""
    desk, owner = Workspace.objects.get(slug="demo"), User.objects.get(username=OWNER)
    yield from _of_readers(desk, owner)
    yield from _of_the_desk(desk, owner)
    yield from _of_corrections(owner)


def _of_readers(desk: Workspace, owner: User) -> Iterator[tuple[str, str, str, int]]:
    services.set_letterbox(desk, is_open=True, words="Claims about the valley.", by=owner)
    claim = Verdict.objects.filter(number=2).order_by("pk")[0].claim
    sent = services.send_request(
        desk,
        "Is it true that the bridge at Mill Street is shut until autumn?",
        seen_at="https://rumours.example/bridge",
        contact="reader@town.example",
    )
    yield "ask", reverse("ask"), STRANGER, 200
    yield "ask-desk", reverse("ask-desk", args=["demo"]), STRANGER, 200
    yield "ask-nobody", reverse("ask-desk", args=["demo-class"]), STRANGER, 404
    yield "declined", reverse("declined", args=["demo"]), STRANGER, 200
    yield "sent", reverse("sent", args=[sent.secret]), STRANGER, 200
    yield "report-error", reverse("report-error", args=[claim.pk]), STRANGER, 200


def _of_the_desk(desk: Workspace, owner: User) -> Iterator[tuple[str, str, str, int]]:
    claim = Verdict.objects.filter(number=2).order_by("pk")[0].claim
    row = services.send_request(
        desk, "Is the Mill Street bridge shut until winter?", seen_where="A neighbour"
    ).row
    report = services.report_error(claim, "The date of the reading is not right.").row
    settled = services.report_error(claim, "The name of the outlet is misspelt.").row
    services.answer_report(settled, answer="It is spelt as they spell it.", by=owner)
    for show in ("waiting", "accepted", "declined", "spam"):
        yield f"requests-{show}", f"{reverse('requests')}?show={show}", OWNER, 200
    yield "requests-of-a-reader", reverse("requests"), READER, 200
    yield "settings-letterbox", reverse("settings-letterbox"), OWNER, 200
    yield "settings-letterbox-of-a-reader", reverse("settings-letterbox"), READER, 200
    for view in ("request", "accept-request", "decline-request"):
        yield view, reverse(view, args=[row.pk]), OWNER, 200
    for show in ("waiting", "answered"):
        yield f"error-reports-{show}", f"{reverse('error-reports')}?show={show}", OWNER, 200
    for view in ("error-report", "answer-report", "correct-report"):
        yield view, reverse(view, args=[report.pk]), OWNER, 200
    yield "error-report-answered", reverse("error-report", args=[settled.pk]), OWNER, 200


def _of_corrections(owner: User) -> Iterator[tuple[str, str, str, int]]:
    for show in ("waiting", "overdue", "settled", "all"):
        address = f"{reverse('corrections-asked')}?show={show}"
        yield f"corrections-asked-{show}", address, OWNER, 200
    row = CorrectionRequest.objects.order_by("pk")[0]
    bare = Claim.objects.filter(workspace__slug="demo", verdicts=None).order_by("pk")[0]
    yield "add-correction", reverse("add-correction", args=[bare.pk]), OWNER, 200
    for view in ("edit-correction", "settle-correction"):
        yield view, reverse(view, args=[row.pk]), OWNER, 200
    yield "claim-with-corrections", reverse("claim", args=[row.claim_id]), OWNER, 200
    yield (
        "public-claim-with-corrections",
        reverse("public-claim", args=[row.claim_id]),
        STRANGER,
        200,
    )
