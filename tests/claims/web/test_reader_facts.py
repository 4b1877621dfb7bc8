"""Correcting where a text comes from, in place; and who sees a note that stands on it."""

from typing import Any

import pytest
from django.test import Client

from claims.annotations.models import Annotation
from claims.annotations.services import write_note
from provenance.sources.models import Article, Fact
from provenance.sources.services import choose_fact
from tests.claims.web.scenes import Desk


def address(desk: Desk, field: str = "author") -> str:
    return f"/snapshots/{desk.scene.snapshot.pk}/correct/{field}/"


def article(desk: Desk) -> Article:
    return Article.objects.get(pk=desk.scene.snapshot.article_id)


def fact(desk: Desk, field: str, value: str, **more: Any) -> Fact:
    more = {"known": "in_text", "confidence": 0.6} | more
    return Fact.objects.create(article=article(desk), field=field, value=value, **more)


def in_place(browser: Client, url: str, form: dict[str, Any] | None = None) -> Any:
    headers = {"HX-Request": "true"}
    if form is None:
        return browser.get(url, headers=headers)
    return browser.post(url, form, headers=headers)


def page(desk: Desk, name: str = "ann") -> str:
    address = f"/snapshots/{desk.scene.snapshot.pk}/"
    return str(desk.browser(name).get(address).content.decode())


def test_a_person_says_who_wrote_it(desk: Desk) -> None:
    form = {"value": "Mira Dostal, Ina Held", "note": "The print has it.", "version": "1"}
    answer = in_place(desk.browser("bea"), address(desk), form)
    assert answer.status_code == 302
    assert answer["Location"] == f"/snapshots/{desk.scene.snapshot.pk}/#origin"
    assert article(desk).byline == "Mira Dostal, Ina Held"
    html = page(desk)
    assert "entered by Bea" in html
    assert "By Mira Dostal, Ina Held" in html


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("outlet", "Arn Valley Post", "Arn Valley Post"),
        ("published", "2017-12", "December 2017"),
        ("language", "fr", "French"),
        ("republished_from", "Northline Agency", "Northline Agency"),
        ("title", "The pier, again", "The pier, again"),
    ],
)
def test_each_field_can_be_corrected(desk: Desk, field: str, typed: str, shown: str) -> None:
    assert desk.browser("ann").post(address(desk, field), {"value": typed}).status_code == 302
    assert shown in page(desk)


def test_an_empty_value_says_that_there_is_none(desk: Desk) -> None:
    choose_fact(article(desk), "author", "Mira Dostal", by=desk.cast.ann)
    desk.browser("bea").post(address(desk), {"value": ""})
    assert article(desk).byline == ""
    html = page(desk)
    assert '<span class="missing">none</span> <span class="how">· entered by Bea' in html
    assert "also said: Mira Dostal" in html


def test_what_else_is_said_stands_beside_it_with_its_place(desk: Desk) -> None:
    choose_fact(article(desk), "outlet", "Harbour Post", by=desk.cast.ann)
    at = desk.scene.snapshot.text.index("the Harbour Post")
    fact(
        desk,
        "outlet",
        "The Other Post",
        snapshot=desk.scene.snapshot,
        start=at,
        end=at + 16,
        markup="footer",
    )
    html = page(desk)
    assert "also said: The Other Post" in html
    assert "in the text, 60% sure · <code>footer</code>" in html
    assert "Mira Tal told <b>the Harbour Post</b>. Nobody was hurt." in html


def test_one_of_the_values_can_be_taken(desk: Desk) -> None:
    other = fact(desk, "outlet", "The Other Post")
    take = f"/snapshots/{desk.scene.snapshot.pk}/facts/{other.pk}/take/"
    assert take in page(desk)
    answer = desk.browser("ann").post(take, {"version": article(desk).version})
    assert answer.status_code == 302
    assert str(article(desk).outlet) == "The Other Post"


