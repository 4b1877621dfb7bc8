"""The naming table: entered in the reader, read for a claim, over REST too."""

import json
from typing import Any

import pytest

from claims.records.models import Naming
from claims.records.services import Hop, add_appearance, record_naming
from provenance.sources.models import Article, Person
from tests.claims.scene import snapshot_of, span
from tests.claims.web.scenes import DESK, EVERYONE, Desk, queries

RECORDS = DESK - {"ron"}


def form(desk: Desk, words: str = "Forty boats") -> str:
    start, end = span(words)
    return f"/snapshots/{desk.scene.snapshot.pk}/namings/new/?start={start}&end={end}"


def shown(desk: Desk, path: str, name: str = "ann") -> str:
    answer = desk.browser(name).get(path)
    assert answer.status_code == 200
    return " ".join(str(answer.content.decode()).split())


# --- entering -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERYONE)
def test_who_records_whom_words_mean(desk: Desk, name: str) -> None:
    answer = desk.browser(name).post(form(desk), {"meant": "the fleet"})
    expected = 302 if name in RECORDS or name == "nobody" else {"ron": 403, "olga": 404}[name]
    assert answer.status_code == expected
    assert Naming.objects.exists() == (name in RECORDS)


def test_in_place_the_card_comes_back_with_a_way_to_undo(desk: Desk) -> None:
    browser = desk.browser("ann")
    answer = browser.post(form(desk), {"meant": "the fleet"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    row = Naming.objects.get()
    assert "Said of <b" in page
    assert "the fleet" in page
    assert json.loads(answer["HX-Trigger-After-Settle"])["recorded"]["passage"] == row.passage_id
    undo = f"/snapshots/{desk.scene.snapshot.pk}/back/naming/{row.pk}/"
    assert undo in page
    assert browser.post(undo).status_code == 302
    assert not Naming.objects.visible_to(desk.cast.ann)


def test_a_refused_form_comes_back_with_what_was_typed(desk: Desk) -> None:
    answer = desk.browser("ann").post(form(desk), {"meant": "", "note": "kept"})
    assert answer.status_code == 400
    assert "Say who is meant." in answer.content.decode()
    assert 'value="kept"' in answer.content.decode()


def test_the_reader_offers_it_and_shows_it(desk: Desk) -> None:
    desk.browser("ann").post(form(desk), {"meant": "the fleet", "note": "All of it."})
    page = shown(desk, f"/articles/{desk.scene.snapshot.article_id}/", "ron")
    assert "the fleet" in page
    assert "namings/new" not in page
    assert "namings/new" in shown(desk, f"/articles/{desk.scene.snapshot.article_id}/")


# --- the table ------------------------------------------------------------------------------


def test_the_table_has_people_by_outlets(desk: Desk) -> None:
    ann = desk.cast.ann
    hops = [Hop("Mira Tal", "direct"), Hop("a port official", anonymous=True)]
    claim = desk.scene.claim(ann, attributions=hops)
    other = snapshot_of(desk.cast.desk, "Tal, the harbour master, shut it.", outlet="Arn Post")
    Article.objects.filter(pk=other.article_id).update(latest=other)
    add_appearance(claim, (other, 0, 10), by=ann)
    Person.objects.filter(name="Mira Tal").update(aliases=["Tal"])
    record_naming((other, 5, 23), workspace=desk.cast.desk, meant="Mira Tal", by=ann)
    page = shown(desk, f"/claims/{claim.pk}/names/")
    table = page[page.index("<table") : page.index("</table>")]
    assert '<th scope="col" dir="auto">Harbour Post</th>' in table
    for words in ("Mira Tal</a>", "Tal</a>", "the harbour master</a>", "a port official (unnamed)"):
        assert words in table
    assert "entered by a person" in table
    assert "found in the text" in table


@pytest.mark.parametrize("name", EVERYONE)
def test_who_sees_the_table(desk: Desk, name: str) -> None:
    path = f"/claims/{desk.claim().pk}/names/"
    status = desk.browser(name).get(path).status_code
    assert status == (200 if name in DESK else {"olga": 404, "nobody": 302}[name])


def test_everyone_is_told_names_of_the_chain_and_nothing_of_closed_texts(desk: Desk) -> None:
    claim = desk.scene.claim(desk.cast.ann, attributions=[Hop("an official", anonymous=True)])
    desk.browser("ann").post(form(desk), {"meant": "the fleet"})
    desk.published(claim)
    page = shown(desk, f"/claims/{claim.pk}/names/", "nobody")
    assert "an official (unnamed)" in page
    assert "the fleet" not in page
    assert "the fleet" in shown(desk, f"/claims/{claim.pk}/names/")
    assert "the fleet" not in shown(desk, f"/claims/{claim.pk}/names/?view=public")


def test_an_empty_table_says_what_to_do(desk: Desk) -> None:
    assert "Nobody is named yet" in shown(desk, f"/claims/{desk.claim().pk}/names/")


def test_what_was_entered_is_taken_back_and_put_back_from_the_table(desk: Desk) -> None:
    claim, browser = desk.claim(), desk.browser("ann")
    browser.post(form(desk), {"meant": "<b>the fleet</b>"})
    row = Naming.objects.get()
    path = f"/claims/{claim.pk}/names/"
    assert "<b>the fleet" not in shown(desk, path)
    answer = browser.post(f"/desk/namings/{row.pk}/withdraw/", {"back": path})
    assert (answer.status_code, answer["Location"]) == (302, path)
    assert f"/desk/namings/{row.pk}/restore/" in browser.get(path).content.decode()
    assert browser.post(f"/desk/namings/{row.pk}/restore/").status_code == 302
    assert Naming.objects.visible_to(desk.cast.ann).exists()
    away = browser.post(f"/desk/namings/{row.pk}/withdraw/", {"back": "https://evil.example/"})
    assert away["Location"].startswith("/articles/")


def test_the_number_of_queries_does_not_grow(desk: Desk) -> None:
    few, many = desk.claim(), desk.claim(statement="Forty boats left.")
    for number in range(5):
        other = snapshot_of(desk.cast.desk, outlet=f"Paper {number}")
        Article.objects.filter(pk=other.article_id).update(latest=other)
        add_appearance(many, (other, 0, 9), attributions=[Hop(f"Voice {number}")], by=desk.cast.ann)
        place, group = (other, 0, 9), f"Group {number}"
        record_naming(place, workspace=desk.cast.desk, meant=group, by=desk.cast.ann)
    desk.browser("ann").post(form(desk), {"meant": "the fleet"})
    few_asked = queries(desk, "ann", f"/claims/{few.pk}/names/")
    assert queries(desk, "ann", f"/claims/{many.pk}/names/") == few_asked


# --- REST -----------------------------------------------------------------------------------


def post(desk: Desk, data: dict[str, Any], name: str = "ann") -> Any:
    return desk.browser(name).post(
        "/api/v1/namings/", json.dumps(data), content_type="application/json"
    )


def test_programs_record_list_take_back_and_put_back(desk: Desk) -> None:
    start, end = span("Forty boats")
    place = {"snapshot": desk.scene.snapshot.pk, "start": start, "end": end}
    made = post(desk, {"workspace": "desk", "place": place, "meant": "the fleet"})
    assert made.status_code == 201
    row = made.json()
    assert (row["meant"], row["passage"]["quote"]) == ("the fleet", "Forty boats")
    browser = desk.browser("ann")
    listed = browser.get(f"/api/v1/namings/?article={row['article']}").json()["results"]
    assert [one["id"] for one in listed] == [row["id"]]
    path = f"/api/v1/namings/{row['id']}/"
    assert browser.delete(path, headers={"If-Match": '"naming-0-9"'}).status_code == 412
    assert browser.delete(path, headers={"If-Match": made["ETag"]}).status_code == 204
    assert browser.get(path).status_code == 404
    assert browser.post(f"{path}restore/").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"meant": ""}, "meant"), ({"person": 999999}, "person"), ({"place": {}}, "place")],
)
def test_what_is_wrong_is_named(desk: Desk, wrong: dict[str, Any], field: str) -> None:
    place = {"snapshot": desk.scene.snapshot.pk, "start": 0, "end": 5}
    answer = post(desk, {"workspace": "desk", "place": place} | wrong)
    assert answer.status_code == 400
    assert field in answer.json()["error"]["fields"]


def test_strangers_neither_record_nor_read(desk: Desk) -> None:
    place = {"snapshot": desk.scene.snapshot.pk, "start": 0, "end": 5}
    given = {"workspace": "desk", "place": place, "meant": "the fleet"}
    assert post(desk, given, "olga").status_code == 400
    assert post(desk, given, "ron").status_code == 403
    assert post(desk, given).status_code == 201
    assert desk.browser("olga").get("/api/v1/namings/").json()["results"] == []
