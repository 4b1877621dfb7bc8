"""Notes on a claim: who writes, answers, rewords and deletes them, and who sees them."""

import pytest

from claims.annotations.models import Annotation
from claims.annotations.services import reply, write_note


def given(**more):
    return {"body": "Ask the harbour master.", "visibility": "workspace"} | more


@pytest.mark.parametrize(
    ("name", "status"),
    [("ann", 302), ("sam", 302), ("ron", 403), ("olga", 404), ("nobody", 302)],
)
def test_who_writes_notes(desk, name, status):
    claim = desk.claim()
    answer = desk.browser(name).post(f"/desk/claims/{claim.pk}/notes/write/", given())
    assert answer.status_code == status
    assert Annotation.objects.exists() == (name in {"ann", "sam"})


def test_a_note_of_ones_own_is_read_by_nobody_else(desk):
    claim = desk.claim()
    desk.browser("ann").post(f"/desk/claims/{claim.pk}/notes/write/", given(visibility="me"))
    for name, reads in [("ann", True), ("bea", False), ("eve", False)]:
        text = desk.browser(name).get(f"/desk/claims/{claim.pk}/").content.decode()
        assert ("Ask the harbour master." in text) == reads


def test_only_editors_are_offered_everyone(desk):
    claim = desk.claim()
    path = f"/desk/claims/{claim.pk}/notes/write/"
    for name, offered in [("ann", False), ("eve", True)]:
        text = desk.browser(name).get(path).content.decode()
        assert ('value="public"' in text) == offered
    assert desk.browser("ann").post(path, given(visibility="public")).status_code == 400


def test_an_empty_note_is_refused(desk):
    claim = desk.claim()
    answer = desk.browser("ann").post(f"/desk/claims/{claim.pk}/notes/write/", given(body=" "))
    assert answer.status_code == 400
    assert "Write something." in str(answer.context["form"].errors["body"])


def test_answers_stand_under_what_they_answer(desk):
    claim = desk.claim()
    note = write_note("First.", claim=claim, by=desk.cast.ann)
    page = desk.browser("bea").post(
        f"/desk/notes/{note.pk}/reply/", given(body="Yes."), follow=True
    )
    text = page.content.decode()
    assert text.index("First.") < text.index("Yes.")
    assert "depth-1" in text


def test_rewording_keeps_what_it_said(desk):
    claim = desk.claim()
    note = write_note("Frist.", claim=claim, by=desk.cast.ann)
    sent = {"body": "First.", "tags": "harbour, may", "version": note.version}
    page = desk.browser("ann").post(f"/desk/notes/{note.pk}/edit/", sent, follow=True)
    text = page.content.decode()
    assert "Changed 1 time" in text
    assert "Frist." in text
    assert "harbour, may" in text


def test_nobody_rewords_another_persons_note(desk):
    note = write_note("First.", claim=desk.claim(), by=desk.cast.ann)
    sent = {"body": "Mine now.", "version": note.version}
    assert desk.browser("eve").post(f"/desk/notes/{note.pk}/edit/", sent).status_code == 403


def test_someone_slower_sees_what_it_says_now(desk):
    note = write_note("First.", claim=desk.claim(), by=desk.cast.ann)
    browser, path = desk.browser("ann"), f"/desk/notes/{note.pk}/edit/"
    browser.post(path, {"body": "Second.", "version": 1})
    answer = browser.post(path, {"body": "Third.", "version": 1})
    assert answer.status_code == 412
    assert "It says now: Second." in answer.content.decode()
    assert "Third." in answer.content.decode()


def test_a_deleted_note_is_brought_back_with_one_press(desk):
    note = write_note("First.", claim=desk.claim(), by=desk.cast.ann)
    reply(note, "Yes.", by=desk.cast.bea)
    browser = desk.browser("ann")
    text = browser.post(f"/desk/notes/{note.pk}/delete/", follow=True).content.decode()
    assert "A note was deleted here." in text
    assert "Yes." in text
    text = browser.post(f"/desk/notes/{note.pk}/restore/", follow=True).content.decode()
    assert "First." in text


def test_an_editor_is_offered_to_delete_what_others_wrote(desk):
    claim = desk.claim()
    note = write_note("First.", claim=claim, by=desk.cast.ann)
    for name, offered in [("eve", True), ("bea", False)]:
        text = desk.browser(name).get(f"/desk/claims/{claim.pk}/").content.decode()
        assert (f"/desk/notes/{note.pk}/delete/" in text) == offered


def test_a_private_note_is_not_there_for_others(desk):
    note = write_note("Mine.", claim=desk.claim(), visibility="me", by=desk.cast.ann)
    for verb in ("reply", "edit", "delete", "restore"):
        answer = desk.browser("bea").post(f"/desk/notes/{note.pk}/{verb}/", given())
        assert answer.status_code == 404
