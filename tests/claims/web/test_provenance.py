"""PROV over the web: who gets it, in which format, and where its identifiers lead."""

import pytest

from claims.exchange.prov_formats import FORMATS
from claims.records.services import merge_claims
from tests.claims.web.scenes import DESK, EVERYONE


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_has_its_media_type_and_is_open_to_programs(desk, ending):
    claim = desk.claim()
    desk.published(claim)
    answer = desk.browser("nobody").get(f"/claims/{claim.pk}/provenance.{ending}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == FORMATS[ending][1]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("name", EVERYONE)
def test_before_a_verdict_only_the_workspace_gets_it(desk, name):
    claim = desk.claim()
    article = desk.scene.snapshot.article
    for path in (f"/claims/{claim.pk}", f"/articles/{article.pk}"):
        answer = desk.browser(name).get(f"{path}/provenance.json")
        assert answer.status_code == (200 if name in DESK else 404)
        assert name not in DESK or "private" in answer["Cache-Control"]


def test_it_is_sent_again_only_when_it_changed(desk):
    claim = desk.claim()
    browser = desk.browser("ann")
    address = f"/claims/{claim.pk}/provenance.provn"
    tag = browser.get(address)["ETag"]
    assert browser.get(address, headers={"If-None-Match": tag}).status_code == 304
    desk.evidence(claim)
    assert browser.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_an_unknown_format_is_not_found(desk):
    claim = desk.claim()
    assert desk.browser("ann").get(f"/claims/{claim.pk}/provenance.docx").status_code == 404
    assert desk.browser("ann").post(f"/claims/{claim.pk}/provenance.json").status_code == 405


def test_a_merged_claim_leads_to_the_one_that_was_kept(desk):
    kept, merged = desk.claim(), desk.claim(statement="The eastern pier shut on 3 May.")
    merge_claims(kept, merged, "The same pier.", by=desk.cast.eve)
    answer = desk.browser("ann").get(f"/claims/{merged.pk}/provenance.ttl")
    assert answer.url == f"/claims/{kept.pk}/provenance.ttl"


def test_identifiers_lead_to_the_page_about_what_they_name(desk):
    claim = desk.claim()
    evidence = desk.evidence(claim)
    appearance = claim.appearances.get()
    browser = desk.browser("ann")
    page = f"/claims/{claim.pk}/"
    for name in [f"claim-{claim.pk}", f"evidence-{evidence.pk}", f"appearance-{appearance.pk}"]:
        answer = browser.get(f"/id/{name}")
        assert (answer.status_code, answer.url) == (303, page)
    snapshot = desk.scene.snapshot
    assert browser.get(f"/id/snapshot-{snapshot.pk}").url == f"/snapshots/{snapshot.pk}/"
    assert browser.get("/id/fish-1").status_code == 404


def test_identifiers_tell_strangers_nothing(desk):
    evidence = desk.evidence(desk.claim())
    assert desk.browser("nobody").get(f"/id/evidence-{evidence.pk}").status_code == 404
    assert desk.browser("nobody").get("/id/evidence-999999").status_code == 404


def test_our_own_terms_are_explained(desk):
    answer = desk.browser("nobody").get("/id/terms")
    assert "terms:directness rdfs:comment" in answer.content.decode()


def test_pages_name_it(desk):
    claim = desk.claim()
    desk.published(claim)
    public = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    assert f'rel="describedby" type="text/provenance-notation" href="/claims/{claim.pk}/' in public
    for path in (f"/desk/claims/{claim.pk}/", f"/articles/{desk.scene.snapshot.article.pk}/"):
        page = desk.browser("ann").get(path, follow=True).content.decode()
        assert "provenance.ttl" in page


def test_programs_with_a_token_get_the_same(desk):
    claim = desk.claim()
    browser = desk.browser("ann")
    told = browser.get(f"/api/v1/claims/{claim.pk}/provenance/").json()
    assert told == browser.get(f"/claims/{claim.pk}/provenance.json").json()
    assert desk.browser("olga").get(f"/api/v1/claims/{claim.pk}/provenance/").status_code == 404
