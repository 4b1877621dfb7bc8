"""Learning platforms over REST: their owners', and nobody else's."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from claims.lti.models import Platform
from provenance.audit.models import AuditEvent
from tests.claims.graded import as_
from tests.people import Cast

from .test_grading import API, send

pytestmark = pytest.mark.django_db

GIVEN = {
    "workspace": "desk",
    "name": "Moodle",
    "issuer": "https://moodle.example",
    "client_id": "abc",
    "deployments": ["1"],
    "key_set_url": "https://moodle.example/certs",
    "auth_url": "https://moodle.example/auth",
    "token_url": "https://moodle.example/token",
}


def added(cast: Cast) -> Any:
    made = send(as_(cast.max), "post", "platforms/", GIVEN)
    assert made.status_code == 201, made.content
    return made


def test_a_platform_is_registered_changed_deleted_and_restored(cast: Cast) -> None:
    made, client = added(cast), as_(cast.max)
    told, address = made.json(), f"platforms/{made.json()['id']}/"
    assert told["public_key"].startswith("-----BEGIN PUBLIC KEY")
    assert "PRIVATE" not in made.content.decode()
    changed = send(client, "patch", address, {"name": "M"}, **{"If-Match": made["ETag"]})
    assert (changed.status_code, changed.json()["name"]) == (200, "M")
    assert changed.json()["client_id"] == "abc"
    late = send(client, "patch", address, {"name": "Late"}, **{"If-Match": made["ETag"]})
    assert late.status_code == 412
    renewed = send(client, "post", f"{address}renew-key/")
    assert renewed.json()["public_key"] != told["public_key"]
    assert send(client, "delete", address).status_code == 204
    assert client.get(f"{API}{address}").status_code == 404
    assert send(client, "post", f"{address}restore/").json()["name"] == "M"
    assert client.get(f"{API}platforms/?workspace=desk").json()["results"][0]["name"] == "M"
    deeds = AuditEvent.objects.filter(action__startswith="platform.").order_by("pk")
    assert list(deeds.values_list("action", flat=True)) == [
        f"platform.{deed}" for deed in ("added", "edited", "key_renewed", "deleted", "restored")
    ]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"issuer": " "}, "issuer"),
        ({"key_set_url": "ftp://moodle.example/certs"}, "key_set_url"),
        ({"name": ""}, "name"),
        ({"deployments": ["x" * 256]}, "deployments"),
        ({"workspace": "nowhere"}, "workspace"),
    ],
)
def test_what_makes_no_platform_is_named(cast: Cast, sent: dict[str, Any], field: str) -> None:
    answer = send(as_(cast.max), "post", "platforms/", GIVEN | sent)
    assert answer.status_code == 400
    assert any(name.startswith(field) for name in answer.json()["error"]["fields"])
    assert not Platform.objects.exists()


def test_one_key_registers_once(cast: Cast) -> None:
    client = as_(cast.max)
    for _ in range(2):
        made = send(client, "post", "platforms/", GIVEN, **{"Idempotency-Key": "one"})
        assert made.status_code == 201
    assert Platform.objects.count() == 1


WRITES = [("patch", "", {"name": "X"}), ("delete", "", {}), ("post", "renew-key/", {})]


@pytest.mark.parametrize("name", ["ann", "eve", "tom", "sam", "olga", "anonymous"])
def test_nobody_but_owners_sees_or_changes_one(cast: Cast, name: str) -> None:
    address = f"platforms/{added(cast).json()['id']}/"
    user = AnonymousUser() if name == "anonymous" else getattr(cast, name)
    client = as_(user)
    before = Platform.objects.values().get()
    for verb, more, body in WRITES:
        assert send(client, verb, f"{address}{more}", body).status_code in {401, 404}
    assert client.get(f"{API}{address}").status_code in {401, 404}
    assert send(client, "post", "platforms/", GIVEN | {"client_id": "b"}).status_code in {
        400,
        401,
        403,
    }
    assert Platform.objects.values().get() == before
