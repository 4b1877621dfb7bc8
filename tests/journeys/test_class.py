"""A lesson from empty to the picture on the wall, in browsers; and how many clicks it takes."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from claims.classroom.models import Assignment, Submission
from tests.claims.lessons import lesson
from tests.claims.scene import Scene, decide, scene

from .conftest import Town, scrolls_sideways

__all__ = ["lesson", "scene"]

# Typing is free; every press of a pointer counts, on any page of the tab.
COUNT = """addEventListener('pointerdown', () =>
  sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks') || 0) + 1), true)"""


def counting(page: Page) -> Page:
    page.add_init_script(COUNT)
    page.reload()
    return page


def clicks(page: Page) -> int:
    return int(page.evaluate("Number(sessionStorage.getItem('clicks') || 0)"))


@pytest.fixture
def checked(town: Town, scene: Scene) -> Scene:
    """A claim with a verdict, and nothing of a class yet."""
    decide(scene.claim(scene.cast.ann), scene)
    return scene


def set_lesson(tom: Page, checked: Scene) -> str:
    """From the desk to a lesson that runs; the code of the class."""
    tom.get_by_role("link", name="Class", exact=True).click()
    tom.get_by_role("link", name="Open a course").click()
    tom.get_by_label("What the class is called").fill("Media class 9b")
    tom.get_by_role("button", name="Open it").click()
    code = tom.locator(".class-code b").inner_text()
    tom.get_by_role("link", name="Set an assignment").click()
    tom.get_by_role("link", name=re.compile("The pier closed")).click()
    tom.get_by_label(re.compile("SIFT")).click()
    tom.get_by_role("button", name="Give it to the class").click()
    expect(tom.get_by_text("The class is working on it.")).to_be_visible()
    return code


def come_in(town: Town, code: str, name: str, width: int = 1280) -> Page:
    page = town.visitor(width)
    page.goto("/class/door/")
    counting(page)
    page.get_by_label("Code of the class").fill(code)
    page.get_by_label("What the class calls you").fill(name)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", name=f"You are in, {name}")).to_be_visible()
    page.get_by_role("link", name="I wrote it down").click()
    page.get_by_role("button", name="Begin").click()
    return page


def test_a_teacher_needs_eight_clicks_and_a_student_four(town: Town, checked: Scene) -> None:
    tom = counting(town.sign_in("tom"))
    code = set_lesson(tom, checked)
    assert clicks(tom) <= 8
    assert Assignment.objects.get().stage == "given"
    wren = come_in(town, code, "Wren", 390)
    wren.locator(".work-texts input[name=mark]").first.click()
    expect(wren.locator("#saved")).to_contain_text("Saved")
    assert clicks(wren) <= 4
    assert len(Submission.objects.get().answers.get().body["marks"]) == 1
    assert not scrolls_sideways(wren)


def answer_all(page: Page, rating: str) -> None:
    """What a student does with the five moves, and hands in."""
    page.locator(".work-texts input[name=mark]").first.click()
    next_(page)
    page.get_by_label("Who says it").first.fill("A port official")
    next_(page)
    page.get_by_label("Why does it count?").first.fill("The log of that day.")
    next_(page)
    page.get_by_label("Who had it").first.fill("The harbour master")
    page.get_by_label("How many independent origins").fill("1")
    next_(page)
    page.get_by_label("Your verdict").select_option(value=rating)
    page.get_by_label("How sure").fill("80")
    page.get_by_label("Why", exact=True).fill("Nobody closed anything on that day.")
    expect(page.locator("#saved")).to_contain_text("Saved")
    expect(page.locator("#end-title")).to_contain_text("5 of 5 answered")
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("You handed it in")).to_be_visible()


def next_(page: Page) -> None:
    page.get_by_role("button", name="Save and go on").click()


def test_the_whole_story(town: Town, checked: Scene) -> None:
    tom = town.sign_in("tom")
    code = set_lesson(tom, checked)
    students: dict[str, Any] = {
        "Wren": (come_in(town, code, "Wren"), "false"),
        "Robin": (come_in(town, code, "Robin", 390), "true"),
    }
    for page, rating in students.values():
        answer_all(page, rating)
    made, wren = Assignment.objects.get(), students["Wren"][0]
    is_hidden(wren, made)
    tom.goto(f"/classes/assignments/{made.pk}/")
    expect(tom.get_by_role("row", name=re.compile("Wren"))).to_contain_text("handed in")
    tom.get_by_role("link", name="Reveal it").click()
    tom.get_by_role("button", name="Reveal it").click()
    tom.goto(f"/classes/assignments/{made.pk}/projector/")
    names_nobody(tom)
    for page, _ in students.values():
        page.goto("/class/")
        page.get_by_role("link", name=made.title).click()
        page.get_by_role("link", name="See what was found").click()
        expect(page.locator("main")).to_contain_text("The log is empty.")
        assert not scrolls_sideways(page)
    names_nobody(wren, but="Wren")


def is_hidden(page: Page, made: Assignment) -> None:
    refused = page.goto(f"/class/assignments/{made.pk}/reveal/")
    assert refused is not None
    assert refused.status == 403
    assert "The log is empty" not in page.content()


def names_nobody(page: Page, but: str = "") -> None:
    words = page.locator("main").inner_text()
    assert [name for name in ("Wren", "Robin") if name in words and name != but] == []
