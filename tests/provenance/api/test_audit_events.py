"""The history through REST."""

import hashlib
import json
from datetime import datetime

import pytest
from rest_framework.test import APIClient

from provenance.accounts import services
from provenance.audit.models import AuditEvent
from provenance.audit.services import record
from provenance.sources.models import Outlet

ADDRESS = "/api/v1/audit-events/"


def client_of(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


@pytest.fixture
def history(cast):
    services.edit_workspace(cast.desk, name="Eastbank News", by=cast.max)
    services.add_member(cast.desk, cast.olga, "reader", by=cast.max)
    services.edit_workspace(cast.elsewhere, name="Westhill News", by=cast.olga)


def listed(user, **filters):
    answer = client_of(user).get(ADDRESS, filters)
    assert answer.status_code == 200
    return answer.json()["results"]


def test_an_editor_reads_events_newest_first(cast, history):
    actions = [event["action"] for event in listed(cast.eve)]
    assert actions == ["member.added", "workspace.changed"]


def test_each_event_can_be_checked_by_another_program(cast, history):
    new, old = listed(cast.max)
    assert (old["number"], new["number"]) == (1, 2)
    assert new["previous"] == old["hash"]
    assert new["actor"] == cast.max.pk
    assert new["detail"] == {"user": cast.olga.pk, "role": "reader"}
    assert new["via"] == "shell"


def test_a_hash_can_be_computed_from_the_answer_as_the_guide_says(cast, history):
    event = listed(cast.max)[0]
    at = datetime.fromisoformat(event["at"]).isoformat(timespec="microseconds")
    parts = [event[name] for name in ("actor", "via", "action", "target", "detail")]
    content = [event["previous"], event["workspace"], event["number"], at, *parts]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == event["hash"]


@pytest.mark.parametrize("name", ["ann", "bea", "tom", "sam", "sue", "ron"])
def test_others_read_none(cast, history, name):
    assert listed(getattr(cast, name)) == []
    event = AuditEvent.objects.first()
    assert client_of(getattr(cast, name)).get(f"{ADDRESS}{event.pk}/").status_code == 404


def test_nobody_is_asked_to_log_in(db):
    assert APIClient().get(ADDRESS).status_code == 401


def test_filters_narrow_the_list(cast, history):
    target = f"accounts.workspace:{cast.desk.pk}"
    assert len(listed(cast.max, target=target)) == 2
    assert len(listed(cast.max, action="member.added")) == 1
    assert len(listed(cast.max, actor=cast.max.pk)) == 2
    assert listed(cast.max, actor=cast.eve.pk) == []
    assert listed(cast.max, workspace=cast.elsewhere.pk) == []


def test_a_filter_that_is_no_number_is_told(cast, history):
    answer = client_of(cast.max).get(ADDRESS, {"actor": "ann"})
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["actor"]


def test_the_details_of_a_row_of_ones_own_stay_hidden(cast, db):
    row = Outlet.objects.create(
        workspace=cast.desk, name="My list", key="my list", visibility="me", created_by=cast.ann
    )
    record("outlet.recorded", row, by=cast.ann, name="My list")
    assert [event["detail"] for event in listed(cast.eve)] == [None]
    event = AuditEvent.objects.get()
    assert client_of(cast.eve).get(f"{ADDRESS}{event.pk}/").json()["detail"] is None


def test_events_can_only_be_read(cast, history):
    client = client_of(cast.max)
    event = AuditEvent.objects.first()
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(f"{ADDRESS}{event.pk}/").status_code == 405
    assert client.post(ADDRESS).status_code == 405


def test_a_page_costs_the_same_however_long_it_is(cast, history, django_assert_num_queries):
    assert cast.max.roles
    for name in ("A", "B", "C", "D"):
        services.edit_workspace(cast.desk, name=name, by=cast.max)
    with django_assert_num_queries(1):
        listed(cast.max)


@pytest.mark.parametrize("number", ["²", "9" * 5000, "-1"])
def test_what_is_no_number_is_refused_by_name(cast, history, number):
    answer = client_of(cast.eve).get(ADDRESS, {"actor": number})
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["actor"]


@pytest.mark.parametrize("name", ["target", "action"])
def test_a_sign_that_no_text_holds_is_refused_by_name(cast, history, name):
    answer = client_of(cast.eve).get(ADDRESS, {name: "a\0b"})
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == [name]
