"""Texts are kept once, revisions side by side, and nothing is merged on a weak hint."""

import pytest
from django.core.exceptions import PermissionDenied

from provenance.accounts.roles import Visibility
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from provenance.sources.models import Article, Citation, Fact, Outlet, Person, Snapshot
from provenance.sources.services import (
    choose_fact,
    delete_article,
    keep_snapshot,
    keep_snapshots,
)
from tests.provenance.sources.arriving import RUMOUR, arrival, finding

PAGE = "https://eastbank.example/news/wells"
OTHER = (
    "Westhill's football club lost its fourth match in a row on Saturday, and its trainer left "
    "without a word. The chairman promised to name a successor before the end of the month, and "
    "asked the supporters for patience, which they have offered for eleven years by now. "
)


@pytest.fixture
def keep(cast):
    def one(arrived, by=cast.ann, workspace=cast.desk, **fields):
        return keep_snapshot(arrived, workspace=workspace, by=by, **fields)

    return one


def test_a_new_text_becomes_an_article_with_its_first_snapshot(keep, cast):
    kept = keep(arrival(title="Well closed", input_name="wells.txt"))
    article = Article.objects.get()
    assert (kept.status, kept.article, article.latest) == ("imported", article, kept.snapshot)
    assert (article.title, article.input_name, article.created_by) == (
        "Well closed",
        "wells.txt",
        cast.ann,
    )
    snapshot = Snapshot.objects.get()
    assert (snapshot.number, snapshot.text, snapshot.characters) == (1, RUMOUR, len(RUMOUR))
    assert bytes(snapshot.file.warc) == b"WARC " + RUMOUR.encode()


def test_what_was_kept_is_in_the_audit_and_its_chain_holds(keep, cast):
    kept = keep(
        arrival(findings=[finding("outlet", "Eastbank Echo"), finding("author", "Ida Roy")])
    )
    events = AuditEvent.objects.filter(chain=cast.desk.pk).order_by("number")
    assert [event.action for event in events] == [
        "outlet.added",
        "person.added",
        "article.imported",
    ]
    assert events.last().detail["raw_sha256"] == kept.snapshot.raw_sha256
    assert verify(cast.desk.pk).ok


def test_the_same_bytes_again_are_unchanged_and_leave_no_trace(keep):
    first = keep(arrival(input_name="a.txt"))
    events = AuditEvent.objects.count()
    again = keep(arrival(input_name="other-name.txt"))
    assert (again.status, again.snapshot) == ("unchanged", first.snapshot)
    assert (Snapshot.objects.count(), AuditEvent.objects.count()) == (1, events)


def test_changed_text_at_a_known_address_is_revised_and_both_are_kept(keep):
    first = keep(arrival(address=PAGE, final_address=PAGE))
    second = keep(arrival(OTHER, address=PAGE + "?utm_source=x", final_address=PAGE + "/"))
    assert (second.status, second.article) == ("revised", first.article)
    texts = Snapshot.objects.order_by("number").values_list("number", "text")
    assert list(texts) == [(1, RUMOUR), (2, OTHER)]
    article = Article.objects.get()
    assert (article.latest, article.version) == (second.snapshot, 2)


def test_a_page_that_returns_to_an_earlier_text_is_revised_again(keep):
    for text in (RUMOUR, OTHER, RUMOUR):
        last = keep(arrival(text, address=PAGE, final_address=PAGE))
    assert (last.status, last.snapshot.number) == ("revised", 3)


def test_new_advertisements_around_the_same_text_change_nothing(keep):
    keep(arrival(raw=b"<p>buy</p>" + RUMOUR.encode(), address=PAGE, final_address=PAGE))
    again = keep(arrival(raw=b"<p>sell</p>" + RUMOUR.encode(), address=PAGE, final_address=PAGE))
    assert again.status == "unchanged"


def test_a_silently_changed_headline_is_a_revision(keep):
    keep(arrival(title="Well closed", raw=b"1", address=PAGE, final_address=PAGE))
    again = keep(arrival(title="Wells closed", raw=b"2", address=PAGE, final_address=PAGE))
    assert again.status == "revised"
    assert Article.objects.get().title == "Wells closed"


def test_a_file_of_the_same_name_with_a_changed_text_is_revised(keep):
    first = keep(arrival(input_name="wells.txt"))
    second = keep(arrival(RUMOUR.replace("Monday", "Tuesday"), input_name="wells.txt"))
    assert (second.status, second.article) == ("revised", first.article)


def test_another_text_under_the_same_file_name_is_another_article(keep):
    keep(arrival(input_name="index.html"))
    assert keep(arrival(OTHER, input_name="index.html")).status == "imported"
    assert Article.objects.count() == 2


def test_a_canonical_link_that_names_another_page_merges_nothing(keep):
    home = "https://eastbank.example/"
    keep(arrival(address=PAGE, final_address=PAGE, canonical_address=home))
    other = keep(
        arrival(OTHER, address=PAGE + "-2", final_address=PAGE + "-2", canonical_address=home)
    )
    assert other.status == "imported"
    keys = Article.objects.order_by("id").values_list("address_key", flat=True)
    assert list(keys) == ["eastbank.example/news/wells", "eastbank.example/news/wells-2"]


def test_a_saved_page_joins_its_address_only_if_the_texts_resemble_each_other(keep):
    first = keep(arrival(address=PAGE, final_address=PAGE))
    edited = RUMOUR.replace("three", "four")
    assert keep(arrival(edited, canonical_address=PAGE)).article == first.article
    stranger = keep(arrival(OTHER, canonical_address=PAGE))
    assert (stranger.status, stranger.article.address_key) == ("imported", "")


