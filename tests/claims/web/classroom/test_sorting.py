"""A teacher chooses what a class sorts; a student's answer keeps its words whatever is added."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from claims.classroom import services
from claims.classroom.models import Answer, Assignment
from claims.classroom.tasks import tasks_of
from tests.claims.graded import as_
from tests.claims.lessons import Lesson

pytestmark = pytest.mark.django_db

ITEM = {"text": 0, "start": 0, "end": 14, "is_": "fact"}
SORT = [{"id": "sort", "kind": "sort", "items": [ITEM]}]


def sorting(lesson: Lesson) -> tuple[Client, str]:
    services.edit_assignment(lesson.assignment, tasks=SORT, by=lesson.tom)
    return as_(lesson.tom), reverse("sort-items", args=[lesson.assignment.pk, "sort"])


def items(lesson: Lesson) -> list[tuple[str, str]]:
    (task,) = tasks_of(Assignment.objects.get(pk=lesson.assignment.pk).tasks)
    return [(item.id, item.is_) for item in task.items]


def test_own_tasks_begin_with_some_sentences(lesson: Lesson) -> None:
    client, snapshot = as_(lesson.tom), lesson.scene.snapshot
    page = f"{reverse('set-assignment', args=[lesson.course.pk])}?snapshot={snapshot.pk}"
    sent = {"title": "Sorted", "lesson": "own", "kinds": ["sort"], "snapshots": [snapshot.pk]}
    assert client.post(page, sent | {"how": "alone", "attempts": 1}).status_code == 302
    made = Assignment.objects.get(title="Sorted")
    (task,) = tasks_of(made.tasks)
    assert 1 <= len(task.items) <= 8
    assert {item.is_ for item in task.items} == {""}
    first = task.items[0]
    assert snapshot.text[first.start : first.end].endswith(".")
    shown = client.get(reverse("assignment", args=[made.pk])).content.decode()
    assert reverse("sort-items", args=[made.pk, task.id]) in shown


def test_sentences_and_words_are_chosen_and_what_they_are(lesson: Lesson) -> None:
    client, address = sorting(lesson)
    page = client.get(address).context["page"]
    whole = page.texts[0].paragraphs[0].sentences[0].place
    assert [(mark.place, mark.about, mark.is_part) for mark in page.marks] == [
        ("0-0-14", "fact", True)
    ]
    sent: dict[str, Any] = {"mark": [whole, "0-2-6"], "version": page.assignment.version}
    sent |= {f"about-{whole}": "quotation", "about-0-2-6": "scare_quotes"}
    assert client.post(address, sent)["Location"] == reverse(
        "assignment", args=[lesson.assignment.pk]
    )
    assert items(lesson) == [(whole, "quotation"), ("0-2-6", "scare_quotes")]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "mark 1 to 40 places"),
        ({"mark": ["0-0-999999"]}, "not in the texts"),
        ({"mark": ["0-0-14"], "about-0-0-14": "lie"}, "is one of"),
        ({"mark": ["0-0-14"], "version": 1}, ""),
    ],
)
def test_what_cannot_be_sorted_is_told_and_changes_nothing(
    lesson: Lesson, sent: dict[str, Any], said: str
) -> None:
    client, address = sorting(lesson)
    answer = client.post(address, sent, follow=True)
    assert answer.redirect_chain[-1][0] == address
    assert said in answer.content.decode()
    assert items(lesson) == [("0-0-14", "fact")]


def test_an_answer_keeps_its_words_when_others_are_added_before_them(lesson: Lesson) -> None:
    client, address = sorting(lesson)
    lesson.given()
    work = services.begin_work(lesson.assignment, by=lesson.kim.user)
    services.save_answer(work, "sort", {"labels": {"0-0-14": "opinion"}}, by=lesson.kim.user)
    client.post(address, {"mark": ["0-2-6", "0-0-14"]})
    page = as_(lesson.kim.user).get(reverse("class-work", args=[work.pk, 1])).context["page"]
    chosen = {item.words: item.chosen for item in page.items}
    text = lesson.scene.snapshot.text
    assert chosen == {text[2:6]: "", text[0:14]: "opinion"}
    assert Answer.objects.get().body["labels"] == {"0-0-14": "opinion"}


@pytest.mark.parametrize("name", ["kim", "lea", "ann", "eve", "max"])
def test_nobody_else_chooses(lesson: Lesson, name: str) -> None:
    _, address = sorting(lesson)
    client = as_(lesson.everyone()[name])
    # An account of a class is nobody outside of it, and led to the door.
    refused = 302 if name in {"kim", "lea"} else 404
    assert client.get(address).status_code == refused
    assert client.post(address, {"mark": ["0-2-6"]}).status_code == refused
    assert items(lesson) == [("0-0-14", "fact")]


def test_a_task_in_which_nothing_is_sorted_has_no_such_page(lesson: Lesson) -> None:
    client, _ = sorting(lesson)
    for task in ("find", "none"):
        address = reverse("sort-items", args=[lesson.assignment.pk, task])
        assert client.get(address).status_code == 404
