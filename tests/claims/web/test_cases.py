"""Cases on pages: who sees what, filling them from where one reads, bad input, many claims."""

import re
from typing import Any

import pytest
from django.core.management import call_command

from claims.cases import services
from claims.cases.models import Case
from claims.evidence.services import add_evidence
from claims.records.models import Appearance, Claim
from claims.records.services import delete_claim, relate
from provenance.sources.models import Article
from provenance.sources.services import show_article
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import DESK, EVERYONE, Desk, queries

FORMS = ("", "graph/", "names/", "graph.json", "graph.svg", "timeline.svg")
RECORDS = DESK - {"ron"}
CHECKS = RECORDS - {"sam", "sue"}


def opened(desk: Desk, title: str = "The pier", who: str = "ann", **given: Any) -> Case:
    return services.open_case(desk.cast.desk, title, by=getattr(desk.cast, who), **given)


def filled(desk: Desk, *claims: Claim, title: str = "The pier") -> Case:
    case = opened(desk, title)
    services.add_to_case(
        case,
        articles=[desk.scene.snapshot.article_id],
        claims=[one.pk for one in claims],
        by=desk.cast.ann,
    )
    return case


def shown(desk: Desk, path: str, name: str = "ann") -> str:
    answer = desk.browser(name).get(path)
    assert answer.status_code == 200
    return " ".join(str(answer.content.decode()).split())


def at(case: Case, form: str = "") -> str:
    return f"/cases/{case.pk}/{form}"


# --- who sees them --------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EVERYONE)
def test_a_case_of_the_workspace_is_for_its_members(desk: Desk, name: str, form: str) -> None:
    status = desk.browser(name).get(at(filled(desk, desk.claim()), form)).status_code
    stranger = 302 if name == "nobody" and (form == "" or form.endswith("/")) else 404
    assert status == (200 if name in DESK else stranger)


@pytest.mark.parametrize("name", ["ron", "olga", "nobody"])
def test_of_a_public_case_everyone_sees_what_is_public(desk: Desk, name: str) -> None:
    secret, told = desk.claim(statement="Nobody may know."), desk.claim()
    case = filled(desk, secret, told)
    hidden = snapshot_of(desk.cast.desk, by=desk.cast.ann, visibility="me", outlet="Secret Gazette")
    services.add_to_case(case, articles=[hidden.article_id], by=desk.cast.ann)
    desk.published(told)
    services.show_case(case, "public", by=desk.cast.eve)
    for form in FORMS:
        page = desk.browser(name).get(at(case, form)).content.decode()
        assert "Secret Gazette" not in page
        assert name == "ron" or "Nobody may know" not in page
    page = shown(desk, at(case), name)
    assert ("1 article, 2 claims" in page) == (name == "ron")
    assert ("no articles, 1 claim" in page) == (name != "ron")
    outside = shown(desk, f"{at(case)}?view=public")
    assert "Nobody may know" not in outside
    assert "Seen by: <b>everyone</b>" in outside


def test_an_article_shown_to_everyone_is_seen_in_a_public_case(desk: Desk) -> None:
    case = filled(desk)
    show_article(desk.scene.snapshot.article, "public", by=desk.cast.eve)
    services.show_case(case, "public", by=desk.cast.eve)
    page = shown(desk, at(case), "nobody")
    assert "1 article, no claims" in page
    assert "Proposed" not in page


def test_the_list_counts_what_one_sees(desk: Desk) -> None:
    case = filled(desk, desk.claim())
    mine = desk.scene.claim(desk.cast.ann, "Mine.", visibility="me")
    services.add_to_case(case, claims=[mine.pk], by=desk.cast.ann)
    assert "2 claims" in shown(desk, "/cases/")
    assert "1 claim<" in shown(desk, "/cases/", "bea")
    assert "The pier" not in shown(desk, "/cases/", "olga")
    assert desk.browser("nobody").get("/cases/").status_code == 302


# --- what the page says ---------------------------------------------------------------------


