"""The door of a class, as a student meets it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.classroom import services
from claims.classroom.models import Enrolment
from tests.claims.lessons import Lesson

pytestmark = pytest.mark.django_db

DOOR, JOIN, RESUME = "/class/door/", "/class/join/", "/class/resume/"


@pytest.fixture(autouse=True)
def nobody_has_guessed() -> None:
    cache.clear()


def joined(lesson: Lesson, name: str = "Ada") -> Client:
    client = Client()
    client.post(JOIN, {"code": lesson.course.code, "name": name})
    return client


def test_a_link_brings_the_code_and_tells_nothing_of_the_class(lesson: Lesson) -> None:
    page = Client().get(reverse("class-join-by-link", args=[lesson.course.code])).content.decode()
    assert f'value="{lesson.course.code}"' in page
    assert lesson.course.title not in page


def test_joining_shows_ones_own_code_once(lesson: Lesson) -> None:
    client = Client()
    sent = {"code": lesson.course.code.upper(), "name": "Ada"}
    answer = client.post(JOIN, sent, follow=True)
    assert answer.redirect_chain[-1][0] == "/class/welcome/"
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert client.get("/class/welcome/", follow=True).redirect_chain[-1][0] == "/class/"
    other = Client()
    assert other.post(RESUME, {"secret": secret}, follow=True).context["courses"][0].place.name == (
        "Ada"
    )


def test_joining_twice_leads_home(lesson: Lesson) -> None:
    client = joined(lesson)
    again = client.post(JOIN, {"code": lesson.course.code, "name": "Ada"})
    assert again["Location"] == "/class/"
    assert Enrolment.objects.filter(name="Ada").count() == 1


def test_markup_in_a_name_is_shown_as_the_text_it_is(lesson: Lesson) -> None:
    client = joined(lesson, "<script>alert(1)</script>")
    page = client.get("/class/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"code": "2222-2222", "name": "Ada"}, "No course takes students with this code"),
        ({"code": "", "name": "Ada"}, "Type the code that your teacher shows"),
        ({"code": "right", "name": ""}, "Say what the class calls you"),
        ({"code": "right", "name": "KIM"}, "Someone here is called that already"),
    ],
)
def test_a_refusal_stands_beside_what_it_means(
    lesson: Lesson, sent: dict[str, str], said: str
) -> None:
    code = lesson.course.code if sent["code"] == "right" else sent["code"]
    answer = Client().post(JOIN, {**sent, "code": code})
    assert answer.status_code == 400
    assert said in answer.content.decode()


@pytest.mark.parametrize("way", ["join", "resume"])
def test_whoever_guesses_codes_has_to_wait(lesson: Lesson, way: str) -> None:
    client = Client()
    for _ in range(30):
        if way == "join":
            client.post(JOIN, {"code": "2222-2222", "name": "Ada"})
        else:
            client.post(RESUME, {"secret": "2222-2222-2222"})
    assert client.post(RESUME, {"secret": lesson.secret}).status_code == 429
    right = {"code": lesson.course.code, "name": "Ada"}
    assert client.post(JOIN, right).status_code == 429


def test_a_class_behind_one_address_is_not_kept_out(lesson: Lesson) -> None:
    for number in range(40):
        sent = {"code": lesson.course.code, "name": f"Student {number}"}
        assert Client().post(JOIN, sent).status_code == 302


def test_the_home_says_what_is_to_be_done(lesson: Lesson) -> None:
    client = Client()
    client.force_login(lesson.kim.user, "django.contrib.auth.backends.ModelBackend")
    assert "Nothing to do yet" in client.get("/class/").content.decode()
    lesson.given()
    page = client.get("/class/").content.decode()
    assert "The pier" in page
    assert "New" in page


def test_the_home_asks_a_constant_number_of_questions(lesson: Lesson) -> None:
    client = Client()
    client.force_login(lesson.kim.user, "django.contrib.auth.backends.ModelBackend")
    lesson.given()
    with CaptureQueriesContext(connection) as one:
        client.get("/class/")
    services.join_course(lesson.other.code, name="Kim", by=lesson.kim.user)
    lesson.work(lesson.kim)
    with CaptureQueriesContext(connection) as more:
        client.get("/class/")
    assert len(more) == len(one)


def test_another_name_and_leaving(lesson: Lesson) -> None:
    client = Client()
    client.force_login(lesson.kim.user, "django.contrib.auth.backends.ModelBackend")
    client.post(reverse("class-rename", args=[lesson.kim.pk]), {"name": "Wren"})
    assert "You are called Wren here" in client.get("/class/").content.decode()
    other = reverse("class-leave", args=[lesson.lea.pk])
    assert client.post(other).status_code == 404
    client.post(reverse("class-leave", args=[lesson.kim.pk]), {"erase": "1"})
    gone = Enrolment.objects.get(pk=lesson.kim.pk)
    assert gone.name == ""
    assert gone.erased_at is not None
    assert "You are in no class" in client.get("/class/").content.decode()


def test_leaving_the_computer_signs_out(lesson: Lesson) -> None:
    client = joined(lesson)
    client.post("/class/go/")
    assert client.get("/class/", follow=True).redirect_chain[-1][0] == DOOR


def test_whoever_is_not_in_is_led_to_the_door() -> None:
    assert Client().get("/class/")["Location"] == DOOR