def test_a_value_taken_from_a_page_grown_old_is_refused(desk: Desk) -> None:
    other = fact(desk, "outlet", "The Other Post")
    choose_fact(article(desk), "author", "Mira Dostal", by=desk.cast.bea)
    take = f"/snapshots/{desk.scene.snapshot.pk}/facts/{other.pk}/take/"
    answer = in_place(desk.browser("ann"), take, {"version": "1"})
    assert answer.status_code == 412
    assert "changed by someone else" in answer.content.decode()
    assert str(article(desk).outlet) != "The Other Post"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("published", "last year", "Write the date as 2017-12-11"),
        ("language", "English", "Write the language as two letters"),
        ("republished_from", "x" * 400, "Use at most 300 characters."),
    ],
)
def test_a_refused_value_is_told_beside_its_field(
    desk: Desk, field: str, typed: str, said: str
) -> None:
    answer = in_place(desk.browser("ann"), address(desk, field), {"value": typed, "note": "So."})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert said in html
    assert typed in html
    assert "aria-invalid" in html
    assert "So." in html


def test_whoever_was_slower_keeps_what_they_typed_and_sees_the_other(desk: Desk) -> None:
    choose_fact(article(desk), "author", "Mira Dostal", by=desk.cast.bea)
    form = {"value": "Ina Held", "note": "", "version": "1"}
    answer = in_place(desk.browser("ann"), address(desk), form)
    html = answer.content.decode()
    assert answer.status_code == 412
    assert "Ina Held" in html
    assert "Bea changed this while you were writing" in html
    assert "It says now: Mira Dostal" in html


@pytest.mark.parametrize(("name", "status"), [("ron", 403), ("sam", 403), ("olga", 404)])
def test_who_may_not_change_the_article_is_refused(desk: Desk, name: str, status: int) -> None:
    Article.objects.update(created_by=desk.cast.ann)
    browser = desk.browser(name)
    assert in_place(browser, address(desk), {"value": "Me"}).status_code == status
    assert article(desk).byline == "Noa Brand"
    if status != 404:
        assert "Correct<" not in page(desk, name)


def test_there_are_no_other_fields(desk: Desk) -> None:
    assert desk.browser("ann").get(address(desk, "verdict")).status_code == 404


class TestNotes:
    """Threads on passages, changed where they are read."""

    @pytest.fixture
    def note(self, desk: Desk) -> Annotation:
        return write_note(
            "Ask the port.",
            place=desk.scene.at("Nobody was hurt"),
            workspace=desk.cast.desk,
            by=desk.cast.ann,
        )

    @pytest.mark.parametrize(
        ("what", "form"),
        [
            ("reply", {"body": "I did.", "visibility": "workspace"}),
            ("edit", {"body": "Ask the harbour."}),
            ("show", {"visibility": "me"}),
            ("delete", {}),
        ],
    )
    def test_each_step_leads_back_to_the_text_it_stands_on(
        self, desk: Desk, note: Annotation, what: str, form: dict[str, str]
    ) -> None:
        answer = in_place(desk.browser("ann"), f"/desk/notes/{note.pk}/{what}/", form)
        assert answer.status_code == 302
        assert answer["Location"].startswith(f"/snapshots/{desk.scene.snapshot.pk}/")

    def test_an_answer_stands_under_what_it_answers(self, desk: Desk, note: Annotation) -> None:
        form = {"body": "I did, they say no.", "visibility": "workspace"}
        desk.browser("bea").post(f"/desk/notes/{note.pk}/reply/", form)
        html = page(desk)
        assert html.index("Ask the port.") < html.index("I did, they say no.")
        assert "depth-1" in html

    def test_what_a_note_said_before_is_kept(self, desk: Desk, note: Annotation) -> None:
        desk.browser("ann").post(f"/desk/notes/{note.pk}/edit/", {"body": "Ask the harbour."})
        html = page(desk, "bea")
        assert "Changed 1 time" in html
        assert "Ask the port." in html

    def test_a_note_taken_back_to_oneself_is_gone_for_others(
        self, desk: Desk, note: Annotation
    ) -> None:
        desk.browser("ann").post(f"/desk/notes/{note.pk}/show/", {"visibility": "me"})
        assert "Ask the port." not in page(desk, "bea")

    def test_only_an_editor_shows_a_note_to_everyone(self, desk: Desk, note: Annotation) -> None:
        show = f"/desk/notes/{note.pk}/show/"
        answer = in_place(desk.browser("ann"), show, {"visibility": "public"})
        assert answer.status_code == 400
        note.refresh_from_db()
        assert note.visibility == "workspace"

    def test_nobody_decides_who_sees_the_note_of_another(
        self, desk: Desk, note: Annotation
    ) -> None:
        show = f"/desk/notes/{note.pk}/show/"
        assert in_place(desk.browser("bea"), show, {"visibility": "me"}).status_code == 403
