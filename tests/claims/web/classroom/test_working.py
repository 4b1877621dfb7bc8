"""A student reads, answers one task after the other, and hands it in."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from claims.classroom import services
from claims.classroom.answers import Ground, clean_body
from claims.classroom.kinds import Kind
from claims.classroom.models import Answer, AnswerVersion, HintOpened, Submission
from claims.classroom.sentences import sentences_in
from claims.web.pages.classroom.fields import Filled, FilledRows, filled, read_form
from claims.web.pages.classroom.pieces import pieces_of
from tests.claims.lessons import Lesson

pytestmark = pytest.mark.django_db

EVERY = [{"id": kind, "kind": kind} for kind in ("find", "chain", "trace", "evidence", "verdict")]


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def begun(lesson: Lesson) -> tuple[Client, Submission]:
    lesson.given()
    client = as_(lesson.kim.user)
    client.post(reverse("class-begin", args=[lesson.assignment.pk]))
    return client, Submission.objects.get()


def at(work: Submission, number: int = 1) -> str:
    return reverse("class-work", args=[work.pk, number])


def test_from_the_home_to_a_first_mark(lesson: Lesson) -> None:
    client, work = begun(lesson)
    page = client.get(at(work)).context["page"]
    first = page.texts[0].paragraphs[0].sentences[0]
    sent = {"mark": first.place, "revision": 0, "next": "1"}
    answer = client.post(at(work), sent)
    assert answer["Location"] == at(work, 2)
    (mark,) = Answer.objects.get().body["marks"]
    place = mark["at"]
    text = lesson.scene.snapshot.text
    assert text[place["start"] : place["end"]] == first.words
    again = client.get(at(work)).context["page"].texts[0].paragraphs[0].sentences[0]
    assert again.is_marked
    client.post(at(work), {"revision": 1})
    assert Answer.objects.get().body["marks"] == []


def test_words_that_are_no_whole_sentence_are_marked_and_taken_away(lesson: Lesson) -> None:
    client, work = begun(lesson)
    whole = client.get(at(work)).context["page"].texts[0].paragraphs[0].sentences[0].place
    sent = {"mark": ["0-2-6", whole, "0-2-6"], "about-0-2-6": " The port ", "revision": 0}
    client.post(at(work), sent)
    page = client.get(at(work)).context["page"]
    assert [(one.place, one.about, one.is_part) for one in page.marks] == [
        (whole, "", False),
        ("0-2-6", "The port", True),
    ]
    client.post(at(work), {"mark": ["0-2-6"], "revision": 1})
    (mark,) = Answer.objects.get().body["marks"]
    assert mark == {"at": {"text": 0, "start": 2, "end": 6}, "statement": "The port"}
    page = client.get(at(work)).context["page"]
    first = page.texts[0].paragraphs[0].sentences[0]
    assert [piece.words for piece in first.pieces if piece.is_marked] == [first.words[2:6]]
    client.post(at(work), {"revision": 2})
    assert Answer.objects.get().body["marks"] == []


@given(
    st.text(min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted), max_size=6),
)
def test_pieces_are_the_words_and_marks_lie_where_they_should(
    text: str, spans: list[list[int]]
) -> None:
    start, marks = 5, [(a, b) for a, b in spans if a < b]
    found = pieces_of("x" * start + text, start, start + len(text), marks)
    assert "".join(piece.words for piece in found) == text
    flags = [piece.is_marked for piece in found for _ in piece.words]
    assert flags == [any(a <= start + at < b for a, b in marks) for at in range(len(text))]
    assert all(one.is_marked != other.is_marked for one, other in pairwise(found))


def save(client: Client, work: Submission, number: int = 3, **fields: Any) -> Any:
    return client.post(reverse("class-save", args=[work.pk, number]), fields)


def test_what_is_typed_is_saved_and_told(lesson: Lesson) -> None:
    client, work = begun(lesson)
    answer = save(client, work, reason="A thought.", revision=0)
    told = answer.json()
    assert answer.status_code == 200
    assert (told["revision"], told["done"], told["is_answered"]) == (1, 1, True)
    assert re.fullmatch(r"\d\d:\d\d", told["saved_at"])
    assert answer["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert Answer.objects.get(task="verdict").body["reason"] == "A thought."


def test_the_same_words_from_another_tab_are_no_conflict_and_others_are(lesson: Lesson) -> None:
    client, work = begun(lesson)
    save(client, work, reason="One.", revision=0)
    assert save(client, work, reason="One.", revision=0).status_code == 200
    late = save(client, work, reason="Two.", revision=0)
    assert (late.status_code, AnswerVersion.objects.count()) == (412, 1)
    assert Answer.objects.get(task="verdict").body["reason"] == "One."


def test_what_cannot_be_saved_as_typed_is_told_in_words(lesson: Lesson) -> None:
    client, work = begun(lesson)
    wrong = save(client, work, confidence="900", revision=0)
    assert wrong.status_code == 400
    assert "whole number from 0 to 100" in wrong.json()["said"]
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    late = save(client, work, reason="Late.", revision=0)
    assert late.status_code == 409
    assert late.json()["said"] == "This work is handed in."
    assert save(client, work, number=9).status_code == 404


def test_nobody_else_saves_in_ones_work(lesson: Lesson) -> None:
    _, work = begun(lesson)
    for user in (lesson.lea.user, lesson.tom, lesson.scene.cast.ann):
        assert save(as_(user), work, reason="Mine now.", revision=0).status_code == 404
    assert not Answer.objects.exclude(body={}).exists()


def test_every_kind_of_task_is_shown_and_saved(lesson: Lesson) -> None:
    services.edit_assignment(lesson.assignment, tasks=EVERY, by=lesson.tom)
    client, work = begun(lesson)
    sent: dict[int, dict[str, Any]] = {
        2: {"hops-0-speaker": "Mira Tal", "hops-0-directness": "direct", "hops-0-cue": "0-0-14"},
        3: {"hops-0-who": "The port", "hops-0-primary": "1", "origins": "1", "because": "One."},
        4: {"items-0-stance": "supports", "items-0-at": "", "items-0-reason": "It says so."},
        5: {"rating": "false", "confidence": "70", "reason": "No log."},
    }
    for number, fields in sent.items():
        assert client.get(at(work, number)).status_code == 200
        assert client.post(at(work, number), fields | {"revision": 0}).status_code == 302
    saved = {one.task: one.body for one in Answer.objects.all()}
    assert saved["chain"]["hops"][0]["cue"] == {"text": 0, "start": 0, "end": 14}
    assert saved["trace"]["hops"] == [
        {"who": "The port", "address": "", "primary": True, "note": ""}
    ]
    assert saved["trace"]["origins"] == 1
    assert saved["evidence"]["items"][0]["reason"] == "It says so."
    assert saved["verdict"] == {"rating": "false", "confidence": 70, "reason": "No log."}
    assert "Mira Tal" in client.get(at(work, 2)).content.decode()


def test_what_makes_no_sense_comes_back_with_everything_typed(lesson: Lesson) -> None:
    client, work = begun(lesson)
    answer = client.post(at(work, 3), {"confidence": "900", "reason": "A long thought."})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "whole number from 0 to 100" in page
    assert "A long thought." in page
    assert not Answer.objects.exclude(body={}).exists()


def test_two_tabs_are_both_shown(lesson: Lesson) -> None:
    client, work = begun(lesson)
    client.post(at(work, 3), {"reason": "The first tab.", "revision": "0"})
    answer = client.post(at(work, 3), {"reason": "The second tab.", "revision": "0"})
    assert answer.status_code == 412
    page = answer.content.decode()
    assert "The first tab." in page
    assert "The second tab." in page
    assert Answer.objects.get(task="verdict").body["reason"] == "The first tab."
    client.post(at(work, 3), {"reason": "Both.", "revision": "1"})
    assert AnswerVersion.objects.count() == 2


def test_what_was_typed_survives_the_reveal(lesson: Lesson) -> None:
    client, work = begun(lesson)
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    answer = client.post(at(work, 3), {"reason": "Too late.", "revision": "0"})
    assert answer.status_code == 409
    assert "Too late." in answer.content.decode()


def test_hints_and_handing_in(lesson: Lesson) -> None:
    services.edit_assignment(lesson.assignment, attempts=2, by=lesson.tom)
    client, work = begun(lesson)
    assert "Look at the numbers." not in client.get(at(work)).content.decode()
    client.post(reverse("class-hint", args=[work.pk, 1]))
    assert "Look at the numbers." in client.get(at(work)).content.decode()
    assert HintOpened.objects.count() == 1
    client.post(at(work, 3), {"reason": "So.", "revision": "0"})
    client.post(reverse("class-hand-in", args=[work.pk]))
    shown = client.get(reverse("class-lesson", args=[lesson.assignment.pk])).content.decode()
    assert "You handed it in" in shown
    assert "It can be read, not changed." in client.get(at(work)).content.decode()
    client.post(reverse("class-take-back", args=[work.pk]))
    assert Submission.objects.get().state == "working"


def test_nobody_else_opens_the_work(lesson: Lesson) -> None:
    _, work = begun(lesson)
    addresses = [at(work), at(work, 2)]
    for who, user in lesson.everyone().items():
        if who in {"kim", "nobody"}:
            continue
        for address in addresses:
            assert as_(user).get(address).status_code == 404, who
            assert as_(user).post(address, {"reason": "x"}).status_code == 404, who
        assert as_(user).post(reverse("class-hand-in", args=[work.pk])).status_code == 404
    assert Client().get(addresses[0])["Location"] == reverse("class-door")


def test_what_is_not_given_is_not_there(lesson: Lesson) -> None:
    client = as_(lesson.kim.user)
    assert client.get(reverse("class-lesson", args=[lesson.assignment.pk])).status_code == 404
    assert client.post(reverse("class-begin", args=[lesson.assignment.pk])).status_code == 404


def test_no_page_of_the_work_tells_the_key(lesson: Lesson) -> None:
    client, work = begun(lesson)
    for address in [
        reverse("class-home"),
        reverse("class-lesson", args=[lesson.assignment.pk]),
        *(at(work, number) for number in (1, 2, 3)),
    ]:
        page = client.get(address).content.decode()
        assert "The log is empty" not in page
        assert "There are two." not in page


def test_a_page_asks_a_constant_number_of_questions(lesson: Lesson) -> None:
    client, work = begun(lesson)
    client.post(at(work, 3), {"reason": "So.", "revision": "0"})
    with CaptureQueriesContext(connection) as one:
        client.get(at(work))
    services.save_answer(work, "chain", {"hops": [{"speaker": "A"}] * 9}, by=lesson.kim.user)
    services.save_answer(
        work,
        "find",
        {"marks": [{"at": {"text": 0, "start": n, "end": n + 1}} for n in range(20)]},
        by=lesson.kim.user,
    )
    with CaptureQueriesContext(connection) as more:
        client.get(at(work))
    assert len(more) == len(one)


# --- pure -----------------------------------------------------------------------------------


@given(st.text(alphabet='aB. !?"”\n', max_size=120))
def test_sentences_are_in_order_and_leave_nothing_out(text: str) -> None:
    spans = list(sentences_in(text, 0, len(text)))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert spans == sorted(spans)


BODIES = {
    Kind.CHAIN: {"hops": [{"speaker": "A", "directness": "direct", "anonymous": True}]},
    Kind.TRACE: {"hops": [{"who": "B", "primary": True}], "origins": 0, "because": "c"},
    Kind.EVIDENCE: {"items": [{"stance": "context", "at": {"text": 0, "start": 1, "end": 4}}]},
    Kind.VERDICT: {"rating": "true", "confidence": 0, "reason": "r"},
    Kind.COMPARE: {"relation": "unclear", "because": "b"},
}


@pytest.mark.parametrize("kind", BODIES)
def test_a_form_that_is_sent_back_unchanged_says_the_same(kind: Kind) -> None:
    ground = Ground([100], ratings=["true"])
    body = clean_body(kind, BODIES[kind], ground)
    sent = QueryDict(mutable=True)
    for one in filled(kind, body, [("0-1-4", "words")], [("true", "True")]):
        lines = one.filled if isinstance(one, FilledRows) else [[one]]
        for line in lines:
            for field in line:
                assert isinstance(field, Filled)
                if field.field.kind != "yes" or field.value:
                    sent[field.name] = str(field.value)
    assert clean_body(kind, read_form(kind, sent, body), ground) == body
