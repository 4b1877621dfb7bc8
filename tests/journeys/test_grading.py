"""A teacher goes through a class by keys, remarks and gives points; a student reads them."""

import pytest
from playwright.sync_api import expect

from claims.classroom import services
from tests.claims.lessons import MARKED
from tests.claims.scene import snapshot_of

from .conftest import Town

REASON = "The harbour log of that day says that nobody closed anything."
TASKS = [{"id": "find", "kind": "find"}, {"id": "verdict", "kind": "verdict"}]
SELECT = """words => {
  const field = [...document.querySelectorAll('[data-passage]')]
    .find(one => one.textContent.includes(words));
  const at = field.firstChild.data.indexOf(words), range = document.createRange();
  range.setStart(field.firstChild, at);
  range.setEnd(field.firstChild, at + words.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def works_of(town: Town) -> tuple[list[int], str]:
    """Two works that were handed in, and the code of the first student."""
    tom, desk = town.cast.tom, town.cast.desk
    course = services.open_course(desk, "Media class 9b", by=tom)
    text = snapshot_of(desk)
    made = services.make_assignment(course, snapshots=[text], title="Pier", tasks=TASKS, by=tom)
    services.give_assignment(made, by=tom)
    works, secrets = [], []
    for name in ("Kim", "Lea"):
        place, secret = services.join_course(course.code, name=name, by=None)
        work = services.begin_work(made, by=place.user)
        services.save_answer(work, "find", MARKED, by=place.user)
        services.save_answer(work, "verdict", {"reason": f"{name}: {REASON}"}, by=place.user)
        works.append(services.hand_in(work, by=place.user).pk)
        secrets.append(secret)
    return works, secrets[0]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_class_is_graded_by_keys_and_read_by_its_students(town: Town, width: int) -> None:
    works, secret = works_of(town)
    page = town.sign_in("tom", width)
    page.goto(f"/classes/submissions/{works[0]}/")
    for key, work in (("j", works[1]), ("k", works[0])):
        page.keyboard.press(key)
        page.wait_for_url(f"**/classes/submissions/{work}/")
    page.evaluate(SELECT, "harbour log")
    page.get_by_role("link", name="Remark on Why").click()
    expect(page.get_by_label("On which words")).to_have_value("harbour log")
    page.get_by_label("Your remark").fill("Which page of it?")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".remark")).to_contain_text("Which page of it?")
    expect(page.locator(".answered mark")).to_have_text("harbour log")
    page.get_by_label("Reason given").fill("6.5")
    page.get_by_role("button", name="Keep and give it out").click()
    expect(page.get_by_text("The student can read it now.")).to_be_visible()
    student = town.visitor(width)
    student.goto("/class/door/")
    student.get_by_label("Your own code").fill(secret)
    student.get_by_role("button", name="Come back").click()
    student.wait_for_url("**/class/")
    student.goto(f"/class/submissions/{works[0]}/grade/")
    expect(student.get_by_text("Which page of it?")).to_be_visible()
    expect(student.get_by_role("heading", name="Points: 6.5 of 10")).to_be_visible()
    assert "Suggested" not in student.content()