def test_an_empty_case_says_what_to_do(desk: Desk) -> None:
    page = shown(desk, at(opened(desk)))
    assert "Nothing in it yet" in page
    assert "Nothing in it that you may see" in shown(desk, at(opened(desk)), "ron")


def test_markup_in_words_stays_words(desk: Desk) -> None:
    title = "<script>alert(1)</script>"
    case = opened(desk, title, summary="<b>bold</b>")
    services.add_to_case(case, articles=[desk.scene.snapshot.article_id], by=desk.cast.ann)
    for path in (at(case), "/cases/", at(case, "graph/"), at(case, "timeline.svg")):
        page = desk.browser("ann").get(path).content.decode()
        assert "<script>alert" not in page
        assert "<b>bold" not in page


def test_claims_against_each_other_stand_side_by_side_with_their_words(desk: Desk) -> None:
    one, other = desk.claim(), desk.claim(statement="The pier did not close on 3 May.")
    case = filled(desk, one, other)
    page = shown(desk, at(case))
    assert "Proposed, not decided. One denies it" in page
    assert "We closed it on 3 May" in page
    relate(one, other, "contradicts", "Only one can be.", by=desk.cast.ann)
    assert "A person says: Only one can be." in shown(desk, at(case))


@pytest.mark.parametrize(("pairs", "folded"), [(3, 0), (4, 1), (6, 1)])
def test_after_three_pairs_the_rest_is_folded(desk: Desk, pairs: int, folded: int) -> None:
    one = desk.claim()
    unlike = [
        "Bread is dear.",
        "A mayor left.",
        "Rain fell.",
        "Cranes creak.",
        "Fog rose.",
        "Nets tore.",
    ]
    others = [desk.claim(statement=words) for words in unlike[:pairs]]
    for other in others:
        relate(one, other, "contradicts", "Only one can be.", by=desk.cast.ann)
    page = shown(desk, at(filled(desk, one, *others)))
    assert page.count("A person says: Only one can be.") == pairs
    assert page.count("More of them") == folded
    assert page.count("<details") == page.count("</details>")


def test_what_it_lacks_is_named(desk: Desk) -> None:
    claim = desk.claim()
    case = filled(desk, claim)
    other = snapshot_of(desk.cast.desk, outlet="Arn Post", published=None)
    services.add_to_case(case, articles=[other.article_id], by=desk.cast.ann)
    page = shown(desk, at(case))
    assert "1 claim without evidence" in page
    assert "Articles without a date: <a" in page
    place = desk.scene.at("Forty boats")
    add_evidence(claim, stance="supports", warrant="So.", place=place, by=desk.cast.bea)
    assert "without evidence" not in shown(desk, at(case))


def test_texts_of_its_claims_outside_the_case_are_offered(desk: Desk) -> None:
    case = opened(desk)
    services.add_to_case(case, claims=[desk.claim().pk], by=desk.cast.ann)
    page = shown(desk, at(case))
    assert "which is not in it" in page
    assert f"/cases/add/?article={desk.scene.snapshot.article_id}" in page


def test_claims_are_listed_by_kind_and_finding(desk: Desk) -> None:
    plain, count = desk.claim(), desk.scene.claim(desk.cast.ann, "Forty.", kind="quantity")
    case = filled(desk, plain, count)
    desk.published(plain)
    page = shown(desk, f"{at(case)}?kind=event&found=false")
    listed = page[page.index("Listed are: Event, false") : page.index("What the case lacks")]
    assert f"/desk/claims/{plain.pk}/" in listed
    assert f"/desk/claims/{count.pk}/" not in listed
    assert shown(desk, f"{at(case)}?kind=odd&found=odd&page=x&against=-1")


def test_claim_and_article_name_their_cases(desk: Desk) -> None:
    claim = desk.claim()
    case = filled(desk, claim)
    article = f"/articles/{desk.scene.snapshot.article_id}/"
    for path in (f"/desk/claims/{claim.pk}/", article):
        assert f'<a href="{at(case)}" dir="auto">The pier</a>' in shown(desk, path)
        assert "Add to a case" in shown(desk, path)
        assert "Add to a case" not in shown(desk, path, "ron")
    desk.published(claim)
    public = f"/claims/{claim.pk}/"
    assert "The pier</a>" not in shown(desk, public, "nobody")
    services.show_case(case, "public", by=desk.cast.eve)
    assert "The pier</a>" in shown(desk, public, "nobody")


