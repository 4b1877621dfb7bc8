"""Dossiers over the web: who gets which, and from where."""

import io
import zipfile
from typing import Any

import pytest

from claims.exchange.dossier.checking import check
from claims.records.services import merge_claims
from tests.claims.web.scenes import DESK, EVERYONE


def packed(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def history(content: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read("history.json")


@pytest.mark.parametrize("face", ["/claims/{}/dossier.zip", "/api/v1/claims/{}/dossier/"])
def test_everyone_gets_a_whole_one_of_a_published_claim(desk, face):
    claim = desk.claim()
    desk.published(claim)
    for name in ("nobody", "olga", "ann", "max"):
        answer = desk.browser(name).get(face.format(claim.pk), headers={"Accept": "*/*"})
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/zip"
        assert (
            answer["Content-Disposition"] == f'attachment; filename="dossier-claim-{claim.pk}.zip"'
        )
        assert "no-store" in answer["Cache-Control"]
        assert all(one.ok for one in check(io.BytesIO(packed(answer))))


@pytest.mark.parametrize("name", EVERYONE)
def test_before_a_verdict_only_the_workspace_gets_it(desk, name):
    claim = desk.claim()
    for address in (f"/claims/{claim.pk}/dossier.zip", f"/api/v1/claims/{claim.pk}/dossier/"):
        answer = desk.browser(name).get(address)
        assert answer.status_code == (200 if name in DESK else 404)
        assert name not in DESK or packed(answer)
        assert desk.browser(name).get(f"{address}?public").status_code == 404


def test_the_public_one_is_the_same_for_whoever_asks(desk):
    claim = desk.claim()
    desk.published(claim)
    for address in (f"/claims/{claim.pk}/dossier.zip", f"/api/v1/claims/{claim.pk}/dossier/"):
        owner = history(packed(desk.browser("max").get(f"{address}?public")))
        assert owner == history(packed(desk.browser("nobody").get(address)))
        assert owner != history(packed(desk.browser("max").get(address)))


def test_programs_may_ask_for_zip_and_are_refused_in_json(desk):
    claim = desk.claim()
    zipped = {"Accept": "application/zip"}
    address = f"/api/v1/claims/{claim.pk}/dossier/"
    assert packed(desk.browser("ann").get(address, headers=zipped))
    refused = desk.browser("olga").get(address, headers=zipped)
    assert refused.status_code == 404
    assert b'"not_found"' in refused.content


def test_a_merged_claim_leads_to_the_one_that_was_kept(desk):
    kept, merged = desk.claim(), desk.claim(statement="The eastern pier shut on 3 May.")
    merge_claims(kept, merged, "The same pier.", by=desk.cast.eve)
    answer = desk.browser("ann").get(f"/claims/{merged.pk}/dossier.zip")
    assert answer.url == f"/claims/{kept.pk}/dossier.zip"
    assert packed(desk.browser("ann").get(f"/api/v1/claims/{merged.pk}/dossier/"))


def test_pages_offer_it(desk):
    claim = desk.claim()
    page = desk.browser("ann").get(f"/desk/claims/{claim.pk}/").content.decode()
    assert f'href="/claims/{claim.pk}/dossier.zip"' in page
    assert "dossier.zip?public" not in page
    desk.published(claim)
    for path in (f"/desk/claims/{claim.pk}/", f"/claims/{claim.pk}/"):
        page = desk.browser("ann").get(path).content.decode()
        assert f'href="/claims/{claim.pk}/dossier.zip?public"' in page
