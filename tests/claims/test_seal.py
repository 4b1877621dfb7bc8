"""What one of the two answers in a blind check is told to nobody before both are in.

Each phase is built twice over: every address is asked, what lies under the seal is exchanged for
something else, and every address is asked again. Whatever differs has told of it. Addresses come
from the URL conf and the schema of the API, so that new ones are asked without being named here.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from claims.records.services import merge_claims
from claims.reviews import services
from claims.reviews.models import Check, Rating, Review, Scale
from claims.reviews.scale_services import adopt_scale, remove_rating
from claims.web.pages.history import history_of
from provenance.accounts.history import visible_events, withheld
from provenance.accounts.models import Workspace
from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.addresses import FIRST, of_the_api, pages, same_ids
from tests.claims.scene import Scene, snapshot_of
from tests.people import Cast

# A walk asks some six hundred addresses twice over.
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

FIRST_SAYS, SECOND_SAYS, ANOTHER = "zephyrine", "quixotide", "vermilionish"
# What is new each time a page is drawn.
NEW = re.compile(
    rb'(csrfmiddlewaretoken" value="[^"]*"|X-CSRFToken[^}]*|nonce="[^"]*"|CSRF[^;]*;)',
    re.IGNORECASE,
)
HEADERS = ("ETag", "Last-Modified", "Location", "Link", "Content-Type")


def rating(slug: str) -> Rating:
    return Rating.objects.get(scale__workspace=None, scale__slug="truth", slug=slug)


class Sealed:
    """A blind check: Ann is the first, Bea the second; Eve edits."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.cast = scene, scene.cast
        self.claim = scene.claim(self.cast.ann)
        self.first = services.open_review(self.claim, by=self.cast.ann)
        self.second: Review | None = None

    @property
    def check(self) -> Check:
        return Check.objects.get(pk=self.first.round_id)

    def draft(self) -> None:
        services.save_draft(
            self.first, rating=rating("false"), summary=FIRST_SAYS, confidence="high",
            by=self.cast.ann,
        )  # fmt: skip

    def submit(self) -> None:
        self.draft()
        services.submit(self.first, by=self.cast.ann)

    def begin_second(self) -> None:
        self.submit()
        self.second = services.draft_second(
            self.check, rating=rating("true"), summary=SECOND_SAYS, confidence="low",
            by=self.cast.bea,
        )  # fmt: skip

    def withdraw(self) -> None:
        self.begin_second()
        services.withdraw_check(self.check, reason="Not ours.", by=self.cast.eve)

    def merge(self) -> None:
        self.begin_second()
        kept = self.scene.claim(self.cast.ann, "Kept.", appearance=self.scene.at("Nobody was hurt"))
        merge_claims(kept, self.claim, "They say the same.", by=self.cast.eve)

    def give_back(self) -> None:
        self.begin_second()
        services.release(self.check, by=self.cast.bea)

    def exchange(self, author: str) -> None:
        """Put something else under the seal, and have its author edit it a few times."""
        rows = Review.objects.filter(reviewer=getattr(self.cast, author))
        rows.update(
            rating=rating("mixed"), summary=ANOTHER, confidence="medium", version=9,
            updated_at=timezone.now(),
        )  # fmt: skip


PHASES: dict[str, Callable[[Sealed], None]] = {
    "the first writes": Sealed.draft,
    "the first is in": Sealed.submit,
    "the second writes": Sealed.begin_second,
    "the second gave it back": Sealed.give_back,
    "the check was withdrawn": Sealed.withdraw,
    "the claim was merged": Sealed.merge,
}


@pytest.fixture
def sealed(cast: Cast) -> Sealed:
    Workspace.objects.filter(pk=cast.desk.pk).update(seconds_blind=True)
    cast.desk.refresh_from_db()
    same_ids()
    scene = Scene(cast, snapshot_of(cast.desk), snapshot_of(cast.elsewhere))
    article = scene.snapshot.article
    article.latest = scene.snapshot
    article.save(update_fields=["latest"])
    return Sealed(scene)


def client(sealed: Sealed, name: str) -> Client:
    browser = Client(raise_request_exception=False)
    if name != "nobody":
        browser.force_login(getattr(sealed.cast, name))
    return browser


def answer(browser: Client, address: str) -> tuple[int, dict[str, str], bytes]:
    """Status, telling headers and body of one answer, without what is new each time."""
    got: Any = browser.get(address)
    body = b"".join(got.streaming_content) if got.streaming else got.content
    told = {name: got[name] for name in HEADERS if name in got}
    return got.status_code, told, NEW.sub(b"", body)


@cache
def addresses() -> list[str]:
    """Every address, but for those that sign the person out."""
    return sorted(one for one in {*pages(), *of_the_api()} if "logout" not in one)