# --- filling --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERYONE)
def test_who_adds_to_a_new_case(desk: Desk, name: str) -> None:
    path = f"/cases/add/?claim={desk.claim().pk}"
    status = desk.browser(name).post(path, {"title": "A new one"}).status_code
    assert status == (302 if name in RECORDS or name == "nobody" else 403 if name in DESK else 404)
    assert Case.objects.exists() == (name in RECORDS)


def test_an_article_is_added_with_its_claims(desk: Desk) -> None:
    claim, case = desk.claim(), opened(desk)
    article = desk.scene.snapshot.article_id
    given = {"case": case.pk, "with_claims": "on", "why": "All of it."}
    answer = desk.browser("bea").post(f"/cases/add/?article={article}", given)
    assert (answer.status_code, answer["Location"]) == (302, at(case))
    assert case.claims.get().claim == claim
    assert case.articles.get().why == "All of it."


def test_nothing_chosen_and_too_much_chosen_are_said_beside_the_field(desk: Desk) -> None:
    path, case = f"/cases/add/?claim={desk.claim().pk}", opened(desk)
    browser = desk.browser("ann")
    nothing = browser.post(path, {"why": "kept"})
    assert nothing.status_code == 400
    assert "Choose a case, or give a new one a title." in nothing.content.decode()
    assert 'value="kept"' in nothing.content.decode()
    both = browser.post(path, {"case": case.pk, "title": "Another"})
    assert "not both" in both.content.decode()
    assert browser.post(path, {"case": 999_999}).status_code == 400


@pytest.mark.parametrize("query", ["claim=x", "claim=999999", "claim=99999999999", "article=-1"])
def test_what_is_not_there_is_not_added(desk: Desk, query: str) -> None:
    assert desk.browser("ann").get(f"/cases/add/?{query}").status_code == 404


def test_marking_nothing_is_said(desk: Desk) -> None:
    answer = desk.browser("ann").get("/cases/add/")
    assert answer.status_code == 400
    assert "Mark at least one" in answer.content.decode()


def test_rows_of_other_workspaces_are_not_added(desk: Desk) -> None:
    foreign = desk.scene.foreign.article_id
    assert desk.browser("ann").get(f"/cases/add/?article={foreign}").status_code == 404
    case = opened(desk)
    assert desk.browser("olga").post(at(case, "edit/"), {"title": "Mine"}).status_code == 404


def test_what_a_search_finds_is_marked_and_added(desk: Desk) -> None:
    claim = desk.claim()
    path = "/search/?q=pier"
    assert f'name="claim" value="{claim.pk}"' in shown(desk, path)
    assert 'name="claim"' not in shown(desk, path, "ron")
    desk.published(claim)
    assert 'name="claim"' not in shown(desk, path, "nobody")
    assert 'name="claim"' not in shown(desk, path, "olga")


@pytest.mark.parametrize("kind", ["claim", "article"])
def test_taken_out_with_a_way_to_put_it_back(desk: Desk, kind: str) -> None:
    claim = desk.claim()
    case, browser = filled(desk, claim), desk.browser("bea")
    row = claim.pk if kind == "claim" else desk.scene.snapshot.article_id
    assert browser.post(at(case, f"take/{kind}/{row}/")).status_code == 302
    back = at(case, f"put-back/{kind}/{row}/")
    assert back in browser.get(at(case)).content.decode()
    assert browser.post(back).status_code == 302
    assert getattr(case, f"{kind}s").get().deleted_at is None
    assert browser.post(at(case, f"take/{kind}/999999/")).status_code == 404
    assert browser.post(at(case, f"take/verdict/{row}/")).status_code == 404
    assert desk.browser("ron").post(at(case, f"take/{kind}/{row}/")).status_code == 403


# --- changing -------------------------------------------------------------------------------


