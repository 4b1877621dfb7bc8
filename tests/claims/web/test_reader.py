"""The reader: who gets it, what it shows of a text, and at what cost."""

from typing import Any

import pytest
from django.test import Client

from claims.annotations.services import write_note
from claims.records.services import merge_claims
from provenance.accounts.models import User, Visibility
from provenance.sources.models import Article, Snapshot
from provenance.sources.services import choose_fact, cite, show_article
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import Desk, queries


def page(desk: Desk, name: str, snapshot: Snapshot | None = None) -> str:
    address = f"/snapshots/{(snapshot or desk.scene.snapshot).pk}/"
    return str(desk.browser(name).get(address).content.decode())


def another_version(snapshot: Snapshot, text: str, **changes: Any) -> Snapshot:
    """A newer version of the same article."""
    values: dict[str, Any] = {
        field.attname: getattr(snapshot, field.attname)
        for field in Snapshot._meta.concrete_fields
        if field.name not in {"id", "number", "created_at"}
    }
    changes |= {"text": text, "characters": len(text), "number": 2}
    new = Snapshot.objects.create(**values | changes)
    Article.objects.filter(pk=snapshot.article_id).update(latest=new)
    return new


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *[(name, 200) for name in ("ann", "eve", "tom", "sam", "ron", "max")],
        ("olga", 404),
        ("nobody", 302),
    ],
)
def test_who_may_see_the_article_gets_the_page(desk: Desk, name: str, status: int) -> None:
    answer = desk.browser(name).get(f"/snapshots/{desk.scene.snapshot.pk}/")
    assert answer.status_code == status
    if status == 302:
        assert "/account/login/" in answer["Location"]


def test_what_is_not_there_looks_the_same_to_a_stranger(client: Client, db: None) -> None:
    assert client.get("/snapshots/99/").status_code == 302
    assert client.get("/articles/99/").status_code == 302
    assert client.get("/snapshots/99/changes/").status_code == 302


def test_an_article_kept_to_oneself_is_nobody_elses(desk: Desk) -> None:
    own = snapshot_of(desk.cast.desk, by=desk.cast.sam, visibility=Visibility.ME)
    statuses = {
        name: desk.browser(name).get(f"/snapshots/{own.pk}/").status_code
        for name in ("sam", "sue", "max")
    }
    assert statuses == {"sam": 200, "sue": 404, "max": 404}
    assert "Seen by: <b>only you</b>" in page(desk, "sam", own)


def test_a_public_article_is_read_by_everyone_and_marked_by_nobody_outside(desk: Desk) -> None:
    Article.objects.update(visibility=Visibility.PUBLIC)
    desk.published(desk.claim())
    desk.claim(statement="A claim that nobody checked.")
    html = page(desk, "nobody")
    assert "Seen by: <b>everyone</b>" in html
    assert "The pier closed on 3 May." in html
    assert "A claim that nobody checked." not in html
    assert "data-pick" not in html
    assert "/desk/claims/" not in html


def test_the_article_is_shown_in_its_latest_version(desk: Desk) -> None:
    old = desk.scene.snapshot
    new = another_version(old, "The pier never closed.")
    browser = desk.browser("ann")
    assert "The pier never closed." in browser.get(f"/articles/{old.article_id}/").content.decode()
    older = browser.get(f"/snapshots/{old.pk}/").content.decode()
    assert "This is an older version" in older
    assert f'href="/snapshots/{new.pk}/changes/?from=1">What changed since' in older
    assert f"/articles/{old.article_id}/" in older
    assert "This is an older version" not in page(desk, "ann", new)


def test_readers_get_the_text_without_the_tools(desk: Desk) -> None:
    desk.claim()
    assert "data-pick" in page(desk, "ann")
    html = page(desk, "ron")
    assert "The pier closed on 3 May." in html
    assert "data-pick" not in html
    assert "data-sentence-list" not in html
    assert "Add evidence" not in html
    assert "Correct<" not in html


def test_a_student_is_told_that_it_stays_private(desk: Desk) -> None:
    assert "seen by you alone until you show it" in page(desk, "sam")
    assert "seen by you alone until you show it" not in page(desk, "ann")


def test_a_claim_marks_its_words_and_stands_in_the_margin(desk: Desk) -> None:
    claim = desk.claim()
    passage = claim.first_appearance.passage  # type: ignore[union-attr]
    html = page(desk, "bea")
    assert (
        f'<mark class="hi l1-unreviewed" data-passages="{passage.pk}" data-claims="{claim.pk}">'
        "We closed it on 3 May</mark>" in html
    )
    card = html.split(f'id="note-{passage.pk}"')[1].split("</article>")[0]
    assert f'data-start="{passage.start}"' in card
    assert "Not checked yet" in card
    assert "1 appearance, 1 independent origin" in card
    assert f'href="/desk/claims/{claim.pk}/"' in card
    assert f"/desk/claims/{claim.pk}/evidence/add/" in card


