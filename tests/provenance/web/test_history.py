"""What was done in a workspace, with proof."""

import re

import pytest

from provenance.accounts import services
from provenance.audit.services import Happening, record, record_many
from provenance.sources.models import Outlet
from tests.tampering import tampering


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def as_eve(client, cast):
    client.force_login(cast.eve)
    return client


@pytest.fixture
def history(cast):
    services.edit_workspace(cast.desk, name="Eastbank News", by=cast.max)
    services.add_member(cast.desk, cast.olga, "reader", by=cast.max)
    services.edit_workspace(cast.elsewhere, name="Westhill News", by=cast.olga)


def test_it_reads_in_plain_words(as_eve, history):
    page = text(as_eve.get("/settings/audit/"))
    assert "changed the settings of the workspace" in page
    assert "name: <del>Eastbank Desk</del> → <ins>Eastbank News</ins>" in page
    assert "added a member" in page
    assert "Westhill" not in page
    assert "owners and editors of Eastbank News" in page


@pytest.mark.parametrize("name", ["ann", "bea", "tom", "sam", "sue", "ron"])
def test_others_are_refused(client, cast, history, name):
    client.force_login(getattr(cast, name))
    assert client.get("/settings/audit/").status_code == 403


def test_a_page_of_whole_events_is_verified(as_eve, history):
    assert "Verified." in text(as_eve.get("/settings/audit/"))
    whole = text(as_eve.get("/settings/audit/?check=all"))
    assert "All 2 events are as they were written" in whole


@pytest.mark.parametrize("address", ["/settings/audit/", "/settings/audit/?check=all"])
def test_a_changed_event_shows(as_eve, history, address):
    with tampering() as events:
        events.filter(action="member.added").update(detail={})
    page = text(as_eve.get(address))
    assert "Broken." in page
    assert "Verified." not in page


def test_an_empty_history_says_what_will_stand_here(as_eve):
    assert "Nothing yet" in text(as_eve.get("/settings/audit/"))


def test_it_can_be_narrowed_to_a_row_or_a_person(as_eve, cast, history):
    page = text(as_eve.get("/settings/audit/", {"actor": cast.eve.pk}))
    assert "Nothing like that was done" in page
    page = text(as_eve.get("/settings/audit/", {"target": f"accounts.workspace:{cast.desk.pk}"}))
    assert "added a member" in page
    assert "Show all" in page
    assert as_eve.get("/settings/audit/?actor=ann&before=x").status_code == 200


def test_older_events_are_a_page_away(as_eve, cast):
    many = [Happening("claim.recorded", f"accounts.workspace:{n}", {}) for n in range(60)]
    record_many(cast.desk.pk, many, by=cast.ann)
    first = text(as_eve.get("/settings/audit/"))
    assert 'id="event-60"' in first
    assert 'id="event-10"' not in first
    older = text(as_eve.get("/settings/audit/?before=11"))
    assert 'id="event-10"' in older
    assert "?before=11" in first


def test_details_of_a_row_of_ones_own_are_withheld(as_eve, cast):
    row = Outlet.objects.create(
        workspace=cast.desk, name="Sly", key="sly", visibility="me", created_by=cast.ann
    )
    record("outlet.recorded", row, by=cast.ann, name="Sly")
    page = text(as_eve.get("/settings/audit/"))
    assert "recorded outlet" in page
    assert "Sly" not in page


def test_a_page_costs_the_same_however_long_it_is(as_eve, cast, django_assert_max_num_queries):
    many = [Happening("claim.recorded", f"accounts.workspace:{n}", {}) for n in range(60)]
    record_many(cast.desk.pk, many, by=cast.ann)
    with django_assert_max_num_queries(6):
        as_eve.get("/settings/audit/")


@pytest.mark.parametrize("query", ["before=²", f"before={'9' * 5000}", "actor=²", "target=a%00b"])
def test_nonsense_in_the_address_breaks_nothing(as_eve, history, query):
    assert as_eve.get(f"/settings/audit/?{query}").status_code == 200
