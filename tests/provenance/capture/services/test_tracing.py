"""Whom articles lean on is found when they come, and again when what they lean on comes."""

from datetime import UTC, datetime

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from provenance.accounts.roles import Visibility
from provenance.capture import pipeline
from provenance.capture.material import Material
from provenance.capture.models import Trace
from provenance.capture.services import trace_left_out, trace_snapshots
from provenance.sources.errands import TRACE
from provenance.sources.models import Article, Citation, Snapshot
from provenance.sources.services import (
    choose_facts,
    cite,
    delete_article,
    reject_citation,
    restore_article,
    show_article,
)

pytestmark = pytest.mark.django_db
TIDE = "https://tide.example.org/2031/wells"
POST = "https://fjordpost.example/2031/wells"
SAID = "nobody came by and nobody rang, there was no notice on the door"
FILL = (
    "The water works of the town closed one of its three wells on Monday after a routine test. "
    "The other two wells supply the town without any interruption, the mayor's office says. "
)
OTHER = (
    "People on the east bank queued for bottles until the evening, and most shelves were empty. "
    "A petition that asks for an independent laboratory has two hundred names by now. "
)


@pytest.fixture
def bring(cast):
    def one(*paragraphs, address=TIDE, title="Wells closed", by=cast.ann, day=1, head="", **given):
        words = "".join(f"<p>{words}</p>" for words in paragraphs)
        page = f"<html><head><title>{title}</title>{head}</head><body><article>"
        page += f"<h1>{title}</h1>{words}</article></body></html>"
        material = Material(
            raw=page.encode(),
            captured_at=datetime(2031, 5, day, tzinfo=UTC),
            media_type="text/html",
            encoding="utf-8",
            address=address,
            final_address=address,
        )
        given.setdefault("workspace", cast.desk)
        return pipeline.bring_in(material, by=by, **given).article

    return one


def trace(*articles):
    return trace_snapshots([one.latest_id for one in articles], by=None)


def link(words="the Tide", to=TIDE):
    return f'<a href="{to}">{words}</a>'


def test_a_link_to_an_article_that_is_here_is_proposed(bring):
    tide = bring(FILL, OTHER)
    post = bring(OTHER, f"The wells are closed, {link()} reported on Monday.", address=POST)
    assert trace(tide, post) == 1
    row = Citation.objects.get()
    assert (row.source, row.target, row.kind, row.state) == (post, tide, "cites", "proposed")
    assert row.passage.quote == "the Tide"
    assert "the Tide reported on Monday" in row.why
    assert (row.known, row.created_by) == ("in_markup", None)


def test_it_is_found_again_when_the_article_comes_later(bring):
    post = bring(OTHER, f"The wells are closed, as {link()} has it.", address=POST)
    assert trace(post) == 0
    tide = bring(FILL, OTHER, address="http://www.tide.example.org/2031/wells/?utm_source=x")
    assert trace(tide) == 1
    row = Citation.objects.get()
    assert (row.source, row.target, row.kind) == (post, tide, "links")
    assert trace(tide) == trace(post) == 0


def test_a_refusal_lasts_when_texts_are_looked_at_again(bring, cast):
    tide = bring(FILL, OTHER)
    post = bring(OTHER, f"The wells are closed, {link()} reported.", address=POST)
    trace(tide, post)
    reject_citation(Citation.objects.get(), reason="Another story.", by=cast.ann)
    assert trace(post, tide) == 0
    assert Citation.objects.get().state == "rejected"


def test_links_elsewhere_are_not_asked_about(bring):
    post = bring(
        OTHER, f"Closed, as {link(to='https://nobody.example.org/a')} has it.", address=POST
    )
    assert trace(post) == 0


