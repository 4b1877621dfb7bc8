"""Every page there is, once: who looks at it, where it stands, and how it answers.

The tests that walk through all pages (valid HTML, no barriers for people with a screen reader or a
keyboard) take them from here. `test_pages.py` fails for an address that is not listed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.tokens import default_token_generator
from django.core.management import call_command
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils.http import int_to_base36

from claims.annotations.models import Annotation
from claims.annotations.services import flag_note, write_note
from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim, Relation
from claims.reviews.models import Rating, Recheck, Review, Scale, Verdict
from claims.reviews.scales import install
from claims.suggest.services import compare_claims
from provenance.accounts.models import User, Workspace
from provenance.accounts.services.invitations import invite
from provenance.accounts.services.tokens import make_token
from provenance.accounts.services.workspaces import open_workspace
from provenance.capture import parcels
from provenance.capture.models import CaptureRequest
from provenance.capture.services import Given, request_captures, watch
from provenance.lineage.models import SharedText
from provenance.sources.models import Article, Person, Snapshot
from provenance.sources.services import (
    note_owner,
    outlet_named,
    person_named,
    propose_same,
    show_article,
)
from tests.journeys.groundwork import work_on

from .pages_of_rooms import EXCUSED_OF_ROOMS, of_rooms

BACKEND = "django.contrib.auth.backends.ModelBackend"
PASSWORD = "hollow-lane-31"
OWNER, READER, STUDENT, NEWCOMER, BEGINNER, STRANGER = "max", "ron", "sam", "nora", "ines", ""
# What someone sees on the first day of a workspace, when there is nothing yet.
EMPTY = [
    "desk",
    "articles",
    "possibly-same",
    "citations",
    "claims",
    "cases",
    "notifications",
    "following",
    "board",
    "queue",
    "balance",
    "topics",
    "search",
    "settings",
    "settings-scales",
    "settings-audit",
    "settings-webhooks",
]

TWINS = ("Ilse Amundsen", "I. Amundsen")

# Addresses that answer GET and are no page of ours, with the reason.
EXCUSED = {
    "schema": "a file",
    "claimreview": "a file",
    "claimreview-feed": "a file",
    "verdicts-atom": "a file",
    "corrections-atom": "a file",
    "outlet-atom": "a file",
    "topic-atom": "a file",
    "claim-pdf": "a file",
    "agreement-csv": "a file",
    "share-image": "a file",
    "oembed": "a file",
    "robots": "a file",
    "sitemap": "a file",
    "sitemap-pages": "a file",
    "sitemap-claims": "a file",
    "claim-dossier": "a file",
    "claims-csv": "a file",
    "broken-rows": "a file",
    "balance-csv": "a file",
    "claim-graph-json": "a file",
    "claim-graph-svg": "a file",
    "claim-timeline-svg": "a file",
    "case-graph-json": "a file",
    "case-graph-svg": "a file",
    "case-timeline-svg": "a file",
    "claim-provenance": "a file",
    "article-provenance": "a file",
    "terms": "a file",
    "notification": "leads to what it is about",
    "identified": "leads to the page about what an identifier names",
    "snapshot-warc": "a file",
    "similar-claims": "a part of a page, seen inside it",
    "similar-here": "a part of a page, seen inside it",
    "names": "a part of a page, seen inside it",
    "snapshot-wacz": "a file",
    "snapshot-picture": "a file",
    "snapshot-pdf": "a file",
    "class-welcome": "shown once, right after joining",
    "class-resume": "leads to the door",
    **EXCUSED_OF_ROOMS,
    "hypothesis-frame": "a frame that the Hypothesis client fills",
    "hypothesis-notebook": "a frame that the Hypothesis client fills",
    "hypothesis-person": "a frame that the Hypothesis client fills",
    "hypothesis-authorize": "a window that closes itself",
    "api-docs": "drawn by Swagger UI in the browser",
    "account_signup": "closed: people come by invitation, where it is listed",
    "account_confirm_login_code": "only while someone signs in with a code, which is switched off",
    "account_set_password": "for accounts without a password, of which there are none",
}


@dataclass(frozen=True)
class Stop:
    """One page: what it is called here, its address, who looks, and how it answers.

    `leads_on` where the address is only the way to the page.
    """

    name: str
    address: str
    who: str = OWNER
    status: int = 200
    leads_on: bool = False


@dataclass(frozen=True)
class Town:
    """What has to be there so that every page has something to show."""

    invitation: str
    batch: CaptureRequest
    parcel: str
    reset: tuple[str, str]


def furnish() -> Town:
    """Load the demo, and make what it lacks."""
    install(Scale, Rating)
    call_command("load_demo", verbosity=0)
    desk = Workspace.objects.get(slug="demo")
    owner = User.objects.get(username=OWNER)
    beginner = User.objects.create_user(BEGINNER, "ines@town.example", PASSWORD, name="Ines")
    open_workspace(slug="first-day", name="First Day", kind="newsroom", by=beginner)
    newcomer = User.objects.create_user(NEWCOMER, "nora@town.example", PASSWORD, name="Nora")
    _, invitation = invite(desk, role="checker", by=owner)
    make_token(name="Import of the night", by=owner)
    texts = [
        Given(
            CaptureRequest.Origin.PASTED, name="A pasted text", payload=b"Two lines.\n\nOf text."
        ),
        Given(CaptureRequest.Origin.ADDRESS, "https://paper.example/story"),
    ]
    batch = request_captures(texts, workspace=desk, by=owner)[0]
    page = "<html><body><h1>Two wells closed</h1><p>Both stay closed.</p></body></html>"
    parcel = parcels.leave("https://paper.example/wells", "Two wells", page, sender="192.0.2.1")
    reset = int_to_base36(newcomer.pk), default_token_generator.make_token(newcomer)
    show_article(busiest(), "public", by=owner)
    checker = User.objects.get(username="ann")
    unkind = write_note("@max, who wrote this?", article=busiest(), by=checker)
    flag_note(unkind, reason="Unkind.", by=User.objects.get(username="bea"))
    watch(busiest(), every="day", by=owner)
    _name(desk, owner)
    return Town(invitation, batch, parcel, reset)


def _name(desk: Workspace, owner: User) -> None:
    """Two who may be one, and an owner."""
    for name in TWINS:
        person_named(name, workspace=desk, by=owner)
    propose_same(desk, by=owner)
    group = outlet_named("Lowland Press", workspace=desk, by=owner)
    paper = busiest().outlet
    assert paper is not None
    note_owner(paper, group, note="Its imprint.", by=owner)


def stops(town: Town) -> list[Stop]:
    """All pages, those that show much of the demo first."""
    origins = [*_of_sources(town), *_of_shared_texts(), *_of_citations(), *_of_catalogue()]
    about = [*_of_claims(), *(Stop(*one) for one in of_rooms())]
    work = [*origins, *about, *_of_pictures(), *_of_reviews(), *_of_rechecks()]
    return [*work, *_of_settings(), *_of_others(town), *_of_the_public_side(), *_of_a_first_day()]


def drawn_by_others() -> list[Stop]:
    """Pages on which the Hypothesis client draws as it pleases: only what we send is ours."""
    return [Stop("annotate", _at("snapshot-annotate", busiest().latest_id))]


def client_of(name: str) -> Client:
    """A browser without scripts, of one person; of a stranger where there is no name."""
    client = Client()
    if name:
        client.force_login(User.objects.get(username=name), BACKEND)
    return client


def answer_to(stop: Stop, client: Client) -> Any:
    """The page as the server sends it."""
    return client.get(stop.address, follow=stop.leads_on)


def _at(view: str, /, *rows: object, **query: object) -> str:
    address = reverse(view, args=rows)
    return f"{address}?{urlencode(query)}" if query else address


def busiest() -> Article:
    """The article with the most marks on its newest version; once one is shown, that one."""
    busy = Count("latest__passages__appearances")
    rows = Article.objects.filter(workspace__slug="demo").exclude(visibility="me").annotate(n=busy)
    # "public" comes before "workspace": what is recorded later makes no other one the busiest.
    found: Article = rows.order_by("visibility", "-n", "pk")[0]
    return found


def _of_sources(town: Town) -> Iterator[Stop]:
    article = busiest()
    revised = Snapshot.objects.filter(number=2, article__workspace__slug="demo").order_by("pk")[0]
    older = revised.article.snapshots.get(number=1)
    span = {"start": 0, "end": 40}
    yield Stop("reader", _at("article", article.pk))
    yield Stop("reader-older", _at("snapshot", older.pk))
    yield Stop("changes", _at("snapshot-changes", revised.pk))
    yield Stop("changes-beside", _at("snapshot-changes", revised.pk, view="side"))
    yield Stop("versions", _at("article-versions", article.pk))
    yield Stop("no-changes", _at("snapshot-changes", older.pk))
    yield Stop("record", _at("record-claim", article.latest_id, **span))
    yield Stop("record-evidence", _at("record-evidence", article.latest_id, **span))
    yield Stop("record-note", _at("record-note", article.latest_id, **span))
    yield Stop("record-naming", _at("record-naming", article.latest_id, **span))
    yield Stop("correct-fact", _at("correct-fact", article.latest_id, "title"))
    yield Stop("facts", _at("article-facts", article.pk))
    yield Stop("articles", _at("articles"))
    yield Stop("articles-none", _at("articles", q="nothing is called so"))
    yield Stop("watched", _at("watched"))
    yield Stop("import", _at("import"))
    yield Stop("batch", _at("batch", town.batch.batch))
    yield Stop("bookmarklet-confirm", _at("bookmarklet-confirm", town.parcel))
    yield Stop("bookmarklet-gone", _at("bookmarklet-confirm", "gone"), status=404)


def _of_catalogue() -> Iterator[Stop]:
    outlet = busiest().outlet_id
    twin = Person.objects.get(workspace__slug="demo", name=TWINS[0])
    yield Stop("outlet", _at("outlet", outlet))
    yield Stop("same-outlet", _at("same-outlet", outlet))
    yield Stop("note-owner", _at("note-owner", outlet))
    speaks = Person.objects.filter(workspace__slug="demo", attributions__gt=0).order_by("pk")
    yield Stop("person", _at("person", speaks[0].pk))
    yield Stop("person-possibly-same", _at("person", twin.pk))
    yield Stop("same-person", _at("same-person", twin.pk))
    yield Stop("possibly-same", _at("possibly-same"))
    yield Stop("possibly-same-none", _at("possibly-same", show="refused"))


def _of_citations() -> Iterator[Stop]:
    yield Stop("cite", _at("cite", busiest().pk))
    yield Stop("citations", _at("citations"))
    yield Stop("citations-decided", _at("citations", state="confirmed"))
    yield Stop("citations-none", _at("citations", kind="translates"))


def _of_shared_texts() -> Iterator[Stop]:
    shared = SharedText.objects.telling().filter(workspace__slug="demo").order_by("pk")[0]
    yield Stop("shared-text", _at("shared-text", shared.pk))
    yield Stop("shared-text-of-a-reader", _at("shared-text", shared.pk), READER)


def _of_claims() -> Iterator[Stop]:
    claim = Verdict.objects.filter(number=2).order_by("pk")[0].claim
    bare = Claim.objects.filter(workspace__slug="demo", verdicts=None).order_by("pk")[0]
    yield Stop("claims", _at("claims"))
    yield Stop("claims-none", _at("claims", q="nobody ever said this"))
    yield Stop("claim", _at("claim", claim.pk))
    yield Stop("claim-unchecked", _at("claim", bare.pk))
    yield Stop("new-claim", _at("new-claim"))
    for verb in ("history", "edit", "show", "split", "merge", "relate"):
        view = "claim-history" if verb == "history" else f"{verb}-claim"
        yield Stop(view, _at(view, bare.pk))
    yield Stop("add-evidence", _at("add-evidence", bare.pk))
    yield Stop("write-note", _at("write-note", bare.pk))
    yield Stop("edit-chain", _at("edit-chain", Appearance.objects.order_by("pk")[0].pk))
    yield Stop("edit-evidence", _at("edit-evidence", Evidence.objects.order_by("pk")[0].pk))
    yield from _of_groundwork(bare)
    note = Annotation.objects.filter(workspace__slug="demo").order_by("pk")[0]
    for verb in ("reply", "edit", "show", "flag", "moderate"):
        yield Stop(f"{verb}-note", _at(f"{verb}-note", note.pk))
    yield Stop("note-to-claim", _at("note-to-claim", note.pk))
    yield Stop("note-to-evidence", _at("note-to-evidence", note.pk))
    for show in ("mentions", "waiting", "mine", "lost", "all"):
        yield Stop(f"notes-{show}", _at("notes", show=show))
    yield Stop("article-notes", _at("article-notes", busiest().pk))
    yield Stop("write-on-article", _at("write-on-article", busiest().pk))


def _of_groundwork(claim: Claim) -> Iterator[Stop]:
    for name, row in work_on(claim, User.objects.get(username="ann")):
        yield Stop(name, _at(name, row))
    yield Stop("claim-with-groundwork", _at("claim", claim.pk))


def _of_pictures() -> Iterator[Stop]:
    claim = Verdict.objects.filter(number=2).order_by("pk")[0].claim
    bare = Claim.objects.filter(workspace__slug="demo", verdicts=None).order_by("pk")[0]
    yield Stop("claim-names", _at("claim-names", claim.pk))
    yield Stop("claim-names-none", _at("claim-names", bare.pk))
    yield Stop("claim-graph", _at("claim-graph", claim.pk))
    yield Stop(
        "claim-graph-narrowed", _at("claim-graph", claim.pk, since="2025-06-03", kind="said")
    )
    yield Stop("claim-graph-wrong", _at("claim-graph", claim.pk, since="soon"))
    yield Stop("article-voices", _at("article-voices", busiest().pk))


def _of_reviews() -> Iterator[Stop]:
    review = Review.objects.order_by("pk")[0]
    for verb in ("write", "second", "return", "publish", "reopen"):
        yield Stop(f"review-{verb}", _at(f"review-{verb}", review.pk))


def _of_rechecks() -> Iterator[Stop]:
    yield Stop("rechecks", _at("rechecks"))
    asked = Recheck.objects.order_by("pk")[0]
    for verb in ("hold", "move", "look-again"):
        yield Stop(f"recheck-{verb}", _at(f"recheck-{verb}", asked.pk))
    compare_claims()
    proposal = Relation.objects.filter(state="proposed").order_by("-confidence")[0]
    yield Stop("relations", _at("relations"))
    yield Stop("relations-none", f"{_at('relations')}?state=refused")
    yield Stop("confirm-relation", _at("confirm-relation", proposal.pk))
    yield Stop("refuse-relation", _at("refuse-relation", proposal.pk))


def _of_settings() -> Iterator[Stop]:
    yield Stop("desk", _at("desk"))
    for view in ("settings", "settings-scales", "settings-profile", "settings-tokens"):
        yield Stop(view, _at(view))
    yield Stop("add-scale", _at("add-scale"))
    yield Stop("settings-audit", _at("settings-audit"))
    yield Stop("email", _at("account_email"))
    yield Stop("password", _at("account_change_password"))
    yield Stop("reauthenticate", _at("account_reauthenticate"))
    yield Stop("logout", _at("account_logout"))


def _of_others(town: Town) -> Iterator[Stop]:
    """What those see who are not signed in, or may do less."""
    verdict = Verdict.objects.filter(number=2).order_by("pk")[0]
    yield Stop("front", _at("front"), STRANGER)
    yield Stop("search", _at("search", q="lead"), STRANGER)
    yield Stop("search-none", _at("search", q="nobody ever said this"), STRANGER)
    yield Stop("public-claim", _at("public-claim", verdict.claim_id), STRANGER)
    yield Stop("claim-graph-of-a-stranger", _at("claim-graph", verdict.claim_id), STRANGER)
    yield Stop("invitation", _at("invitation", town.invitation), STRANGER)
    yield Stop("login", _at("account_login"), STRANGER)
    yield Stop("inactive", _at("account_inactive"), STRANGER)
    yield Stop("forgotten", _at("account_reset_password"), STRANGER)
    yield Stop("forgotten-sent", _at("account_reset_password_done"), STRANGER)
    yield Stop("forgotten-done", _at("account_reset_password_from_key_done"), STRANGER)
    new_password = _at("account_reset_password_from_key", *town.reset)
    yield Stop("forgotten-new", new_password, STRANGER, leads_on=True)
    yield Stop("verification-sent", _at("account_email_verification_sent"), STRANGER)
    yield Stop("confirm-email", _at("account_confirm_email", "worthless"), STRANGER)
    yield Stop("nothing-there", "/nothing/stands/here/", STRANGER, 404)
    yield Stop("reader-of-a-stranger", _at("article", busiest().pk), STRANGER)
    yield Stop("reader-of-a-reader", _at("article", busiest().pk), READER)
    yield Stop("claim-of-a-reader", _at("claim", verdict.claim_id), READER)
    yield Stop("desk-of-a-student", _at("desk"), STUDENT)
    yield Stop("desk-of-a-newcomer", _at("desk"), NEWCOMER)
    yield Stop("settings-of-a-newcomer", _at("settings"), NEWCOMER)
    yield Stop("search-of-the-owner", _at("search", q="lead"))


def _of_the_public_side() -> Iterator[Stop]:
    """What is made for other sites and for those who ask how it is done here."""
    verdict = Verdict.objects.filter(number=2).order_by("pk")[0]
    yield Stop("methods", _at("methods"), STRANGER)
    yield Stop("methods-of", _at("methods-of", "demo"), STRANGER)
    yield Stop("claim-card", _at("claim-card", verdict.claim_id), STRANGER)


def _of_a_first_day() -> Iterator[Stop]:
    for view in EMPTY:
        yield Stop(f"empty-{view}", _at(view), BEGINNER)
    yield Stop("empty-search-asked", _at("search", q="lead"), BEGINNER)
