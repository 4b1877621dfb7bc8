"""A stranger asks every public address, with rows in every state: only what is published is told.

Everything that nobody outside may read has one word in it that stands nowhere else.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.core.cache import caches
from django.urls import get_resolver, reverse

from claims.cases.models import Case
from claims.cases.services import add_to_case, open_case, show_case
from claims.evidence.models import Evidence
from claims.exchange.policies import BY_SLUG
from claims.exchange.policy.models import PolicyText
from claims.exchange.policy.services import write_policy
from claims.records import services
from claims.records.models import Appearance, Claim, Relation, Topic
from claims.records.services import Hop
from claims.reviews.models import Review, Verdict
from provenance.accounts.services import edit_workspace
from provenance.api.root import nouns
from provenance.sources.models import Article, Outlet, Passage, Person, Snapshot
from provenance.sources.services import person_named, show_article, show_in_catalogue
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import Desk

SECRET = "Zyxomma"
TOLD = "The pier closed on 3 May."
# Addresses for members alone begin so; what stands behind them is asked for elsewhere.
CLOSED = (
    "account", "admin", "api/", "class", "desk/", "settings", "import", "invitation", "hypothesis",
    "static", "watched", "lti", "courses", "join",
)  # fmt: skip
KINDS: dict[str, Any] = {
    "topics": Topic,
    "outlets": Outlet,
    "people": Person,
    "articles": Article,
    "snapshots": Snapshot,
    "passages": Passage,
    "cases": Case,
    "appearances": Appearance,
    "evidence": Evidence,
    "verdicts": Verdict,
    "reviews": Review,
    "relations": Relation,
    "policies": PolicyText,
}
ENDS = ("is mine", "is for the desk", "is deleted", "is merged", "waits", "is drafted", "was there")
# Forms for one person, a frame that a client of another make fills, and papers on the program.
NOT_KEPT = ("/help", "/ask", "/letters", "/report/", "/annotate/")
FILES = (".pdf", ".png", ".zip", ".gz", ".wacz")


def furnished(desk: Desk) -> None:
    """One claim is published; around it is everything that is not."""
    cast, paper = desk.cast, desk.scene.snapshot.article
    out = desk.claim(statement=TOLD)
    _hidden(desk, out)
    _filed(desk, [out, *_unpublished(desk, out)])
    abroad = services.add_topic(cast.elsewhere, f"{SECRET} abroad", by=cast.olga)
    services.show_topic(abroad, "workspace", by=cast.olga)
    write_policy(cast.elsewhere, "ethics", f"{SECRET} decides.", by=cast.olga)
    desk.published(out)
    show_article(paper, "public", by=cast.eve)
    show_in_catalogue(
        Outlet.objects.get(name="Harbour Post", workspace=cast.desk), "public", by=cast.eve
    )
    edit_workspace(cast.desk, tells_recorded=True, by=cast.max)
    caches["throttle"].clear()


def _hidden(desk: Desk, out: Claim) -> None:
    """The published claim stands in a text that Ann keeps to herself, too, with evidence on it."""
    ann = desk.cast.ann
    given: dict[str, Any] = {"by": ann, "visibility": "me", "outlet": f"{SECRET} Post"}
    hidden = snapshot_of(desk.cast.desk, f"{SECRET} says: we closed it.", **given)
    someone = person_named(f"{SECRET} Tal", workspace=desk.cast.desk, by=ann)
    services.add_appearance(out, (hidden, 0, 20), attributions=[Hop(someone)], by=ann)
    desk.evidence(out, "ann", place=(hidden, 0, 20), warrant=f"{SECRET} was there.")


def _unpublished(desk: Desk, out: Claim) -> list[Claim]:
    """Claims that are private, the desk's, deleted, merged, reviewed and drafted."""
    cast = desk.cast
    mine = desk.scene.claim(cast.ann, f"{SECRET} is mine.", visibility="me")
    shared = desk.claim(statement=f"{SECRET} is for the desk.")
    services.delete_claim(desk.claim(statement=f"{SECRET} is deleted."), by=cast.ann)
    merged = desk.claim(statement=f"{SECRET} is merged.")
    services.merge_claims(shared, merged, f"{SECRET} twice.", by=cast.ann)
    waiting = desk.claim(statement=f"{SECRET} waits.")
    desk.seconded(waiting)
    desk.draft(desk.claim(statement=f"{SECRET} is drafted."), summary=f"{SECRET} is why.")
    services.relate(out, shared, "contradicts", f"{SECRET} against it.", by=cast.ann)
    return [mine, shared, waiting]


