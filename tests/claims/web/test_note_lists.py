"""Lists of notes: naming me, for a moderator, my own, those that lost their words, all."""

import pytest

from claims.annotations.services import delete_note, flag_note, reply, write_note
from tests.claims.changing import REWORDED, changed
from tests.claims.web.scenes import DESK, queries

LISTS = ("mentions", "waiting", "mine", "lost", "all")


@pytest.fixture
def claim(desk):
    return desk.claim()


def lines(desk, name, show=""):
    answer = desk.browser(name).get(f"/desk/notes/?show={show}")
    return [row.note.body for row in answer.context["page"].rows]


@pytest.mark.parametrize("show", LISTS)
@pytest.mark.parametrize("name", sorted(DESK))
def test_empty_lists_say_what_would_be_there(desk, name, show):
    answer = desk.browser(name).get(f"/desk/notes/?show={show}")
    assert answer.status_code == 200
    assert 'class="empty"' in answer.content.decode()


def test_notes_that_name_me(desk, claim):
    write_note("@bea, ask the port.", claim=claim, by=desk.cast.ann)
    write_note("@bea, in private.", claim=claim, visibility="me", by=desk.cast.ann)
    assert lines(desk, "bea") == ["@bea, ask the port."]
    assert lines(desk, "eve") == []
    text = desk.browser("bea").get("/desk/").content.decode()
    assert "Names you" in text
    assert "ask the port" in text
    assert "ask the port" not in desk.browser("eve").get("/desk/").content.decode()


def test_what_waits_is_for_moderators(desk, claim):
    note = write_note("Hm.", claim=claim, by=desk.cast.ann)
    flag_note(note, reason="Unkind.", by=desk.cast.bea)
    for name in sorted(DESK):
        moderates = name in {"eve", "tom", "max"}
        text = desk.browser(name).get("/desk/notes/?show=waiting").content.decode()
        assert ("Unkind." in text) == moderates, name
        assert ("For a moderator" in desk.browser(name).get("/desk/").content.decode()) == moderates


def test_a_moderator_is_not_told_of_flags_on_a_note_of_their_own(desk, claim):
    note = write_note("Hm.", claim=claim, by=desk.cast.tom)
    flag_note(note, reason="Unkind.", by=desk.cast.bea)
    assert lines(desk, "tom", "waiting") == []
    assert "Unkind." not in desk.browser("tom").get("/desk/notes/?show=mine").content.decode()
    assert lines(desk, "eve", "waiting") == ["Hm."]


def test_my_own_and_all(desk, claim):
    write_note("Mine.", claim=claim, visibility="me", by=desk.cast.ann)
    write_note("Ours.", claim=claim, by=desk.cast.bea)
    assert lines(desk, "ann", "mine") == ["Mine."]
    assert lines(desk, "ann", "all") == ["Ours.", "Mine."]
    assert lines(desk, "bea", "all") == ["Ours."]


def test_notes_that_lost_their_words_are_for_their_author(desk):
    on = {"workspace": desk.cast.desk, "by": desk.cast.ann}
    write_note("Which day?", place=desk.scene.at("We closed it on 3 May"), **on)
    write_note("How many?", place=desk.scene.at("Forty boats"), **on)
    theirs = on | {"by": desk.cast.bea}
    write_note("Who?", place=desk.scene.at("We closed it on 3 May"), **theirs)
    assert lines(desk, "ann", "lost") == []
    changed(desk.scene.snapshot, REWORDED)
    assert lines(desk, "ann", "lost") == ["Which day?"]
    assert lines(desk, "bea", "lost") == ["Who?"]
    assert lines(desk, "eve", "lost") == []
    text = desk.browser("ann").get("/desk/notes/?show=lost").content.decode()
    assert "these words are reworded" in text
    assert "Compare" in text


def test_words_that_came_back_and_notes_that_are_gone_are_not_listed(desk):
    on = {"workspace": desk.cast.desk, "by": desk.cast.ann}
    note = write_note("Which day?", place=desk.scene.at("We closed it on 3 May"), **on)
    first = desk.scene.snapshot
    changed(first, REWORDED)
    changed(first)
    assert lines(desk, "ann", "lost") == []
    changed(first, REWORDED)
    assert lines(desk, "ann", "lost") == ["Which day?"]
    delete_note(note, by=desk.cast.ann)
    assert lines(desk, "ann", "lost") == []


def test_lost_notes_cost_as_many_queries_however_many_there_are(desk):
    on = {"place": desk.scene.at("We closed it on 3 May"), "workspace": desk.cast.desk}
    write_note("Which day?", **on, by=desk.cast.ann)
    changed(desk.scene.snapshot, REWORDED)
    few = queries(desk, "ann", "/desk/notes/?show=lost")
    for number in range(4):
        write_note(f"Note {number}.", **on, by=desk.cast.ann)
    assert len(lines(desk, "ann", "lost")) == 5
    assert queries(desk, "ann", "/desk/notes/?show=lost") == few


def test_an_unknown_list_is_the_first(desk, claim):
    assert desk.browser("ann").get("/desk/notes/?show=x").context["page"].show == "mentions"
    assert desk.browser("ann").get("/desk/notes/?show=waiting").context["page"].show == "mentions"


def test_each_row_says_where_it_stands(desk, claim):
    article = desk.scene.snapshot.article
    note = write_note("On words.", place=desk.scene.at("Forty"), workspace=desk.cast.desk,
                      by=desk.cast.ann)  # fmt: skip
    reply(note, "An answer.", by=desk.cast.bea)
    write_note("On all.", article=article, by=desk.cast.ann)
    write_note("On a claim.", claim=claim, by=desk.cast.ann)
    page = desk.browser("eve").get("/desk/notes/?show=all").context["page"]
    assert {row.url for row in page.rows} == {
        f"/snapshots/{desk.scene.snapshot.pk}/",
        f"/articles/{article.pk}/notes/",
        f"/desk/claims/{claim.pk}/#notes",
    }


def test_long_lists_come_in_pages(desk, claim):
    for number in range(31):
        write_note(f"Note {number}.", claim=claim, by=desk.cast.ann)
    assert lines(desk, "ann", "mine")[0] == "Note 30."
    assert lines(desk, "ann", "mine&page=2") == ["Note 0."]
    text = desk.browser("ann").get("/desk/notes/?show=mine&page=9").content.decode()
    assert "No more notes" in text


def test_the_number_of_queries_does_not_grow(desk, claim, django_assert_max_num_queries):
    eve = desk.browser("eve")
    eve.get("/desk/notes/?show=all")
    for number in range(3):
        place = {"place": desk.scene.at("Forty"), "workspace": desk.cast.desk}
        flag_note(write_note(f"@tom {number}", **place, by=desk.cast.ann), by=desk.cast.bea)
        with django_assert_max_num_queries(10):
            eve.get("/desk/notes/?show=waiting")


def test_strangers_have_no_notes(desk):
    assert desk.browser("nobody").get("/desk/notes/").status_code == 302
    assert desk.browser("olga").get("/desk/notes/").status_code == 200