@cache
def near_the_check() -> list[str]:
    """Those on which a check, its claim or what is done to them can be told of."""
    near = re.compile("/(claims|reviews|checks|scales|audit|search|matches|me|cases)")
    return [one for one in addresses() if near.search(one) and "=" not in one]


def told_by(sealed: Sealed, who: str, author: str, asked: list[str]) -> Iterator[str]:
    """Addresses whose answer to `who` depends on what `author` has written."""
    browser = client(sealed, who)
    before = {address: answer(browser, address) for address in asked}
    own = list(Review.objects.filter(reviewer=getattr(sealed.cast, author)))
    sealed.exchange(author)
    other = {}
    for address in asked:
        now = answer(browser, address)
        assert now[0] < 500, address
        assert not re.search(
            f"{FIRST_SAYS if author == 'ann' else SECOND_SAYS}|{ANOTHER}".encode(), words(now[2])
        ), address
        if now != before[address]:
            other[address] = now
    # What differs as well when all is as it was before differs for another reason: the time.
    for row in own:
        row.save()
    yield from (one for one in other if answer(browser, one) == before[one])


def words(body: bytes) -> bytes:
    """What stands in an answer, in the files of a packed one too."""
    if not body.startswith(b"PK"):
        return body.lower()
    with ZipFile(BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist()).lower()


READERS = [("ann", "bea"), ("bea", "ann"), ("ann", "eve"), ("bea", "tom")]


@pytest.mark.parametrize(("author", "who"), READERS)
def test_no_address_depends_on_a_sealed_answer(sealed: Sealed, author: str, who: str) -> None:
    sealed.begin_second()
    assert list(told_by(sealed, who, author, addresses())) == []


@pytest.mark.parametrize(("author", "who"), READERS[:2])
@pytest.mark.parametrize("phase", PHASES)
def test_no_phase_tells_of_it(sealed: Sealed, phase: str, author: str, who: str) -> None:
    PHASES[phase](sealed)
    assert list(told_by(sealed, who, author, near_the_check())) == []


def test_the_walk_finds_what_is_told(sealed: Sealed) -> None:
    """Without a seal the same walk names the pages and rows on which an answer stands."""
    sealed.submit()
    Check.objects.update(is_blind=False)
    browser = client(sealed, "bea")
    told = [
        one for one in near_the_check() if FIRST_SAYS.encode() in words(answer(browser, one)[2])
    ]
    assert {
        f"/desk/claims/{FIRST}/",
        f"/desk/reviews/{FIRST}/second/",
        f"/api/v1/reviews/{FIRST}/",
        "/api/v1/reviews/",
    } <= set(told)


def test_who_never_checks_knows_of_no_check(sealed: Sealed) -> None:
    sealed.begin_second()
    for name in ("sam", "ron", "olga", "nobody"):
        browser = client(sealed, name)
        for noun in ("reviews", "checks"):
            assert browser.get(f"/api/v1/{noun}/{FIRST}/").status_code in {401, 404}, name


# --- what a sealed row says of itself ---------------------------------------------------------


def test_a_sealed_review_is_there_and_says_nothing(sealed: Sealed) -> None:
    sealed.begin_second()
    got = client(sealed, "bea").get(f"/api/v1/reviews/{FIRST}/")
    told = got.json()
    assert (told["is_sealed"], told["rating"], told["summary"]) == (True, None, "")
    assert (told["confidence"], told["submitted_at"], told["version"]) == ("", None, 0)
    assert got["ETag"] == f'"review-{FIRST}-0"'


def test_lists_leave_out_what_is_sealed(sealed: Sealed) -> None:
    sealed.begin_second()
    for name, ids in {"ann": [FIRST], "bea": [FIRST + 1], "eve": [], "tom": []}.items():
        rows = client(sealed, name).get("/api/v1/reviews/").json()["results"]
        assert [row["id"] for row in rows] == ids, name


def test_the_check_and_its_version_stay_as_they_are_while_someone_writes(sealed: Sealed) -> None:
    sealed.begin_second()
    before = client(sealed, "ann").get(f"/api/v1/checks/{FIRST}/")
    for text in ("One.", "Two.", "Three."):
        services.draft_second(
            sealed.check, rating=rating("mixed"), summary=text, by=sealed.cast.bea
        )
    after = client(sealed, "ann").get(f"/api/v1/checks/{FIRST}/")
    assert (before.json(), before["ETag"]) == (after.json(), after["ETag"])


