"""How often one person or address may ask."""

import pytest
from rest_framework.settings import api_settings
from rest_framework.test import APIClient

from provenance.api.throttling import rate_of


@pytest.fixture
def rates(settings):
    """Three a minute for strangers, five for people, two writes."""
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
        "DEFAULT_THROTTLE_RATES": {"anonymous": "3/min", "person": "5/min", "write": "2/min"}
    }


def client_of(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def statuses(client, times, address="/api/v1/me/"):
    return [client.get(address).status_code for _ in range(times)]


@pytest.mark.parametrize(
    ("rate", "read"), [("1/s", (1, 1)), ("60/min", (60, 60)), ("5/hour", (5, 3600))]
)
def test_rates_are_read(settings, rate, read):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": {"x": rate}}
    assert rate_of("x") == read


def test_the_settings_name_every_rate():
    assert {"anonymous", "person", "write"} <= set(api_settings.DEFAULT_THROTTLE_RATES)


def test_strangers_are_counted_by_address(db, rates):
    assert statuses(APIClient(), 4, "/api/v1/") == [200, 200, 200, 429]
    elsewhere = APIClient(REMOTE_ADDR="203.0.113.9")
    assert statuses(elsewhere, 1, "/api/v1/") == [200]


def test_a_header_anyone_can_write_does_not_change_the_address(db, rates):
    found = [
        APIClient(headers={"x-forwarded-for": f"203.0.113.{number}"}).get("/api/v1/").status_code
        for number in range(4)
    ]
    assert found == [200, 200, 200, 429]


def test_behind_our_own_web_server_the_address_it_names_counts(db, settings):
    rates = {"anonymous": "1/min", "person": "1/min", "write": "1/min"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
        "DEFAULT_THROTTLE_RATES": rates,
        "NUM_PROXIES": 1,
    }

    def ask(claimed, seen):
        client = APIClient(headers={"x-forwarded-for": f"{claimed}, {seen}"})
        return client.get("/api/v1/").status_code

    assert ask("198.51.100.1", "203.0.113.1") == 200
    assert ask("198.51.100.2", "203.0.113.1") == 429
    assert ask("198.51.100.1", "203.0.113.2") == 200


def test_people_are_counted_each_for_themselves(cast, rates):
    assert statuses(client_of(cast.ann), 6) == [200] * 5 + [429]
    assert statuses(client_of(cast.bea), 1) == [200]


def test_writes_have_a_limit_of_their_own(cast, rates):
    ann = client_of(cast.ann)
    made = [ann.post("/api/v1/tokens/", {"name": "x"}, format="json") for _ in range(3)]
    assert [answer.status_code for answer in made] == [201, 201, 429]
    assert statuses(ann, 1) == [200]


def test_the_answer_says_when_to_come_back(cast, rates):
    ann = client_of(cast.ann)
    statuses(ann, 5)
    answer = ann.get("/api/v1/me/")
    assert 1 <= int(answer["Retry-After"]) <= 12  # Five a minute: the next after 12 seconds.
    assert answer.json()["error"]["code"] == "throttled"


def test_after_waiting_one_is_welcome_again(cast, rates, monkeypatch):
    ann = client_of(cast.ann)
    moment = [1000.0]
    monkeypatch.setattr("provenance.api.throttling.time.monotonic", lambda: moment[0])
    assert statuses(ann, 6)[-1] == 429
    moment[0] += 12.1
    assert statuses(ann, 2) == [200, 429]


def test_being_refused_does_not_lengthen_the_wait(cast, rates, monkeypatch):
    ann = client_of(cast.ann)
    moment = [1000.0]
    monkeypatch.setattr("provenance.api.throttling.time.monotonic", lambda: moment[0])
    statuses(ann, 50)
    moment[0] += 12.1
    assert statuses(ann, 1) == [200]
