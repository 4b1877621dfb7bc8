"""A student at work in a browser: marking, saving as typed, a lost connection, a second tab."""

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import Page, Response, expect

from claims.classroom import services
from claims.classroom.models import Answer, AnswerVersion, Submission
from tests.claims.lessons import Lesson, lesson
from tests.claims.scene import scene, snapshot_of

from .conftest import Town, scrolls_sideways, select_with_mouse

__all__ = ["lesson", "scene"]

SAVED = "#saved"


@pytest.fixture
def work(town: Town, lesson: Lesson) -> Submission:
    """Kim's work on the assignment."""
    lesson.given()
    return services.begin_work(lesson.assignment, by=lesson.kim.user)


def opened(town: Town, lesson: Lesson, work: Submission, number: int, **more: Any) -> Page:
    page = town.known(lesson.kim.user.username, **more)
    page.goto(f"/class/submissions/{work.pk}/tasks/{number}/")
    return page


def body(work: Submission, task: str) -> dict[str, Any]:
    found: dict[str, Any] = Answer.objects.get(submission=work, task=task).body
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_words_are_marked_by_selecting_and_moved_by_keys(
    town: Town, lesson: Lesson, work: Submission, width: int
) -> None:
    text = lesson.scene.snapshot.text
    first = " ".join(text.split()[:3])
    kim = opened(town, lesson, work, 1, width=width)
    expect(kim.get_by_text("Nothing yet.")).to_be_visible()
    select_with_mouse(kim, first, ".work-texts")
    kim.get_by_role("button", name="Mark these words").click()
    expect(kim.locator(".work-texts mark")).to_have_text(first)
    kim.get_by_label("The claim in your own words").fill("The port says so.")
    expect(kim.locator(SAVED)).to_contain_text("Saved")
    (mark,) = body(work, "find")["marks"]
    assert text[mark["at"]["start"] : mark["at"]["end"]] == first
    assert mark["statement"] == "The port says so."
    kim.get_by_text("Other words").click()
    kim.locator("[data-edge=end][data-by='1']").press("Enter")
    longer = kim.locator(".work-texts mark").inner_text()
    assert longer.startswith(first)
    assert len(longer.split()) == 4
    expect(kim.locator("[data-edge=end][data-by='1']")).to_be_focused()
    kim.reload()
    expect(kim.locator(".work-texts mark")).to_have_text(longer)
    expect(kim.get_by_label("The claim in your own words")).to_have_value("The port says so.")
    assert not scrolls_sideways(kim)


def test_a_sentence_is_ticked_and_unticked(town: Town, lesson: Lesson, work: Submission) -> None:
    kim = opened(town, lesson, work, 1)
    tick = kim.locator(".work-texts input[name=mark]").first
    tick.focus()
    tick.press("Space")
    expect(kim.locator("#marks li")).to_have_count(1)
    expect(kim.locator(SAVED)).to_contain_text("Saved")
    expect(kim.locator("#end-title")).to_contain_text("1 of 3 answered")
    expect(kim.get_by_role("button", name="Hand it in")).to_be_visible()
    assert len(body(work, "find")["marks"]) == 1
    tick.press("Space")
    expect(kim.locator("#marks li")).to_have_count(0)
    expect(kim.locator("#end-title")).to_contain_text("0 of 3 answered")
    assert body(work, "find")["marks"] == []


def test_nothing_is_lost_without_a_connection(town: Town, lesson: Lesson, work: Submission) -> None:
    kim = opened(town, lesson, work, 3)
    kim.context.set_offline(True)
    kim.get_by_label("Why").fill("Typed in the tunnel.")
    expect(kim.locator(SAVED)).to_contain_text("there is no connection. It is kept")
    town.troubles.clear()  # The browser tells of each request that found no connection.
    assert not Answer.objects.filter(task="verdict").exists()
    kim.context.set_offline(False)
    expect(kim.locator(SAVED)).to_contain_text("Saved")
    assert body(work, "verdict")["reason"] == "Typed in the tunnel."


def test_a_closed_laptop_has_what_was_typed_on_the_next_day(
    town: Town, lesson: Lesson, work: Submission
) -> None:
    kim = opened(town, lesson, work, 2)
    kim.context.set_offline(True)
    kim.get_by_role("button", name="One more").click()
    kim.locator("[name='hops-2-speaker']").fill("Mira Tal")
    expect(kim.locator(SAVED)).to_contain_text("no connection")
    kim.close()
    town.troubles.clear()
    again = kim.context.new_page()
    again.context.set_offline(False)
    again.goto(f"/class/submissions/{work.pk}/tasks/2/")
    expect(again.locator(SAVED)).to_contain_text("Saved")
    assert [hop["speaker"] for hop in body(work, "chain")["hops"]] == ["Mira Tal"]