def test_where_a_text_comes_from_is_asked_also_without_the_article(bring):
    words = f"This report comes from {link('Tide Agency')} and was not edited."
    post = bring(FILL, OTHER, words, address=POST)
    trace(post)
    row = Citation.objects.get(kind="republishes")
    assert (row.target, row.target_name) == (None, "Tide Agency")
    assert {one["rule"] for one in row.reasons} == {"comes from", "link that republishes"}
    tide = bring(FILL, OTHER, title="Other words")
    trace(tide)
    row.refresh_from_db()
    assert (row.target, row.state) == (tide, "proposed")


def test_the_address_another_site_calls_its_own_is_a_weak_sign(bring):
    tide = bring(FILL, OTHER)
    head = f'<link rel="canonical" href="{TIDE}">'
    post = bring(FILL, OTHER, address=POST, head=head, title="Another headline")
    trace(tide, post)
    row = Citation.objects.get()
    assert (row.target, row.kind, row.confidence) == (tide, "republishes", 0.5)


def test_a_notice_corrects_the_article_it_links_to(bring):
    tide = bring(FILL, OTHER)
    words = f"On 3 May we published a {link('report on the wells')}. Two things in it were wrong."
    notice = bring(words, FILL, address=POST, title="Correction: the wells")
    trace(tide, notice)
    assert Citation.objects.get().kind == "corrects"


def test_a_notice_corrects_the_article_whose_title_it_names(bring):
    tide = bring(FILL, OTHER, title="Wells closed on the east bank")
    words = "Our story “Wells closed on the east bank” had the number of wells wrong."
    notice = bring(words, FILL, address=POST, title="Correction: the wells")
    trace(notice, tide)
    assert Citation.objects.get().target == tide


def test_a_source_with_the_same_headline_is_the_article_meant(bring, cast):
    tide = choose_facts(bring(FILL, OTHER), {"outlet": "The Tide"}, by=cast.ann)
    words = "This article was originally published on The Tide."
    post = bring(FILL, OTHER, words, address=POST)
    assert Citation.objects.get().target is None
    trace(post, tide)
    row = Citation.objects.get()
    assert (row.source, row.target, row.target_name) == (post, tide, "The Tide")


def test_a_link_says_nothing_new_where_more_is_known(bring, cast):
    tide = bring(FILL, OTHER)
    post = bring(OTHER, f"The wells are closed, {link()} reported.", address=POST)
    cite(post, kind="republishes", target=tide, by=cast.ann)
    assert trace(post) == 0
    reject_citation(Citation.objects.get(), reason="It is not a copy.", by=cast.ann)
    assert trace(post) == 1


def test_quoted_words_lead_to_the_earlier_text(bring, cast):
    tide = bring(FILL, f"The baker had seen it all: {SAID}. He was angry.")
    post = bring(OTHER, f"“{SAID.capitalize()},” a baker said on Tuesday.", address=POST, day=2)
    choose_facts(tide, {"published": "2031-05-01", "outlet": "The Tide"}, by=cast.ann)
    choose_facts(post, {"published": "2031-05-02"}, by=cast.ann)
    assert trace(post) == 0
    assert trace(tide) == 1
    row = Citation.objects.get()
    assert (row.source, row.target, row.kind) == (post, tide, "quotes")
    assert (row.passage.quote, row.target_passage.quote) == (SAID.capitalize(), SAID)
    assert row.uncredited
    assert [one["rule"] for one in row.reasons] == ["quotation", "own words", "not credited"]
    assert row.confidence == 0.8


def test_the_later_text_quotes_whichever_came_in_first(bring, cast):
    post = bring(OTHER, f"“{SAID.capitalize()},” a baker told the Tide.", address=POST, day=1)
    tide = bring(FILL, f"“{SAID.capitalize()},” a baker said.", day=3)
    choose_facts(tide, {"published": "2031-04-30", "outlet": "Tide"}, by=cast.ann)
    choose_facts(post, {"published": "2031-05-01"}, by=cast.ann)
    trace(post, tide)
    row = Citation.objects.get()
    assert (row.source, row.uncredited) == (post, False)
    assert "quoted there too" in {one["rule"] for one in row.reasons}