def _filed(desk: Desk, claims: list[Claim]) -> None:
    """Topics and cases: one that everyone sees, one for the desk, one deleted, one merged."""
    cast, ids = desk.cast, [one.pk for one in claims]
    public, inside, gone, merged = (
        services.add_topic(cast.desk, name, description=about, by=cast.ann)
        for name, about in (
            ("Harbour", ""),
            (f"{SECRET} inside", ""),
            (f"{SECRET} gone", SECRET),
            (f"{SECRET} merged", ""),
        )
    )
    services.delete_topic(gone, by=cast.ann)
    services.tag_claims(ids, [public.pk, inside.pk, merged.pk], by=cast.ann)
    services.merge_topics(inside, merged, by=cast.eve)
    services.show_topic(public, "public", by=cast.eve)
    for title, level in (("The pier", "public"), (f"{SECRET} case", "workspace")):
        case = open_case(cast.desk, title, by=cast.ann)
        add_to_case(case, claims=ids, why=f"{SECRET} says so.", by=cast.ann)
        show_case(case, level, by=cast.eve)


def patterns(resolver: Any, before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every address that is not for members alone, with what it takes."""
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if path.startswith(CLOSED):
            continue
        if hasattr(one, "url_patterns"):
            yield from patterns(one, path)
        else:
            yield path, dict(one.pattern.converters)


def numbers(path: str) -> list[int]:
    """The numbers of all rows that an address may be about."""
    kinds = [model for word, model in KINDS.items() if word in path] or [Claim]
    return sorted(kinds[0]._default_manager.values_list("pk", flat=True))


def addresses() -> Iterator[str]:
    """Every public address with every number and name that there is."""
    words = {"slug": ["desk", "elsewhere"], "ending": ["json", "provn", "ttl"]}
    for path, takes in patterns(get_resolver()):
        counted = [name for name, kind in takes.items() if _form(kind) == "int"]
        kinds = {"methods/<slug:slug>/<slug:kind>/": [*BY_SLUG]}.get(path, ["claim", "verdict"])
        choices: dict[str, list[Any]] = {
            name: numbers(path) if name in counted else words.get(name, kinds) for name in takes
        }
        if len(counted) > 1 or path.endswith(FILES) or "(?P" in path:
            continue
        for given in product(*choices.values()):
            made = path
            for name, value in zip(choices, given, strict=True):
                made = made.replace(f"<{_form(takes[name])}:{name}>", str(value))
                made = made.replace(f"<{name}>", str(value))
            yield f"/{made}"


def _form(converter: Any) -> str:
    return type(converter).__name__.removesuffix("Converter").lower()


def betrays(path: str, body: str) -> bool:
    """Whether an answer tells what it should not; what was asked for may be said again."""
    if SECRET in path:
        return any(f"{end}." in body for end in ENDS)
    return SECRET in body


@pytest.mark.timeout(400)
def test_no_address_tells_a_stranger_what_is_not_published(desk: Desk) -> None:
    furnished(desk)
    browser = desk.browser("nobody")
    more = [f"/search/?q={SECRET}", "/search/?type=articles&q=closed", "/search/?type=verdicts"]
    more += [f"/oembed?url=http://testserver/claims/{pk}/" for pk in numbers("claims")]
    more += [f"/v1alpha1/claims:search?query={word}" for word in (SECRET, "pier")]
    told, leaking, unkept = set(), [], []
    for path in [*addresses(), *more]:
        answer = browser.get(path)
        if getattr(answer, "streaming", False):
            continue
        body = answer.content.decode(errors="replace")
        told |= {path} if TOLD in body else set()
        if betrays(path, body):
            leaking.append(path)
        if answer.status_code == 200 and not may_be_kept(answer):
            unkept.append(path)
    assert not leaking
    assert len(told) > 15, told
    assert not [path for path in unkept if not any(word in path for word in NOT_KEPT)]


def may_be_kept(answer: Any) -> bool:
    """Whether a page for strangers has what shared caches need, and nothing of one person."""
    if "text/html" not in answer["Content-Type"]:
        return True
    kept = "public" in answer.get("Cache-Control", "") and answer.has_header("ETag")
    apart = "Cookie" in answer.get("Vary", "") or "card" in answer.request["PATH_INFO"]
    return kept and apart and "Set-Cookie" not in answer


@pytest.mark.timeout(400)
def test_no_noun_of_the_api_tells_it_either(desk: Desk) -> None:
    furnished(desk)
    browser = desk.browser("nobody")
    leaking = []
    for noun in nouns():
        for path in (f"/api/v1/{noun}/", *(f"/api/v1/{noun}/{pk}/" for pk in numbers(noun))):
            answer = browser.get(path)
            if SECRET in answer.content.decode():
                leaking.append(path)
    for question in (
        "search/?q=Zyxomma",
        "search/?q=closed&type=articles",
        "matches/?text=Zyxomma",
    ):
        answer = browser.get(f"/api/v1/{question}")
        assert SECRET not in answer.content.decode().replace('"query":"Zyxomma"', "")
    assert not leaking


def test_what_is_taken_back_is_gone_at_once(desk: Desk) -> None:
    claim = desk.claim(statement=f"{SECRET} was out.")
    desk.published(claim)
    page = reverse("public-claim", args=[claim.pk])
    first = desk.browser("nobody").get(page)
    Claim.objects.filter(pk=claim.pk).update(visibility="workspace")
    again = desk.browser("nobody").get(page, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 404