def test_two_tabs_are_put_together(town: Town, lesson: Lesson, work: Submission) -> None:
    one = opened(town, lesson, work, 3)
    other = one.context.new_page()
    other.goto(one.url)
    one.get_by_label("Why").fill("The first tab.")
    one.get_by_label("How sure").fill("70")
    expect(one.locator(SAVED)).to_contain_text("Saved")
    other.get_by_label("Why").fill("The second tab.")
    expect(other.get_by_text("This was written in two places.")).to_be_visible()
    expect(other.get_by_label("Why")).to_have_value("The first tab.\nThe second tab.")
    expect(other.get_by_label("How sure")).to_have_value("70")
    expect(other.locator(SAVED)).to_contain_text("Saved")
    assert body(work, "verdict")["reason"] == "The first tab.\nThe second tab."
    assert body(work, "verdict")["confidence"] == 70
    other.get_by_role("button", name="Have this alone").nth(1).click()
    expect(other.get_by_label("Why")).to_have_value("The first tab.")
    expect(other.locator(SAVED)).to_contain_text("Saved")
    kept = [version.body["reason"] for version in AnswerVersion.objects.order_by("revision")]
    assert kept == ["The first tab.", "The first tab.\nThe second tab.", "The first tab."]


def test_leaving_the_page_saves(town: Town, lesson: Lesson, work: Submission) -> None:
    kim = opened(town, lesson, work, 3)
    kim.get_by_label("Why").fill("Just before the bell.")
    kim.goto("/class/")
    kim.goto(f"/class/submissions/{work.pk}/tasks/3/")
    expect(kim.get_by_label("Why")).to_have_value("Just before the bell.")
    expect(kim.locator(SAVED)).to_contain_text("Saved")
    assert body(work, "verdict")["reason"] == "Just before the bell."


def test_what_comes_after_the_reveal_is_told_and_kept_here(
    town: Town, lesson: Lesson, work: Submission
) -> None:
    kim = opened(town, lesson, work, 3)
    services.reveal_assignment(lesson.assignment, by=lesson.tom)
    kim.get_by_label("Why").fill("Too late.")
    expect(kim.locator(SAVED)).to_contain_text("Not saved: This work is handed in.")
    expect(kim.get_by_label("Why")).to_have_value("Too late.")


def test_a_work_page_is_light_and_asks_nobody_else(
    town: Town, lesson: Lesson, work: Submission
) -> None:
    kim = town.known(lesson.kim.user.username)
    answers: list[Response] = []
    kim.on("response", lambda answer: answers.append(answer))
    kim.goto(f"/class/submissions/{work.pk}/tasks/1/", wait_until="networkidle")
    assert len(answers) >= 4  # The page, its script, its look, and a font.
    assert all(answer.url.startswith(town.address) for answer in answers)
    assert not [answer.url for answer in answers if "main.js" in answer.url]
    sizes = {answer.url: sent_size(answer) for answer in answers}
    assert sum(sizes.values()) <= 150_000, sizes


def sent_size(answer: Response) -> int:
    """What goes over the line: what is static goes compressed, but not from the server of tests."""
    content = answer.body()
    is_static = re.search(r"css|javascript", answer.headers.get("content-type", ""))
    return len(gzip.compress(content)) if is_static else len(content)


def test_two_texts_stand_side_by_side_and_on_a_phone_below_each_other(
    town: Town, lesson: Lesson
) -> None:
    other = snapshot_of(lesson.cast.desk, "Another text. It says the same of the pier.")
    made = services.make_assignment(
        lesson.course,
        snapshots=[lesson.scene.snapshot, other],
        title="Two",
        tasks=[{"id": "two", "kind": "compare"}],
        by=lesson.tom,
    )
    services.give_assignment(made, by=lesson.tom)
    work = services.begin_work(made, by=lesson.kim.user)
    kim = opened(town, lesson, work, 1)
    one, two = (box(kim, at) for at in range(2))
    assert one["x"] + one["width"] <= two["x"]
    assert abs(one["y"] - two["y"]) < 2
    kim.set_viewport_size({"width": 390, "height": 844})
    one, two = (box(kim, at) for at in range(2))
    assert one["y"] + one["height"] <= two["y"]
    assert not scrolls_sideways(kim)


def box(page: Page, text: int) -> Any:
    return page.locator(f".work-texts [data-text='{text}']").bounding_box()
