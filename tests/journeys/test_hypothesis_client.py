"""The unmodified Hypothesis client, on our page of a text and in pages of other sites."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from playwright.sync_api import FrameLocator, Locator, Page, Route, expect
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

from claims.annotations.models import Annotation
from claims.annotations.services import reply, write_note
from claims.evidence.services import add_evidence
from claims.exchange.hypothesis.logins import grant_for
from claims.exchange.hypothesis.site import Site
from claims.records.services import record_claim
from provenance.accounts.models import User
from provenance.sources.models import Article, Snapshot
from tests.claims.scene import TEXT, snapshot_of, span

from .conftest import Town

CLIENT = Path(settings.BASE_DIR, "provenance/web/static/built/hypothesis/build/boot.js")
# Characters that are one of ours and two of the browser's stand before all the words.
WORDS = "💧👩‍👧 Boats left 𝔸. " + TEXT
QUOTED, DOUBTED, MARKED = "We closed it on 3 May", "Nobody was hurt", "Forty boats had to leave"
EDITOR = re.compile("Enter (comment|reply)")
HIGHLIGHTS = "all => all.map(one => one.textContent)"
RECTANGLE = """words => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const { left, right, top, height } = range.getBoundingClientRect();
    return [left, right, top + height / 2];
  }
}"""


@pytest.fixture(autouse=True)
def _client() -> None:
    if not CLIENT.exists():
        pytest.skip(f"the Hypothesis client is not built ({CLIENT.name}): make front")


def place(snapshot: Snapshot, words: str) -> tuple[Snapshot, int, int]:
    return (snapshot, *span(words, snapshot.text))


@pytest.fixture
def text(town: Town) -> Snapshot:
    """A text with a claim, evidence and a note of Bea's that Eve has answered."""
    cast = town.cast
    snapshot = snapshot_of(cast.desk, WORDS)
    quoted = place(snapshot, QUOTED)
    claim = record_claim(cast.desk, "The pier closed in May.", appearance=quoted, by=cast.ann)
    warrant = "The port says so."
    forty = place(snapshot, "according to the port")
    add_evidence(claim, stance="supports", warrant=warrant, place=forty, by=cast.ann)
    note = write_note(
        "Is that so?", place=place(snapshot, DOUBTED), workspace=cast.desk, by=cast.bea
    )
    reply(note, "The log says so.", by=cast.eve)
    return snapshot