def test_opened_changed_deleted_and_brought_back(desk: Desk) -> None:
    browser = desk.browser("ann")
    assert browser.post("/cases/new/", {"title": "", "language": "en"}).status_code == 400
    made = browser.post("/cases/new/", {"title": "The pier", "language": "en"})
    case = Case.objects.get()
    assert made["Location"] == at(case)
    given = {"title": "The quay", "language": "en", "version": "1"}
    assert browser.post(at(case, "edit/"), given).status_code == 302
    late = desk.browser("bea").post(at(case, "edit/"), given | {"title": "The dock"})
    assert late.status_code == 412
    assert "It says now: The quay" in late.content.decode()
    assert browser.post(at(case, "delete/"))["Location"] == "/cases/"
    assert at(case, "restore/") in browser.get("/cases/").content.decode()
    assert browser.get(at(case)).status_code == 410
    assert desk.browser("olga").get(at(case)).status_code == 404
    assert browser.post(at(case, "restore/")).status_code == 302
    assert "The quay" in shown(desk, at(case))


def test_only_editors_are_offered_everyone(desk: Desk) -> None:
    case = opened(desk)
    assert "Everyone" not in shown(desk, at(case, "show/"))
    assert "Everyone" in shown(desk, at(case, "show/"), "eve")
    given = {"visibility": "public", "version": "1"}
    assert desk.browser("ann").post(at(case, "show/"), given).status_code == 400
    assert desk.browser("eve").post(at(case, "show/"), given).status_code == 302


# --- many -----------------------------------------------------------------------------------


def many(desk: Desk, number: int) -> list[Claim]:
    """So many claims on one passage, written straight into the tables."""
    passage, ann, desk_ = desk.scene.passage("Forty boats"), desk.cast.ann, desk.cast.desk
    about = {"workspace": desk_, "created_by": ann, "about_precision": "day"}
    rows = Claim.objects.bulk_create(
        Claim(
            statement=f"Boat {n} of pier {n % 97} left.", about=f"2024-05-{n % 28 + 1:02}", **about
        )
        for n in range(number)
    )
    Appearance.objects.bulk_create(Appearance(claim=one, passage=passage) for one in rows)
    return rows


@pytest.mark.parametrize("form", ["", "names/", "graph/"])
def test_the_number_of_queries_does_not_grow(desk: Desk, form: str) -> None:
    few, more = filled(desk, *many(desk, 3)), filled(desk, *many(desk, 60), title="Many")
    for number in range(6):
        other = snapshot_of(desk.cast.desk, outlet=f"Paper {number}")
        Article.objects.filter(pk=other.article_id).update(latest=other)
        services.add_to_case(more, articles=[other.article_id], by=desk.cast.ann)
    queries(desk, "ann", at(few, form))
    assert queries(desk, "ann", at(more, form)) == queries(desk, "ann", at(few, form))


def test_the_list_of_cases_asks_no_more_for_many(desk: Desk) -> None:
    filled(desk, desk.claim())
    few = queries(desk, "ann", "/cases/")
    for number in range(5):
        filled(desk, desk.claim(), title=f"Case {number}")
    assert queries(desk, "ann", "/cases/") == few


def test_a_long_list_of_claims_has_pages(desk: Desk) -> None:
    case = filled(desk, *many(desk, 60))
    first = shown(desk, at(case))
    assert re.search(r'href="\?page=2"', first)
    assert "Take out" in shown(desk, f"{at(case)}?page=2")
    assert "None like that." in shown(desk, f"{at(case)}?page=9")


def test_a_deleted_claim_is_gone_from_the_page(desk: Desk) -> None:
    claim = desk.claim()
    case = filled(desk, claim)
    delete_claim(claim, by=desk.cast.ann)
    assert "1 article, no claims" in shown(desk, at(case))


def test_the_audit_speaks_of_cases_in_words(desk: Desk) -> None:
    case = filled(desk, desk.claim())
    call_command("verify_audit", verbosity=0)
    page = shown(desk, "/settings/audit/", "max")
    assert f"put something into case {case.pk}" in page