def test_a_checked_claim_wears_its_verdict(desk: Desk) -> None:
    desk.published(desk.claim())
    html = page(desk, "ron")
    assert 'class="l1-false end-false"' in html
    assert '<span class="verdict false">False</span>' in html


def test_a_private_claim_marks_nothing_for_others(desk: Desk) -> None:
    desk.claim("sam", "Sam thinks so.")
    assert "Sam thinks so." in page(desk, "sam")
    assert "seen by you alone" in page(desk, "sam")
    other = page(desk, "ann")
    assert "Sam thinks so." not in other
    assert "<mark" not in other


def test_a_merged_claim_is_read_under_the_one_that_was_kept(desk: Desk) -> None:
    kept = desk.claim(statement="The pier closed on 3 May.")
    merged = desk.claim(statement="It shut on the third.")
    merge_claims(kept, merged, "The same.", by=desk.cast.ann)
    html = page(desk, "ann")
    assert "It shut on the third." not in html
    assert html.count('<section class="on-claim">') == 1
    assert "1 appearance, 1 independent origin" in html


def test_evidence_and_notes_stand_at_their_words(desk: Desk) -> None:
    evidence = desk.evidence(desk.claim())
    note = write_note(
        "Ask the port.",
        place=desk.scene.at("Nobody was hurt"),
        workspace=desk.cast.desk,
        by=desk.cast.ann,
    )
    html = page(desk, "bea")
    assert f'class="l1-evidence" data-passages="{evidence.passage_id}"' in html
    assert f'class="l1-note" data-passages="{note.passage_id}"' in html
    assert "The port says so itself." in html
    assert "Ask the port." in html
    assert "/desk/notes/" in html
    assert "/edit/" not in html.split(f'id="remark-{note.pk}"')[1].split("</article>")[0]


def test_a_note_to_oneself_is_nobody_elses(desk: Desk) -> None:
    write_note(
        "I doubt it.",
        place=desk.scene.at("Nobody was hurt"),
        workspace=desk.cast.desk,
        visibility="me",
        by=desk.cast.ann,
    )
    assert "I doubt it." in page(desk, "ann")
    assert "I doubt it." not in page(desk, "max")


def test_comments_and_what_stands_around_the_article_are_folded(desk: Desk) -> None:
    text = "Home News\n\nThe pier closed.\n\nFirst!\n\nNo, second."
    regions = [
        {"kind": "boilerplate", "start": 0, "end": 11},
        {"kind": "body", "start": 11, "end": 29},
        {"kind": "comment", "start": 29, "end": len(text)},
    ]
    new = another_version(desk.scene.snapshot, text, regions=regions)
    html = page(desk, "ann", new)
    assert "Readers’ comments, 2 paragraphs, are kept apart and count for nothing" in html
    assert "1 paragraph around the article" in html
    assert html.index("around the article") < html.index("The pier closed.") < html.index("First!")


def test_a_headline_that_says_the_title_is_the_title_and_a_block(desk: Desk) -> None:
    article = desk.scene.snapshot.article
    text = f"{article.title}\n\nThe pier closed."
    blocks = [{"kind": "heading", "start": 0, "end": len(article.title), "level": 1}]
    new = another_version(desk.scene.snapshot, text, blocks=blocks)
    html = page(desk, "ann", new)
    block = f'<h1 id="b0" data-start="0" data-end="{len(article.title)}">{article.title}</h1>'
    assert block in html
    assert html.count("<h1") == 1


def test_a_text_without_title_says_so(desk: Desk) -> None:
    Article.objects.update(title="", outlet=None, byline="", published=None, published_precision="")
    html = page(desk, "ann")
    assert "Untitled text" in html
    assert "author, outlet and date not stated" in html


def test_what_the_reading_lost_is_said_above_all(desk: Desk) -> None:
    lost = "Text seems to be lost: sentences run into each other in 12 places."
    new = another_version(desk.scene.snapshot, "So.", warnings=[lost])
    html = page(desk, "ron", new)
    assert f"<b>Take care:</b> {lost}" in html
    assert "Take care: Text seems to be lost · 1 June 2024, version 2 of 2" in html


@pytest.mark.parametrize(
    ("name", "how"),
    [("pier.txt", "from a file"), ("What the pier is like", "pasted"), ("", "pasted")],
)
def test_it_says_how_the_text_came_to_us(desk: Desk, name: str, how: str) -> None:
    Article.objects.update(input_name=name)
    html = page(desk, "ann")
    assert f'<span class="how">· {how}' in html
    assert ("· a file" in html) is (how == "from a file")