def sidebar(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[title='Hypothesis annotation viewer']")


def card(notes: FrameLocator, words: str) -> Locator:
    """The card of a thread, or of one answer, that holds these words."""
    return notes.get_by_role("article").filter(has_text=words)


def highlighted(page: Page) -> list[str]:
    return list(page.locator("hypothesis-highlight").evaluate_all(HIGHLIGHTS))


def mark(page: Page, words: str) -> FrameLocator:
    """Drag over words, press Annotate, and come to the editor."""
    for _ in range(3):  # A page that still settles while the mouse moves cuts off a letter.
        left, right, middle = page.evaluate(RECTANGLE, words)
        page.mouse.move(left + 1, middle)
        page.mouse.down()
        page.mouse.move(right - 1, middle, steps=6)
        page.mouse.up()
        if page.evaluate("getSelection().toString()") == words:
            break
        page.mouse.click(left + 1, middle)
    page.get_by_role("button", name="Annotate").click()
    notes = sidebar(page)
    expect(notes.get_by_role("textbox", name=EDITOR)).to_be_visible()
    return notes


def post(notes: FrameLocator, words: str) -> None:
    """Write words into the editor that is open, and wait until the client has kept them."""
    notes.get_by_role("textbox", name=EDITOR).fill(words)
    notes.get_by_role("button", name="Post to").click()
    expect(card(notes, words).last.get_by_role("button", name="Edit")).to_be_visible()


def test_notes_and_claims_are_read_at_their_words(town: Town, text: Snapshot) -> None:
    ann = town.sign_in("ann")
    ann.goto(f"/snapshots/{text.pk}/annotate/")
    notes = sidebar(ann)
    expect(card(notes, "Is that so?")).to_be_visible()
    expect(card(notes, "The pier closed in May.").first).to_be_visible()
    expect(card(notes, "The port says so.")).to_contain_text("Supports claim")
    expect(ann.locator("hypothesis-highlight")).to_have_count(3)
    assert highlighted(ann) == [QUOTED, DOUBTED, "according to the port"]
    notes.get_by_role("button", name="Show replies").click()
    expect(card(notes, "The log says so.")).to_be_visible()


def test_a_note_is_made_reworded_and_deleted(town: Town, text: Snapshot) -> None:
    ann = town.sign_in("ann")
    ann.goto(f"/snapshots/{text.pk}/annotate/")
    expect(card(sidebar(ann), "Is that so?")).to_be_visible()
    notes = mark(ann, MARKED)
    post(notes, "Who counted them?")
    note = Annotation.objects.get(created_by=town.cast.ann)
    assert note.passage
    assert (note.body, note.passage.quote, note.visibility) == (
        "Who counted them?",
        MARKED,
        "workspace",
    )
    assert MARKED in highlighted(ann)
    mine = card(notes, "Who counted them?")
    mine.get_by_role("button", name="Edit").click()
    post(notes, "Who counted these boats?")
    note.refresh_from_db()
    assert note.body == "Who counted these boats?"
    assert [was.body for was in note.revisions.all()] == ["Who counted them?"]
    card(notes, note.body).get_by_role("button", name="Delete").click()
    notes.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(card(notes, note.body)).to_have_count(0)
    note.refresh_from_db()
    assert note.deleted_at is not None


def test_a_note_of_others_is_answered_and_flagged(town: Town, text: Snapshot) -> None:
    ann = town.sign_in("ann")
    ann.goto(f"/snapshots/{text.pk}/annotate/")
    notes = sidebar(ann)
    theirs = card(notes, "Is that so?")
    theirs.get_by_role("button", name="Report this annotation to moderators").click()
    expect(theirs.get_by_role("button", name="has been reported")).to_be_visible()
    note = Annotation.objects.get(body="Is that so?")
    assert note.flags.get().created_by == town.cast.ann
    theirs.get_by_role("button", name="Reply").click()
    post(notes, "I asked the port.")
    answer = Annotation.objects.get(body="I asked the port.")
    assert answer.parent == note
    assert answer.passage == note.passage


def test_only_me_means_only_me(town: Town, text: Snapshot) -> None:
    ann = town.sign_in("ann")
    ann.goto(f"/snapshots/{text.pk}/annotate/")
    expect(card(sidebar(ann), "Is that so?")).to_be_visible()
    notes = mark(ann, MARKED)
    notes.get_by_role("textbox", name=EDITOR).fill("To myself.")
    notes.get_by_role("button", name="Change annotation sharing setting").click()
    notes.get_by_text("Only Me", exact=True).click()
    notes.get_by_role("button", name="Post to Only Me").click()
    expect(card(notes, "To myself.").get_by_role("button", name="Edit")).to_be_visible()
    assert Annotation.objects.get(body="To myself.").visibility == "me"
    eve = town.sign_in("eve")
    eve.goto(f"/snapshots/{text.pk}/annotate/")
    expect(card(sidebar(eve), "Is that so?")).to_be_visible()
    expect(card(sidebar(eve), "To myself.")).to_have_count(0)


def test_outsiders_see_what_everyone_sees_and_no_more(town: Town, text: Snapshot) -> None:
    cast = town.cast
    Article.objects.filter(pk=text.article_id).update(visibility="public")
    write_note(
        "For everyone.",
        place=place(text, MARKED),
        workspace=cast.desk,
        visibility="public",
        by=cast.eve,
    )
    for page in (town.visitor(), town.sign_in("olga")):
        page.goto(f"/snapshots/{text.pk}/annotate/")
        expect(card(sidebar(page), "For everyone.")).to_be_visible()
        expect(sidebar(page).get_by_role("article")).to_have_count(1)
        assert highlighted(page) == [MARKED]


def test_a_closed_text_is_not_there_for_outsiders(town: Town, text: Snapshot) -> None:
    olga = town.sign_in("olga")
    answer = olga.goto(f"/snapshots/{text.pk}/annotate/")
    assert answer
    assert answer.status == 404
    visitor = town.visitor()
    visitor.goto(f"/snapshots/{text.pk}/annotate/")
    assert "/account/login/" in visitor.url


def test_a_link_opens_the_client_at_one_note(town: Town, text: Snapshot) -> None:
    note = Annotation.objects.get(body="Is that so?")
    bea = town.sign_in("bea")
    bea.goto(f"/snapshots/{text.pk}/annotate/#annotations:note-{note.pk}")
    notes = sidebar(bea)
    expect(card(notes, "Is that so?")).to_be_visible()
    expect(notes.get_by_role("button", name="Show all")).to_be_visible()


# --- in pages of other sites ----------------------------------------------------------------

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Elsewhere</title>
{config}<script src="{script}"></script></head>
<body><nav>Other news 🗞️</nav><main>{paragraphs}</main></body></html>"""


@contextmanager
def elsewhere(html: str) -> Iterator[str]:
    """Another site on loopback, with one page; gives its address."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = html.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/news/pier.html"
    finally:
        server.shutdown()
        server.server_close()


def page_with(town: Town, who: User | None) -> str:
    """A page of another site that brings the client, for someone or for whoever logs in."""
    api = f"{town.address}/hypothesis/api/"
    grant = grant_for(who, Site(f"{town.address}/")) if who else ""
    service = f'{{"apiUrl": "{api}", "authority": "localhost", "grantToken": "{grant}"}}'
    told = f'{{"openSidebar": true, "services": [{service}]}}' if who else '{"openSidebar": true}'
    config = f'<script type="application/json" class="js-hypothesis-config">{told}</script>'
    script = f"{town.address}/static/built/hypothesis.js"
    paragraphs = "".join(f"<p>{line}</p>" for line in WORDS.split("\n") if line)
    return PAGE.format(config=config, script=script, paragraphs=paragraphs)


def abroad(town: Town, address: str, name: str = "") -> Page:
    """Someone opens a page of another site; signed in on ours, if named."""
    page = town.sign_in(name) if name else town.visitor()
    page.route("**/static/built/**", _as_served)
    page.goto(address)
    return page


def _as_served(route: Route) -> None:
    """Any page may use our files. WhiteNoise says so; Django's server for tests does not."""
    answer = route.fetch()
    headers = {**answer.headers, "access-control-allow-origin": "*"}
    route.fulfill(response=answer, headers=headers)


def test_our_files_may_be_used_by_any_page() -> None:
    assert WhiteNoiseMiddleware(lambda request: HttpResponse()).allow_all_origins


def known_as(snapshot: Snapshot, address: str) -> None:
    Article.objects.filter(pk=snapshot.article_id).update(
        address=address,
        address_key=address.removeprefix("http://"),
        latest=snapshot,
    )


def test_the_client_works_in_a_page_of_another_site(town: Town, text: Snapshot) -> None:
    with elsewhere(page_with(town, town.cast.ann)) as address:
        known_as(text, address)
        page = abroad(town, address)
        expect(card(sidebar(page), "Is that so?")).to_be_visible()
        expect(page.locator("hypothesis-highlight")).to_have_count(3)
        assert highlighted(page) == [QUOTED, DOUBTED, "according to the port"]
        notes = mark(page, MARKED)
        post(notes, "From elsewhere.")
        note = Annotation.objects.get(body="From elsewhere.")
        assert note.passage
        assert note.passage.quote == MARKED
        mine = card(notes, "From elsewhere.")
        mine.get_by_role("button", name="Edit").click()
        post(notes, "From another page.")
        page.reload()
        mine = card(sidebar(page), "From another page.")
        expect(mine).to_be_visible()
        assert MARKED in highlighted(page)
        mine.get_by_role("button", name="Delete").click()
        notes.get_by_role("dialog").get_by_role("button", name="Delete").click()
        expect(mine).to_have_count(0)


def test_a_page_never_captured_keeps_its_notes(town: Town) -> None:
    with elsewhere(page_with(town, town.cast.ann)) as address:
        page = abroad(town, address)
        post(mark(page, MARKED), "Keep this.")
        note = Annotation.objects.get()
        assert note.article
        assert (note.article.address, note.article.latest) == (address, None)
        page.reload()
        expect(card(sidebar(page), "Keep this.")).to_be_visible()
        expect(page.locator("hypothesis-highlight")).to_have_count(1)
        assert highlighted(page) == [MARKED]


def test_someone_outside_the_group_sees_nothing_there(town: Town, text: Snapshot) -> None:
    with elsewhere(page_with(town, town.cast.olga)) as address:
        known_as(text, address)
        page = abroad(town, address)
        expect(sidebar(page).get_by_role("button", name="Westhill Times")).to_be_visible()
        expect(sidebar(page).get_by_text("There are no annotations in this group")).to_be_visible()
        assert highlighted(page) == []


def test_people_log_in_from_another_site_in_a_window_of_ours(town: Town, text: Snapshot) -> None:
    with elsewhere(page_with(town, None)) as address:
        known_as(text, address)
        page = abroad(town, address, "ann")
        notes = sidebar(page)
        with page.expect_popup() as window:
            notes.get_by_role("button", name="Log in").first.click()
        if not window.value.is_closed():
            window.value.wait_for_event("close")
        expect(notes.get_by_role("button", name="Ann")).to_be_visible()
        notes.get_by_role("button", name="Select group").click()
        notes.get_by_role("menuitemradio", name="Eastbank Desk").click()
        expect(card(notes, "Is that so?")).to_be_visible()
        assert highlighted(page) == [QUOTED, DOUBTED, "according to the port"]