def test_without_dates_less_is_said(bring):
    tide = bring(FILL, f"The baker had seen it all: {SAID}. He was angry.")
    post = bring(OTHER, f"“{SAID.capitalize()},” a baker said on Tuesday.", address=POST, day=2)
    trace(tide, post)
    row = Citation.objects.get()
    assert (row.source, row.confidence) == (post, 0.6)
    assert "no dates" in {one["rule"] for one in row.reasons}


def test_copies_are_not_told_by_their_quotations(bring):
    tide = bring(FILL, OTHER, f"“{SAID.capitalize()},” a baker said.")
    post = bring(FILL, OTHER, f"“{SAID.capitalize()},” a baker said.", address=POST, day=2)
    trace(tide, post)
    assert not Citation.objects.filter(kind="quotes").exists()


def test_nobody_is_told_of_what_they_may_not_see(bring, cast):
    secret = bring(FILL, OTHER, by=cast.bea, visibility=Visibility.ME)
    foreign = bring(FILL, OTHER, by=cast.olga, workspace=cast.elsewhere)
    post = bring(OTHER, f"Closed, {link()} reported, he said.", address=POST)
    trace(secret, foreign, post)
    assert not Citation.objects.exists()
    own = bring(
        OTHER, f"Closed, {link()} reported.", address=f"{POST}/2", by=cast.bea,
        visibility=Visibility.ME,
    )  # fmt: skip
    trace(own)
    assert Citation.objects.get().target == secret
    seen = [name for name, who in cast.everyone().items()
            if Citation.objects.visible_to(who).exists()]  # fmt: skip
    assert seen == ["bea"]


def test_what_was_left_out_is_looked_at_later(bring):
    tide = bring(FILL, OTHER)
    post = bring(OTHER, f"The wells are closed, {link()} reported.", address=POST)
    assert trace_left_out(by=None) == 1
    assert Trace.objects.count() == Snapshot.objects.count() == 2
    assert trace_left_out(by=None) == 0
    Trace.objects.filter(snapshot__article__in=[tide, post]).update(method=0)
    assert trace_left_out(by=None) == 0
    assert not Trace.objects.filter(method=0).exists()


def test_a_page_with_two_thousand_links_is_asked_about_in_few_queries(
    bring, django_assert_max_num_queries
):
    here = [bring(FILL, OTHER, address=f"{TIDE}/{n}", title=f"Wells {n}") for n in range(5)]
    many = [link(f"place {n}", f"{TIDE}/{n}") for n in range(2000)]
    post = bring(OTHER, f"All of {', '.join(many)} are closed.", address=POST)
    with django_assert_max_num_queries(30):
        assert trace(post) == len(here)
    assert {one.target for one in Citation.objects.all()} == set(here)


def jobs():
    return list(ProcrastinateJob.objects.filter(task_name=TRACE).values_list("args", flat=True))


def test_what_is_kept_shown_or_restored_is_looked_at(bring, cast):
    secret = bring(FILL, OTHER, by=cast.bea, visibility=Visibility.ME)
    assert jobs() == [{"snapshots": [secret.latest_id]}]
    bring(FILL, OTHER, by=cast.bea, visibility=Visibility.ME)
    assert len(jobs()) == 1  # Nothing new was kept.
    show_article(secret, "workspace", by=cast.bea)
    delete_article(secret, by=cast.bea)
    restore_article(secret, by=cast.bea)
    assert jobs() == [{"snapshots": [secret.latest_id]}] * 3


def test_deleted_articles_are_passed_over(bring):
    tide = bring(FILL, OTHER)
    Article.objects.filter(pk=tide.pk).update(deleted_at=datetime(2031, 5, 5, tzinfo=UTC))
    post = bring(OTHER, f"The wells are closed, {link()} reported.", address=POST)
    assert trace(tide, post) == 0
