"""The same creation sent twice makes one row."""

import threading

import pytest
from django.db import connection
from rest_framework.test import APIClient

from provenance.accounts.models import ApiToken, IdempotentRequest, Invitation
from provenance.audit.models import AuditEvent

KEY = {"Idempotency-Key": "k-1"}


def client_of(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def make(client, name="import", **headers):
    return client.post("/api/v1/tokens/", {"name": name}, format="json", headers=headers)


@pytest.fixture
def ann(cast):
    return client_of(cast.ann)


def test_the_second_time_the_answer_is_the_first_one_again(cast):
    client = client_of(cast.max)
    address = f"/api/v1/workspaces/{cast.desk.pk}/invite/"
    first = client.post(address, {"role": "reader"}, format="json", headers=KEY)
    second = client.post(address, {"role": "reader"}, format="json", headers=KEY)
    assert first.status_code == second.status_code == 201
    assert second["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert second.json() == first.json() | {"link": None}
    assert Invitation.objects.count() == 1


def test_a_secret_is_not_kept_for_the_second_time(ann):
    assert make(ann, **KEY).json()["secret"]
    assert make(ann, **KEY).json()["secret"] is None
    assert IdempotentRequest.objects.get().body.count("cpt_") == 1  # only its beginning


def test_another_body_under_the_same_key_is_refused(ann):
    make(ann, **KEY)
    answer = make(ann, name="another", **KEY)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "idempotency_key_reused"
    assert ApiToken.objects.count() == 1


def test_another_query_under_the_same_key_is_refused(ann):
    make(ann, **KEY)
    sent = {"name": "import"}
    answer = ann.post("/api/v1/tokens/?workspace=2", sent, format="json", headers=KEY)
    assert answer.status_code == 422
    assert ApiToken.objects.count() == 1


def test_another_person_may_use_the_same_key(ann, cast):
    make(ann, **KEY)
    assert make(client_of(cast.bea), **KEY).status_code == 201
    assert ApiToken.objects.count() == 2


def test_a_refusal_leaves_the_key_free(ann):
    assert make(ann, name="", **KEY).status_code == 400
    assert make(ann, name="better", **KEY).status_code == 201


def test_without_a_key_each_request_creates(ann):
    make(ann)
    make(ann)
    assert ApiToken.objects.count() == 2
    assert not IdempotentRequest.objects.exists()


def test_a_key_may_not_be_endless(ann):
    answer = make(ann, **{"Idempotency-Key": "k" * 121})
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["Idempotency-Key"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_row(cast):
    answers = []
    start = threading.Barrier(4)

    def ask():
        client = client_of(cast.ann)
        start.wait()
        answers.append(make(client, **KEY))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [201] * 4
    assert sum("Idempotency-Replayed" in answer for answer in answers) == 3
    assert ApiToken.objects.count() == 1
    assert AuditEvent.objects.filter(action="token.made").count() == 1
