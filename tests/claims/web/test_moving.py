"""Taking a workspace along, on its page."""

import io
import zipfile
from typing import Any

import pytest

from provenance.audit.models import AuditEvent
from tests.claims.web.scenes import EVERYONE, Desk

PAGE, FILE = "/settings/export/", "/settings/export/file/"


@pytest.mark.parametrize("name", EVERYONE)
def test_who_takes_it_along(desk: Desk, name: str) -> None:
    browser = desk.browser(name)
    status = {"max": 200, "olga": 200, "nobody": 302}.get(name, 403)
    assert browser.get(PAGE).status_code == status
    answer: Any = browser.post(FILE)
    assert answer.status_code == status
    if status == 200:
        b"".join(answer.streaming_content)  # Read to its end it is closed.
    took = AuditEvent.objects.filter(action="workspace.exported")
    assert took.exists() == (name in {"max", "olga"})
    if name == "olga":  # Her own, never ours.
        assert took.get().chain == desk.cast.elsewhere.pk


def test_the_file_holds_what_the_owner_sees(desk: Desk) -> None:
    desk.claim()
    desk.scene.claim(desk.cast.ann, "Ann's own.", visibility="me")
    answer: Any = desk.browser("max").post(FILE)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        text = archive.read("data/claims.Claim.jsonl")
    assert b"The pier closed" in text
    assert b"Ann's own" not in text
    assert "no-store" in answer["Cache-Control"]


def test_the_tab_is_there_for_owners_alone(desk: Desk) -> None:
    for name, there in (("max", True), ("eve", False), ("ron", False)):
        text = desk.browser(name).get("/settings/").content.decode()
        assert (PAGE in text) == there