def test_the_text_says_its_language_and_which_way_it_runs(desk: Desk) -> None:
    Article.objects.update(language="ar")
    assert 'id="text" lang="ar" dir="rtl"' in page(desk, "ann")


def test_queries_do_not_grow_with_marks_notes_versions_and_facts(desk: Desk) -> None:
    address = f"/snapshots/{desk.scene.snapshot.pk}/"
    _fill(desk, 1)
    another_version(desk.scene.snapshot, "Something else.")
    few = queries(desk, "ann", address)
    _fill(desk, 6)
    assert queries(desk, "ann", address) == few
    assert few <= 30


def _fill(desk: Desk, number: int) -> None:
    text = desk.scene.snapshot.text
    for turn in range(number):
        place = (desk.scene.snapshot, turn * 3, turn * 3 + 12)
        claim = desk.scene.claim(
            desk.cast.ann, f"Claim {turn} of {number}: {text[:9]}", appearance=place
        )
        desk.evidence(claim, place=(desk.scene.snapshot, turn, 40 + turn))
        write_note("So.", place=place, workspace=desk.cast.desk, by=desk.cast.bea)


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "a & b < c"])
def test_what_was_written_is_shown_as_words(desk: Desk, words: str) -> None:
    snapshot = snapshot_of(desk.cast.desk, f"Before. {words} After.")
    Article.objects.filter(pk=snapshot.article_id).update(title=words, byline=words)
    html = page(desk, "ann", snapshot)
    assert "<script>alert" not in html
    assert words not in html


class TestChanges:
    """What changed between two versions."""

    def test_words_that_went_and_came_are_told_apart(self, desk: Desk) -> None:
        old = desk.scene.snapshot
        new = another_version(old, old.text.replace("3 May", "4 June"))
        html = desk.browser("ron").get(f"/snapshots/{new.pk}/changes/").content.decode()
        assert "[gone: </span>3 May<" in html
        assert "[new: </span>4 June<" in html
        assert "in 1 place" in html
        assert "The text does not say so." in html

    def test_a_notice_in_the_text_is_seen(self, desk: Desk) -> None:
        old = desk.scene.snapshot
        text = old.text.replace("3 May", "4 June") + "\n\nCorrection: the pier closed in June."
        new = another_version(old, text)
        html = desk.browser("ann").get(f"/snapshots/{new.pk}/changes/").content.decode()
        assert "The text says so itself" in html

    def test_markup_in_a_changed_text_is_words(self, desk: Desk) -> None:
        new = another_version(desk.scene.snapshot, "<script>alert(1)</script> <b>bold</b>")
        html = desk.browser("ann").get(f"/snapshots/{new.pk}/changes/").content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<b>bold</b>" not in html

    def test_the_first_version_has_nothing_before_it(self, desk: Desk) -> None:
        address = f"/snapshots/{desk.scene.snapshot.pk}/changes/"
        assert "This is the first version" in desk.browser("ann").get(address).content.decode()

    def test_a_version_that_is_not_there_cannot_be_compared_with(self, desk: Desk) -> None:
        address = f"/snapshots/{desk.scene.snapshot.pk}/changes/?from=9"
        assert desk.browser("ann").get(address).status_code == 404

    def test_outsiders_learn_nothing_of_it(self, desk: Desk) -> None:
        new = another_version(desk.scene.snapshot, "Else.")
        assert desk.browser("olga").get(f"/snapshots/{new.pk}/changes/").status_code == 404


def test_outsiders_read_what_was_found_and_not_who_works_here(desk: Desk) -> None:
    cast, snapshot = desk.scene.cast, desk.scene.snapshot
    article = snapshot.article
    User.objects.filter(pk=cast.ann.pk).update(name="Ann Ofthedesk")
    choose_fact(article, "title", "The pier", note="The headline.", by=cast.ann)
    other = snapshot_of(cast.desk, outlet="Valley Post").article
    cite(article, kind="cites", target=other, by=cast.ann)
    for row in (article, other):
        row.refresh_from_db()
        show_article(row, "public", by=cast.eve)
    pages = [f"/articles/{article.pk}/", f"/articles/{article.pk}/facts/"]
    for page in pages:
        assert "Ann Ofthedesk" in desk.browser("ron").get(page).content.decode()
        told = desk.browser("olga").get(page)
        assert told.status_code == 200
        assert "Ann Ofthedesk" not in told.content.decode()
    assert "entered by a person" in desk.browser("nobody").get(pages[0]).content.decode()