# what someone tries in the blind phase -> (who, the address, what they send)
TRIED = {
    "agreeing": ("bea", "/api/v1/reviews/{0}/second/", {"agree": True}),
    "returning": ("bea", "/api/v1/reviews/{0}/second/", {"agree": False, "note": "Why?"}),
    "publishing": ("eve", "/api/v1/reviews/{0}/publish/", {}),
    "deciding": (
        "eve",
        "/api/v1/checks/{0}/adjudicate/",
        {"rating": 1, "summary": "x", "reason": "y"},
    ),
    "rewriting": ("bea", "/api/v1/reviews/{0}/", {"summary": "Mine."}),
    "taking it back": ("eve", "/api/v1/reviews/{0}/withdraw/", {}),
    "a second second": ("tom", "/api/v1/reviews/{0}/second/", {"rating": 1, "summary": "x"}),
}  # fmt: skip


@pytest.mark.parametrize("tag", ["*", '"review-{0}-2"', '"review-{0}-9"', '"check-{0}-9"', None])
@pytest.mark.parametrize("tried", TRIED)
def test_no_refusal_depends_on_a_sealed_answer(sealed: Sealed, tried: str, tag: str | None) -> None:
    sealed.begin_second()
    who, path, data = TRIED[tried]

    def attempt() -> tuple[int, Any, Any]:
        browser = APIClient()
        browser.force_authenticate(getattr(sealed.cast, who))
        send = browser.patch if tried == "rewriting" else browser.post
        headers = {"If-Match": tag.format(FIRST)} if tag else {}
        got = send(path.format(FIRST), data, format="json", headers=headers)
        return got.status_code, got.json(), got.get("ETag")

    before = attempt()
    assert before[0] in {400, 403, 404, 409, 412, 428}
    sealed.exchange("ann")
    assert attempt() == before


# --- the history ------------------------------------------------------------------------------


def test_the_history_names_the_deeds_and_keeps_the_words(sealed: Sealed) -> None:
    sealed.begin_second()
    for name in ("eve", "max"):
        user = getattr(sealed.cast, name)
        events = list(visible_events(user).filter(target__startswith="reviews.review:"))
        assert {event.action for event in events} == {"review.drafted", "review.answered"}
        assert withheld(events, user) == {event.target for event in events}
    steps = AuditEvent.objects.filter(target=f"reviews.check:{FIRST}")
    assert not [event for event in steps if "rating" in event.detail]
    assert verify(sealed.cast.desk.pk).ok


def test_a_seal_cannot_be_guessed_from_its_hash(sealed: Sealed) -> None:
    """A few ratings are soon tried: every sealed event holds something nobody can try."""
    sealed.begin_second()
    events = AuditEvent.objects.filter(target__startswith="reviews.review:")
    salts = [event.detail["seal"] for event in events]
    assert len(set(salts)) == len(salts) == 3
    assert min(map(len, salts)) == 32


def test_the_history_of_the_claim_counts_no_edit_of_the_other(sealed: Sealed) -> None:
    sealed.begin_second()
    before = history_of(sealed.claim, sealed.cast.ann, None)
    for text in ("One.", "Two."):
        services.draft_second(
            sealed.check, rating=rating("mixed"), summary=text, by=sealed.cast.bea
        )
    assert history_of(sealed.claim, sealed.cast.ann, None) == before


def test_once_both_are_in_everything_can_be_read(sealed: Sealed) -> None:
    sealed.begin_second()
    assert sealed.second is not None
    services.submit(sealed.second, by=sealed.cast.bea)
    for name in ("ann", "bea", "eve", "tom"):
        user = getattr(sealed.cast, name)
        assert set(Review.objects.visible_to(user)) == {sealed.first, sealed.second}, name
    events = visible_events(sealed.cast.eve)
    assert withheld(events, sealed.cast.eve) == set()
    page = client(sealed, "ann").get(f"/desk/claims/{FIRST}/").content.decode()
    assert FIRST_SAYS in page
    assert SECOND_SAYS in page
    assert verify(sealed.cast.desk.pk).ok


# --- scales -----------------------------------------------------------------------------------


def test_no_scale_tells_that_a_sealed_answer_is_given_on_it(sealed: Sealed) -> None:
    desk, eve = sealed.cast.desk, sealed.cast.eve
    usual = Scale.objects.get(workspace=None, slug="truth")
    used, idle = (adopt_scale(usual, desk, by=eve) for _ in range(2))
    sealed.submit()
    Review.objects.update(rating=used.ratings.order_by("pk")[0])
    in_use = dict(Scale.objects.with_use().filter(workspace=desk).values_list("pk", "in_use"))
    assert in_use == {used.pk: True, idle.pk: True}
    said = set()
    for scale in (used, idle):
        with pytest.raises(NotNow) as refused:
            remove_rating(scale.ratings.order_by("pk")[0], by=eve)
        said.add(str(refused.value))
    assert len(said) == 1