def test_twins_within_one_call_are_told_apart_as_if_they_came_one_by_one(cast):
    batch = [
        arrival(input_name="a.txt"),
        arrival(OTHER, input_name="b.txt"),
        arrival(RUMOUR + "More.", input_name="a.txt"),
        arrival(input_name="c.txt"),
    ]
    kept = keep_snapshots(batch, workspace=cast.desk, by=cast.ann)
    assert [one.status for one in kept] == ["imported", "imported", "revised", "unchanged"]
    assert kept[2].article == kept[3].article == kept[0].article


def test_a_persons_choice_survives_a_revision_and_the_new_value_stands_beside_it(keep, cast):
    kept = keep(arrival(title="Well closed", address=PAGE, final_address=PAGE))
    choose_fact(kept.article, "title", "One of three wells closed", by=cast.bea)
    keep(arrival(OTHER, title="Wells shut", address=PAGE, final_address=PAGE))
    assert Article.objects.get().title == "One of three wells closed"
    titles = Fact.objects.filter(field="title").values_list("value", "known", "chosen")
    assert set(titles) == {
        ("Well closed", "in_text", False),
        ("One of three wells closed", "person", True),
        ("Wells shut", "in_text", False),
    }


def test_a_revision_that_says_nothing_about_a_field_leaves_it_alone(keep):
    facts = [finding("author", "Ida Roy"), finding("published", "2024-05", precision="month")]
    keep(arrival(findings=facts, address=PAGE, final_address=PAGE))
    keep(arrival(OTHER, address=PAGE, final_address=PAGE))
    article = Article.objects.get()
    assert (article.byline, str(article.published)) == ("Ida Roy", "2024-05-01")
    assert article.published_precision == "month"
    assert [author.name for author in article.authors.all()] == ["Ida Roy"]


def test_outlets_and_people_are_found_again_however_they_are_written(keep):
    facts = [finding("outlet", "Eastbank Écho"), finding("author", "Ida Roy")]
    keep(arrival(findings=facts))
    facts = [finding("outlet", "EASTBANK ECHO"), finding("author", "ida  roy")]
    keep(arrival(OTHER, findings=facts))
    assert Outlet.objects.get().articles.count() == 2
    assert Person.objects.get().articles.count() == 2


def test_a_named_source_is_proposed_once_as_republication_with_its_passage(keep):
    text = RUMOUR + "Originally published on River Post."
    start = text.index("River Post")
    fact = finding("republished_from", "River Post", start=start, end=start + 10, markup="footer")
    keep(arrival(text, findings=[fact], address=PAGE, final_address=PAGE))
    keep(arrival(text + " ", findings=[fact], address=PAGE, final_address=PAGE))
    citation = Citation.objects.get()
    assert (citation.state, citation.kind) == ("proposed", "republishes")
    assert (citation.target_name, citation.passage.quote) == ("River Post", "River Post")
    assert citation.why == "The text names it as the source (footer)."
    assert Article.objects.get().republished_from == "River Post"


def test_facts_that_are_not_chosen_are_kept_but_not_shown(keep):
    facts = [finding("author", "Ida Roy"), finding("author", "Staff", chosen=False, confidence=0.3)]
    keep(arrival(findings=facts))
    assert Article.objects.get().byline == "Ida Roy"
    assert Fact.objects.filter(field="author").count() == 2


def test_what_someone_keeps_to_themselves_does_not_show_by_being_in_the_way(keep, cast):
    mine = keep(arrival(address=PAGE, final_address=PAGE), visibility=Visibility.ME)
    hers = keep(arrival(address=PAGE, final_address=PAGE), by=cast.bea)
    assert (hers.status, hers.article == mine.article) == ("imported", False)
    again = keep(arrival(address=PAGE, final_address=PAGE), visibility=Visibility.ME)
    assert (again.status, again.article) == ("unchanged", mine.article)
    secret = keep(arrival(OTHER, input_name="x.txt"), visibility=Visibility.ME)
    assert keep(arrival(OTHER, input_name="x.txt"), by=cast.bea).article != secret.article


def test_other_workspaces_keep_their_own(keep, cast):
    keep(arrival(address=PAGE, final_address=PAGE))
    theirs = keep(arrival(address=PAGE, final_address=PAGE), by=cast.olga, workspace=cast.elsewhere)
    assert theirs.status == "imported"
    assert theirs.article.workspace == cast.elsewhere


def test_bringing_in_a_deleted_article_again_restores_it(keep, cast):
    kept = keep(arrival(address=PAGE, final_address=PAGE))
    delete_article(kept.article, by=cast.ann)
    assert keep(arrival(address=PAGE, final_address=PAGE)).status == "unchanged"
    assert Article.objects.alive().get() == kept.article
    assert AuditEvent.objects.filter(action="article.restored").count() == 1


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("ann", True),
        ("sam", True),
        ("tom", True),
        ("ron", False),
        ("olga", False),
        ("nobody", False),
    ],
)
def test_whoever_records_brings_in_articles(keep, cast, who, may):
    if may:
        assert keep(arrival(), by=getattr(cast, who)).status == "imported"
        return
    with pytest.raises(PermissionDenied):
        keep(arrival(), by=getattr(cast, who))
    assert not Article.objects.exists()


def test_two_hundred_texts_take_as_many_queries_as_two(cast, django_assert_max_num_queries):
    def batch(size, word):
        return [
            arrival(f"{word} {n} {RUMOUR}", title=f"{word} {n}", input_name=f"{word}{n}.txt")
            for n in range(size)
        ]

    with django_assert_max_num_queries(24) as two:
        keep_snapshots(batch(2, "first"), workspace=cast.desk, by=cast.ann)
    with django_assert_max_num_queries(len(two)):
        keep_snapshots(batch(200, "then"), workspace=cast.desk, by=cast.ann)
