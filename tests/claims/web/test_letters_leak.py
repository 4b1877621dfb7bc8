"""What readers sent, and what is told of no correction, asked for at every address by outsiders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from claims.requests import services
from claims.requests.models import CorrectionRequest, ErrorReport, ReaderRequest
from claims.web.letter_urls import LETTERS
from tests.claims.requests.letters import asked, open_box, reported, sent
from tests.claims.scene import decide_again
from tests.claims.web.letters import decline
from tests.claims.web.scenes import Desk

# Each stands in one place that is not for outsiders; `ANSWER` and `WORDING` are for everyone.
READER, CONTACT, PLACE = "kestrel-words", "kestrel@reader.example", "kestrel-place"
QUIET_ANSWER, QUIET_ASKING, QUIET_REASON = "kestrel-answer", "kestrel-asking", "kestrel-reason"
ANSWER, WORDING = "An answer for everyone.", "A wording for everyone"
KEPT = (READER, CONTACT, PLACE, QUIET_ANSWER, QUIET_ASKING, QUIET_REASON)
NOUNS = ("requests", "error-reports", "correction-requests")
OTHERS = (
    "/",
    "/search/?q=kestrel",
    "/ask/",
    "/sitemap-pages.xml",
    "/methods/",
    "/api/v1/audit-events/",
)


@dataclass(frozen=True)
class Kept:
    """Ids by the kind of row, and the claim that is published."""

    claim: Any
    outlet: Any
    secrets: list[str]


@pytest.fixture
def kept(desk: Desk) -> Kept:
    """Something in every state."""
    open_box(desk.scene)
    claim, outlet = desk.claim(), desk.scene.snapshot.article.outlet
    desk.published(claim)
    assert outlet is not None
    outlet.visibility = "public"
    outlet.save()
    given = {"contact": CONTACT, "seen_where": PLACE}
    waiting = sent(desk.scene, f"Is {READER} true of the first boat?", **given)
    joined, listed, hidden, spam = (
        asked(desk.scene, f"Is {READER} true of {what} in the harbour?", **given)
        for what in ("every lamp", "any gull", "my neighbour", "cheap pills")
    )
    services.join_request(joined, desk.claim("ann", "Something else."), by=desk.cast.ann)
    decline(desk, listed, wording=WORDING)
    decline(desk, hidden, is_listed=False, reason=QUIET_REASON)
    services.mark_spam(spam, by=desk.cast.ann)
    reports = [reported(claim, f"{READER}: it is wrong.", contact=CONTACT).row for _ in range(4)]
    eve = desk.cast.eve
    services.answer_report(reports[1], answer=ANSWER, by=eve)
    services.answer_report(reports[2], answer=QUIET_ANSWER, is_told=False, by=eve)
    decide_again(claim, desk.scene)
    services.correct_report(reports[3], answer=QUIET_ANSWER, is_told=False, by=eve)
    days: dict[str, Any] = {"sent_on": "2024-05-20", "answer_by": "2024-06-20"}
    _ask(desk, claim, QUIET_ASKING, days, is_told=False)
    gone = _ask(desk, claim, QUIET_ASKING, days, is_told=True)
    services.withdraw_correction_request(gone, by=eve)
    return Kept(claim, outlet, [waiting.secret])


def _ask(desk: Desk, claim: Any, words: str, days: Any, *, is_told: bool) -> CorrectionRequest:
    given: dict[str, Any] = {name: date.fromisoformat(day) for name, day in days.items()}
    given |= {"article": desk.scene.snapshot.article, "asked": words, "is_told": is_told}
    return services.ask_for_correction(claim, **given, by=desk.cast.eve)


def addresses(kept: Kept) -> Iterator[str]:
    """Every address of this room with every row, and the pages on which its rows might show."""
    rows: list[Any] = [ReaderRequest, ErrorReport, CorrectionRequest]
    ids = sorted({pk for kind in rows for pk in kind.objects.values_list("pk", flat=True)})
    for pattern in LETTERS:
        name, wanted = str(pattern.name), list(pattern.pattern.converters)  # type: ignore[union-attr]
        if "secret" in wanted:
            continue  # Whoever has the address is its sender.
        if "slug" in wanted:
            yield reverse(name, args=["desk"])
        elif not wanted:
            yield reverse(name)
        else:
            yield from (reverse(name, args=[pk] * len(wanted)) for pk in [*ids, kept.claim.pk])
    for noun in NOUNS:
        yield f"/api/v1/{noun}/"
        yield from (f"/api/v1/{noun}/{pk}/" for pk in ids)
    yield f"/outlets/{kept.outlet.pk}/"
    for ending in (
        "",
        "claimreview.json",
        "card/",
        "graph/",
        "provenance.json",
        "dossier.zip?public",
    ):
        yield f"/claims/{kept.claim.pk}/{ending}"
    yield from OTHERS


@pytest.mark.parametrize("name", ["nobody", "olga"])
def test_no_address_tells_outsiders_what_is_kept(desk: Desk, kept: Kept, name: str) -> None:
    browser = desk.browser(name)
    told: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses(kept)):
        answer: Any = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = body.decode(errors="replace") + str(dict(answer.headers))
        words = [one for one in KEPT if one in said]
        told |= {address: words} if words else {}
        assert answer.status_code < 500, address
    assert told == {}


@pytest.mark.parametrize("name", ["sam", "ron"])
def test_members_who_do_not_check_read_nothing_that_readers_sent(
    desk: Desk, kept: Kept, name: str
) -> None:
    browser = desk.browser(name)
    pages = [*addresses(kept), f"/desk/claims/{kept.claim.pk}/history/", "/desk/"]
    for address in dict.fromkeys(pages):
        answer: Any = browser.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = body.decode(errors="replace")
        for words in (READER, CONTACT, PLACE, QUIET_ANSWER, QUIET_REASON):
            assert words not in said, (address, words)


def test_what_is_for_everyone_is_there(desk: Desk, kept: Kept) -> None:
    browser = desk.browser("nobody")
    assert ANSWER in browser.get(f"/claims/{kept.claim.pk}/").content.decode()
    assert WORDING in browser.get("/ask/desk/declined/").content.decode()
    assert READER in browser.get(f"/sent/{kept.secrets[0]}/").content.decode()


def test_the_history_of_the_workspace_holds_no_word_of_a_reader(desk: Desk, kept: Kept) -> None:
    page = desk.browser("max").get("/settings/audit/").content.decode()
    for words in (READER, CONTACT, PLACE):
        assert words not in page
