"""What is covered shows nowhere before it is opened, on any page there is."""

import re
from html import unescape

from lxml import html

from claims.evidence.models import Evidence
from claims.evidence.services import cover_evidence
from claims.records.models import Claim
from claims.records.services import cover_claim
from provenance.accounts.models import User

from .pages import answer_to, client_of, furnish, stops

# What may hold the words all the same: a cover, the text of an article itself, and forms in which
# they are reworded or looked for.
OPENED = "//details[contains(@class, 'cover')] | //*[@data-reader]//article[@id='text'] | //form"
# Copies of the words that were made before the cover was put on.
COPIES = {"assignment", "assignment-draft", "claim-import-ready", "class-lesson"}
COPIES |= {"class-work-handed-in", "compare", "compare-nothing", "projector"}
COPIES |= {"class-revealed", "compare-revealed", *(f"projector-screen-{n}" for n in range(1, 12))}
WORDS = re.compile(r"\s+")


def cover_all() -> tuple[dict[str, int], dict[str, int]]:
    """Cover all claims and all evidence of the demo: their words, and whose they are."""
    by = User.objects.get(username="max")
    claims = Claim.objects.filter(workspace__slug="demo", deleted_at=None)
    evidence = Evidence.objects.filter(claim__in=claims, deleted_at=None)
    for claim in claims.filter(visibility__in=["workspace", "public"]):
        cover_claim(claim, sensitive="describes an accident", by=by)
    for row in evidence.exclude(claim__visibility="me"):
        cover_evidence(row, sensitive="shows injured people", by=by)
    said = {one.statement: one.pk for one in claims if one.visibility != "me"}
    return said, {one.warrant: one.pk for one in evidence if one.claim.visibility != "me"}


def seen_at_once(content: bytes) -> str:
    """All words of a page but those behind covers, attributes and titles included."""
    if not content.strip():  # Only the way to another page.
        return ""
    page = html.fromstring(content)
    for opened in page.xpath(OPENED):
        opened.drop_tree()
    for script in page.xpath("//script"):  # For programs; a reader never meets it.
        script.drop_tree()
    return WORDS.sub(" ", unescape(html.tostring(page, encoding="unicode")))


def test_no_page_shows_what_is_covered(db: None) -> None:
    town = furnish()
    listed = stops(town)
    statements, warrants = cover_all()
    clients = {stop.who: client_of(stop.who) for stop in listed}
    shown, covers = [], 0
    for stop in listed:
        content = answer_to(stop, clients[stop.who]).content
        covers += content.count(b"Covered: describes an accident")
        seen = seen_at_once(content)
        shown += [(stop.name, "claim", statements[one]) for one in statements if one in seen]
        shown += [(stop.name, "evidence", warrants[one]) for one in warrants if one in seen]
    assert {one[0] for one in shown} <= COPIES
    assert covers > 50
