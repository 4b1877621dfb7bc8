"""What students are told of another's work, and of what the desk found, before the reveal.

Every address is asked; what must stay hidden is exchanged for something else; every address is
asked again. Whatever differs has told of it, by a word, a count, an ETag or a redirect. Addresses
come from the URL conf and the schema of the API, so that new ones are asked by themselves.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from claims.classroom import services
from claims.classroom.models import (
    Answer,
    AnswerVersion,
    Enrolment,
    Grade,
    HandIn,
    HintOpened,
    Key,
    Remark,
    Submission,
)
from provenance.accounts.services import make_token
from provenance.web.middleware import CLASSROOM
from tests.claims.addresses import FIRST, of_the_api, pages, same_ids
from tests.claims.lessons import MARKED, Lesson, lesson_in
from tests.claims.scene import Scene, snapshot_of
from tests.claims.test_seal import answer, words
from tests.people import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

HIS, HERS, REMARKED, FOUND = "zephyrine", "quixotide", "grandiloquy", "vermilionish"
NAME = "Balthazara"


class Class:
    """Balthazara and Lea work on the same assignment, Mia in another class; Max taught once."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        services.rename_student(lesson.kim, NAME, by=lesson.kim.user)
        self.secrets: dict[str, str | None] = {"kim": lesson.secret}
        self.secrets["lea"] = services.renew_resume_code(lesson.lea, by=lesson.tom)
        _, self.secrets["mia"] = services.join_course(lesson.other.code, name="Mia", by=None)
        Key.objects.update(body=found(FOUND))
        services.remove_teacher(
            services.add_teacher(lesson.course, lesson.cast.max, by=lesson.tom), by=lesson.tom
        )
        lesson.given()

    def work(self) -> None:
        for place, said in ((self.lesson.kim, HIS), (self.lesson.lea, HERS)):
            work = services.begin_work(self.lesson.assignment, by=place.user)
            services.save_answer(work, "find", MARKED, by=place.user)
            services.save_answer(work, "verdict", {"reason": said}, by=place.user)
            hops = {"hops": [{"speaker": said, "note": said}]}
            services.save_answer(work, "chain", hops, by=place.user)

    def together(self) -> None:
        """Both work as one group, so that what Balthazara writes is Lea's too."""
        (work,) = services.make_groups(self.lesson.assignment, size=2, by=self.lesson.tom)
        services.save_answer(work, "verdict", {"reason": HIS}, by=self.lesson.kim.user)

    def hint(self) -> None:
        self.work()
        services.open_hint(Submission.objects.get(pk=FIRST), "find", by=self.lesson.kim.user)

    def hand_in(self) -> None:
        self.work()
        for place in (self.lesson.kim, self.lesson.lea):
            services.hand_in(Submission.objects.of(place.user).get(), by=place.user)

    def grade(self) -> None:
        """Both are graded; the grade of Balthazara is out."""
        self.hand_in()
        for work in Submission.objects.order_by("pk"):
            hand_in = HandIn.objects.get(submission=work)
            points = {"verdict-reason": 7}
            services.grade_work(hand_in, points, comment=REMARKED, by=self.lesson.tom)
            services.add_remark(hand_in, "verdict", REMARKED, by=self.lesson.tom)
        services.release_grade(HandIn.objects.get(submission=FIRST), by=self.lesson.tom)

    def close(self) -> None:
        self.hand_in()
        services.close_assignment(self.lesson.assignment, by=self.lesson.tom)

    def give_back(self) -> None:
        self.hand_in()
        services.return_work(Submission.objects.get(pk=FIRST), HIS, by=self.lesson.tom)

    def reveal(self) -> None:
        self.grade()
        services.reveal_assignment(self.lesson.assignment, by=self.lesson.tom)


PHASES: dict[str, Callable[[Class], None]] = {
    "given": lambda _: None,
    "written": Class.work,
    "a hint was opened": Class.hint,
    "handed in": Class.hand_in,
    "graded": Class.grade,
    "closed": Class.close,
    "returned": Class.give_back,
}


