"""Methods, scales and policies: told by all who publish, and of nobody else."""

import json
import re

import pytest

from claims.reviews.models import Scale
from tests.claims.web.scenes import EVERYONE, queries

ANCHOR = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def text(desk, path, name="nobody"):
    answer = desk.browser(name).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def marked_up(page):
    found = ANCHOR.search(page)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("name", EVERYONE)
def test_only_who_has_published_is_named(desk, name):
    hidden = desk.claim()
    desk.published(hidden)
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="workspace")
    desk.seconded(desk.claim(statement="The pier is of wood."))
    assert "/methods/desk/" not in text(desk, "/methods/", name)
    for slug in ("desk", "elsewhere", "nobody-is-called-so"):
        assert desk.browser(name).get(f"/methods/{slug}/").status_code == 404


def test_a_publisher_is_named_with_what_is_out(desk):
    desk.published(desk.claim())
    page = text(desk, "/methods/")
    assert '<a href="/methods/desk/">Eastbank Desk</a>' in page
    assert "1 claim with a verdict" in page
    assert "Westhill" not in page


def test_policies_are_given_as_schema_org_has_them(desk, settings):
    settings.SITE_URL = "https://desk.example"
    desk.published(desk.claim())
    desk.cast.desk.homepage = "https://eastbank.example/"
    desk.cast.desk.save()
    page = text(desk, "/methods/desk/")
    told = marked_up(page)
    here = "https://desk.example/methods/desk/"
    assert (told["@type"], told["name"]) == ("NewsMediaOrganization", "Eastbank Desk")
    assert told["url"] == "https://eastbank.example/"
    fields = {name: at for name, at in told.items() if name.endswith("Policy")}
    assert fields.keys() == {
        "missionCoveragePrioritiesPolicy",
        "verificationFactCheckingPolicy",
        "unnamedSourcesPolicy",
        "correctionsPolicy",
        "ethicsPolicy",
        "actionableFeedbackPolicy",
    }
    for at in fields.values():
        address, _, anchor = at.partition("#")
        assert address == told["publishingPrinciples"] == here
        assert f'id="{anchor}"' in page


def test_no_way_to_report_errors_is_promised_where_there_is_none(desk):
    desk.published(desk.claim())
    page = text(desk, "/methods/desk/")
    assert "actionableFeedbackPolicy" not in marked_up(page)
    assert "This publisher has given no address to write to." in page


def test_a_school_is_no_newsroom(desk):
    desk.published(desk.claim())
    desk.cast.desk.kind = "school"
    desk.cast.desk.save()
    told = marked_up(text(desk, "/methods/desk/"))
    assert told["@type"] == "EducationalOrganization"
    assert "verificationFactCheckingPolicy" not in told
    assert "correctionsPolicy" in told


def test_markup_in_a_name_stays_text(desk):
    desk.published(desk.claim())
    desk.cast.desk.name = "</script><script>alert(1)</script>"
    desk.cast.desk.save()
    page = text(desk, "/methods/desk/")
    assert "<script>alert" not in page
    assert marked_up(page)["name"] == desk.cast.desk.name


def test_scales_of_others_are_not_shown(desk):
    Scale.objects.create(workspace=desk.cast.desk, slug="own", name="Our secret draft")
    desk.published(desk.claim())
    assert "Our secret draft" not in text(desk, "/methods/")
    used = text(desk, "/methods/desk/")
    assert "Our secret draft" not in used
    assert desk.rating().scale.name in used
    assert desk.rating().meaning in used


def test_the_page_of_a_claim_leads_to_its_publisher(desk):
    claim = desk.claim()
    desk.published(claim)
    assert 'href="/methods/desk/"' in text(desk, f"/claims/{claim.pk}/")
    assert 'href="/methods/"' in text(desk, "/")


def test_the_number_of_queries_does_not_grow(desk):
    desk.published(desk.claim())
    few = [queries(desk, "nobody", path) for path in ("/methods/", "/methods/desk/")]
    for number in range(3):
        desk.published(desk.claim(statement=f"The pier has {number} piles."))
    assert few == [queries(desk, "nobody", path) for path in ("/methods/", "/methods/desk/")]
