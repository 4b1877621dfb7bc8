"""Flagging, deciding, and building on notes; what authors and moderators are told."""

import pytest

from claims.annotations.models import Annotation, Flag
from claims.annotations.services import flag_note, moderate_note, promote_to_claim, write_note
from claims.evidence.models import Evidence
from claims.records.models import Claim


@pytest.fixture
def note(desk):
    """Ann's note on words."""
    return write_note(
        "They had to.",
        place=desk.scene.at("Forty boats"),
        workspace=desk.cast.desk,
        by=desk.cast.ann,
    )


@pytest.mark.parametrize(
    ("name", "status", "flagged"),
    [("bea", 302, True), ("ron", 302, True), ("ann", 403, False), ("olga", 404, False)],
)
def test_whoever_reads_a_note_of_another_flags_it(desk, note, name, status, flagged):
    answer = desk.browser(name).post(f"/desk/notes/{note.pk}/flag/", {"reason": "Unkind."})
    assert answer.status_code == status
    assert Flag.objects.exists() == flagged


def test_the_author_sees_no_flag(desk, note):
    flag_note(note, reason="Very unkind.", by=desk.cast.bea)
    own = [f"/snapshots/{desk.scene.snapshot.pk}/", "/desk/notes/?show=mine", "/desk/"]
    for path in own:
        text = desk.browser("ann").get(path).content.decode()
        assert "unkind" not in text.lower()
        assert "Flagged" not in text


def test_a_moderator_decides_and_its_author_reads_why(desk, note):
    path = f"/desk/notes/{note.pk}/decide/"
    assert desk.browser("bea").get(path).status_code == 200
    assert desk.browser("bea").post(path, {"state": "spam", "reason": "No."}).status_code == 403
    refused = desk.browser("eve").post(path, {"state": "denied", "reason": ""})
    assert refused.status_code == 400
    assert "Say why" in refused.content.decode()
    assert (
        desk.browser("eve").post(path, {"state": "denied", "reason": "Unkind."}).status_code == 302
    )
    reader = f"/snapshots/{desk.scene.snapshot.pk}/"
    told = desk.browser("ann").get(reader).content.decode()
    assert "Denied." in told
    assert "Unkind." in told
    assert "They had to." not in desk.browser("bea").get(reader).content.decode()


def test_a_stale_decision_is_asked_again(desk, note):
    moderate_note(note, "denied", reason="Unkind.", by=desk.cast.tom)
    sent = {"state": "approved", "reason": "", "version": 1}
    assert desk.browser("eve").post(f"/desk/notes/{note.pk}/decide/", sent).status_code == 412


def test_from_the_queue_one_comes_back_to_the_queue(desk, note):
    sent = {"state": "approved", "reason": ""}
    answer = desk.browser("eve").post(f"/desk/notes/{note.pk}/decide/?from=waiting", sent)
    assert answer["Location"] == "/desk/notes/?show=waiting"


def test_a_note_becomes_a_claim(desk, note):
    path = f"/desk/notes/{note.pk}/claim/"
    assert "Forty boats" in desk.browser("bea").get(path).content.decode()
    answer = desk.browser("bea").post(path, {"statement": "Forty boats left."})
    claim = Claim.objects.get()
    assert answer["Location"] == f"/desk/claims/{claim.pk}/"
    text = desk.browser("ann").get(f"/snapshots/{desk.scene.snapshot.pk}/").content.decode()
    assert "A claim was made of it: Forty boats left." in text
    again = desk.browser("bea").post(path, {"statement": "Boats left."})
    assert again.status_code == 409


def test_a_claim_one_does_not_see_is_not_named(desk, note):
    promote_to_claim(note, "Forty boats left.", visibility="me", by=desk.cast.bea)
    for name, reads in (("bea", True), ("ann", False)):
        text = desk.browser(name).get(f"/snapshots/{desk.scene.snapshot.pk}/").content.decode()
        assert ("A claim was made of it" in text) == reads


def test_a_note_becomes_evidence_on_a_claim_near_it(desk, note):
    claim, hidden = desk.claim(), desk.claim("sam", "Sam's own.")
    path = f"/desk/notes/{note.pk}/evidence/"
    form = desk.browser("bea").get(path).content.decode()
    assert claim.statement in form
    assert hidden.statement not in form
    given = {"claim": claim.pk, "stance": "supports", "warrant": "It says so.", "origin": "primary"}
    assert desk.browser("bea").post(path, given | {"claim": hidden.pk}).status_code == 400
    assert desk.browser("bea").post(path, given).status_code == 302
    evidence = Evidence.objects.get()
    assert (evidence.note, evidence.passage, evidence.claim) == (note, note.passage, claim)
    text = desk.browser("ann").get(f"/snapshots/{desk.scene.snapshot.pk}/").content.decode()
    assert f"It is evidence on: {claim.statement}" in text


def test_notes_are_written_on_a_whole_article(desk):
    pk = desk.scene.snapshot.article_id
    path = f"/articles/{pk}/notes/"
    assert "No notes yet" in desk.browser("ann").get(path).content.decode()
    given = {"body": "An old story.", "visibility": "workspace", "motivation": "assessing"}
    answer = desk.browser("ann").post(f"{path}write/", given, follow=True)
    text = answer.content.decode()
    assert "An old story." in text
    assert "A judgement" in text
    note = Annotation.objects.get()
    desk.browser("bea").post(f"/desk/notes/{note.pk}/reply/", given | {"body": "How old?"})
    assert "How old?" in desk.browser("ron").get(path).content.decode()
    assert "Write a note" not in desk.browser("ron").get(path).content.decode()
    assert desk.browser("olga").get(path).status_code == 404
    assert desk.browser("nobody").get(path).status_code == 302


def test_nothing_in_a_note_becomes_markup(desk, note):
    evil = "<script>alert(1)</script>"
    moderate_note(note, "denied", reason=evil, by=desk.cast.eve)
    flag_note(note, reason=evil, by=desk.cast.tom)
    write_note("Hm.", article=desk.scene.snapshot.article, tags=[evil], by=desk.cast.ann)
    paths = [
        f"/snapshots/{desk.scene.snapshot.pk}/",
        "/desk/notes/?show=waiting",
        f"/articles/{desk.scene.snapshot.article_id}/notes/",
    ]
    for path in paths:
        assert evil not in desk.browser("eve").get(path).content.decode()