def found(summary: str) -> dict[str, Any]:
    """A key that says `summary` wherever it can."""
    verdict: dict[str, Any] = {"number": 1, "slug": "false", "label": summary, "neutral": "false"}
    verdict |= {"summary": summary, "as_of": "2025-06-05"}
    hop: dict[str, Any] = {"speaker": summary, "directness": "direct", "anonymous": False}
    hop |= {"missing": False, "gap": ""}
    item: dict[str, Any] = {"stance": "supports", "reason": summary, "origin": "primary"}
    item |= {"address": f"https://{summary}.example.org/", "at": None}
    return {
        "statement": "The pier closed on 3 May.",
        "verdict": verdict,
        "origins": len(summary),
        "chains": [{"text": 0, "hops": [hop]}],
        "marks": [
            {"claim": 1, "statement": summary, "at": {"text": 0, "start": 0, "end": len(summary)}}
        ],
        "evidence": [item],
    }


def exchange_work(it: Class) -> None:
    """Balthazara's work says something else, more often, and under another name."""
    mine = {"submission": FIRST}
    other = {"reason": "other", "confidence": 3}
    Answer.objects.filter(**mine).update(body=other, revision=9)
    AnswerVersion.objects.filter(answer__submission=FIRST).delete()
    HandIn.objects.filter(**mine).update(answers={"verdict": other}, asked=9)
    HintOpened.objects.filter(**mine).delete()
    Grade.objects.filter(hand_in__submission=FIRST).update(total=1, comment="other", rows=[])
    Remark.objects.filter(hand_in__submission=FIRST).update(words="other")
    Submission.objects.filter(pk=FIRST).update(version=9, reason="other")
    Enrolment.objects.filter(pk=it.lesson.kim.pk).update(name="Other", version=9)


def exchange_key(it: Class) -> None:
    Key.objects.update(body=found("other"))


@pytest.fixture
def it(cast: Cast) -> Class:
    forget_the_minute()
    same_ids()
    return Class(lesson_in(Scene(cast, snapshot_of(cast.desk), snapshot_of(cast.elsewhere))))


@cache
def addresses() -> list[str]:
    """Every address, but for those that sign the person out."""
    return sorted(one for one in {*pages(), *of_the_api()} if "logout" not in one)


@cache
def of_the_class() -> list[str]:
    """Those that belong to classes, and those on which members read what happened."""
    near = (*CLASSROOM, "/classes/", "/api/v1/audit/", "/settings/history", "/api/v1/me")
    return [one for one in addresses() if one.startswith(near)]


def browser_of(it: Class, who: str) -> Client:
    """Students come in by their code, as they do, which closes everything but the class."""
    browser = Client(raise_request_exception=False)
    if who in it.secrets:
        forget_the_minute()
        browser.post("/class/resume/", {"secret": it.secrets[who]})
        assert browser.get("/class/").status_code == 200
    elif who == "program":
        _, secret = make_token(name="script", by=it.lesson.cast.eve)
        return Client(raise_request_exception=False, headers={"authorization": f"Token {secret}"})
    elif who != "nobody":
        browser.force_login(getattr(it.lesson.cast, who))
    return browser


def told_by(
    browser: Client, asked: list[str], exchange: Callable[[Class], None], it: Class
) -> Iterator[str]:
    """Addresses whose answer depends on what is exchanged, or whose answer says it."""
    before = {address: fresh(browser, address) for address in asked}
    exchange(it)
    for address in asked:
        now = fresh(browser, address)
        assert now[0] < 500, address
        if now != before[address]:
            yield address


def forget_the_minute() -> None:
    for name in ("default", "throttle"):
        caches[name].clear()


def fresh(browser: Client, address: str) -> Any:
    """An answer as if it were the first of the minute: strangers may ask so often and no more."""
    forget_the_minute()
    return answer(browser, address)


def saying(browser: Client, asked: list[str], *said: str) -> list[str]:
    """Addresses that say one of these words."""
    sought = re.compile("|".join(said).lower().encode())
    return [one for one in asked if sought.search(words(fresh(browser, one)[2]))]


# Students may be told in any phase; for others the fullest one says enough.
OTHERS = [(who, "graded") for who in ("ann", "eve", "max", "sam", "olga", "nobody", "program")]
OF_WORK = [*(("lea", phase) for phase in PHASES), ("mia", "graded"), *OTHERS]
WRITES = ["given", "written", "handed in", "graded", "returned"]
OF_THE_KEY = [*(("kim", phase) for phase in WRITES), ("lea", "graded")]


@pytest.mark.parametrize(("who", "phase"), OF_WORK)
def test_nobody_is_told_of_anothers_work(it: Class, who: str, phase: str) -> None:
    PHASES[phase](it)
    browser = browser_of(it, who)
    assert saying(browser, of_the_class(), HIS, NAME) == []
    assert list(told_by(browser, of_the_class(), exchange_work, it)) == []


@pytest.mark.parametrize(("who", "phase"), [*OF_THE_KEY, ("mia", "graded")])
def test_no_student_is_told_what_the_desk_found_before_the_reveal(
    it: Class, who: str, phase: str
) -> None:
    PHASES[phase](it)
    browser = browser_of(it, who)
    assert saying(browser, of_the_class(), FOUND, "The log is empty") == []
    assert list(told_by(browser, of_the_class(), exchange_key, it)) == []


def test_a_group_is_told_of_its_work_and_not_of_what_the_desk_found(it: Class) -> None:
    it.together()
    browser = browser_of(it, "lea")
    assert saying(browser, of_the_class(), HIS)
    assert saying(browser, of_the_class(), FOUND, "The log is empty") == []
    assert list(told_by(browser, of_the_class(), exchange_key, it)) == []


def test_whoever_left_a_group_is_told_of_its_work_no_more(it: Class) -> None:
    it.together()
    browser = browser_of(it, "lea")
    services.leave_course(it.lesson.lea, by=it.lesson.lea.user)
    assert saying(browser, of_the_class(), HIS, NAME, FOUND) == []
    assert list(told_by(browser, of_the_class(), exchange_work, it)) == []


@pytest.mark.parametrize("who", ["kim", "lea"])
def test_nothing_anywhere_tells_a_student_before_the_reveal(it: Class, who: str) -> None:
    it.grade()
    browser = browser_of(it, who)
    hidden = [FOUND, "The log is empty", *([HIS, NAME, REMARKED] if who == "lea" else [HERS])]
    assert saying(browser, addresses(), *hidden) == []


@pytest.mark.parametrize("who", ["kim", "lea", "mia"])
def test_the_reveal_tells_of_nobody_by_name_or_word(it: Class, who: str) -> None:
    it.reveal()
    hidden = {"kim": [HERS], "lea": [HIS, NAME, REMARKED], "mia": [HIS, HERS, NAME, FOUND]}
    assert saying(browser_of(it, who), of_the_class(), *hidden[who]) == []


def test_the_walk_finds_what_is_told(it: Class) -> None:
    """The teacher and whoever wrote it read it, so the walk would find it elsewhere too."""
    it.grade()
    teacher = saying(browser_of(it, "tom"), of_the_class(), HIS)
    assert {f"/api/v1/submissions/{FIRST}/", f"/classes/submissions/{FIRST}/"} <= set(teacher)
    own = browser_of(it, "kim")
    assert f"/api/v1/submissions/{FIRST}/" in saying(own, of_the_class(), HIS)
    assert f"/api/v1/submissions/{FIRST}/grade/" in saying(own, of_the_class(), REMARKED)
    services.reveal_assignment(it.lesson.assignment, by=it.lesson.tom)
    assert f"/class/assignments/{FIRST}/reveal/" in saying(own, of_the_class(), FOUND)
    assert f"/api/v1/assignments/{FIRST}/key/" in saying(own, of_the_class(), FOUND)
