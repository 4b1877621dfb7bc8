"""What is proposed is proposed once, says why, and tells nobody of what they may not see."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from provenance.accounts.roles import Visibility
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from provenance.sources import services
from provenance.sources.models import Article, Citation, Passage
from provenance.sources.services.proposals import Place, Proposal, Reason, offer_citations
from tests.provenance.sources.arriving import RUMOUR, arrival, finding

pytestmark = pytest.mark.django_db
WHY = Reason("link", "A link in the text leads to it.", 0.9)
MORE = Reason("title", "It names the title.", 0.5)


@pytest.fixture
def piece(cast):
    def one(name, by=cast.ann, workspace=cast.desk, outlet="", **fields):
        facts = [finding("outlet", outlet)] if outlet else []
        text = arrival(f"{name} says so. {RUMOUR}", title=name, input_name=name, findings=facts)
        return services.keep_snapshot(text, workspace=workspace, by=by, **fields).article

    return one


def said(source, target=None, **fields):
    usual = {"kind": "cites", "reasons": [WHY], "known": "in_markup", "confidence": 0.9}
    return Proposal(source=source, target=target, **usual | fields)


def offer(*proposals, by=None):
    return offer_citations(proposals, by=by)


def test_a_proposal_becomes_a_citation_that_waits_and_says_why(piece, cast):
    copy, original = piece("Copy"), piece("Original")
    places = Place(copy.latest, 0, 4), Place(original.latest, 0, 8)
    offer(said(copy, original, here=places[0], there=places[1]))
    row = Citation.objects.get()
    assert (row.state, row.kind, row.known, row.confidence) == (
        "proposed", "cites", "in_markup", 0.9,
    )  # fmt: skip
    assert (row.passage.quote, row.target_passage.quote) == ("Copy", "Original")
    assert row.why == "A link in the text leads to it."
    assert row.reasons == [{"rule": "link", "says": WHY.says, "weight": 0.9}]
    event = AuditEvent.objects.get(action="citation.proposed")
    assert (event.actor, event.detail["rules"]) == (None, ["link"])
    assert verify(cast.desk.pk).ok


def test_the_same_is_proposed_once(piece):
    copy, original = piece("Copy"), piece("Original")
    assert offer(said(copy, original), said(copy, original)) == 1
    assert offer(said(copy, original)) == 0
    assert Citation.objects.get().version == 1


def test_another_kind_is_another_proposal(piece):
    copy, original = piece("Copy"), piece("Original")
    offer(said(copy, original), said(copy, original, kind="links"))
    assert Citation.objects.count() == 2


@pytest.mark.parametrize("decide", ["confirm", "reject"])
def test_what_was_decided_is_not_asked_again(piece, cast, decide):
    copy, original = piece("Copy"), piece("Original")
    offer(said(copy, original))
    row = Citation.objects.get()
    if decide == "confirm":
        services.confirm_citation(row, by=cast.ann)
    else:
        services.reject_citation(row, reason="A joke.", by=cast.ann)
    assert offer(said(copy, original, reasons=[MORE])) == 0
    row.refresh_from_db()
    assert [one["rule"] for one in row.reasons] == ["link"]


def test_what_a_person_said_by_hand_is_not_proposed(piece, cast):
    copy, original = piece("Copy"), piece("Original")
    services.cite(copy, kind="cites", target=original, by=cast.ann)
    assert offer(said(copy, original)) == 0


def test_copies_are_proposed_in_one_direction_only(piece, cast):
    copy, original = piece("Copy"), piece("Original")
    offer(said(copy, original, kind="republishes"))
    services.reject_citation(Citation.objects.get(), reason="Two texts.", by=cast.ann)
    assert offer(said(original, copy, kind="republishes")) == 0
    assert offer(said(original, copy)) == 1  # Citing goes both ways.


def test_new_reasons_join_a_proposal_that_waits(piece):
    copy, original = piece("Copy"), piece("Original")
    offer(said(copy, original, confidence=0.5))
    place = Place(copy.latest, 0, 4)
    assert offer(said(copy, original, reasons=[WHY, MORE], here=place, confidence=0.7)) == 1
    row = Citation.objects.get()
    assert [one["rule"] for one in row.reasons] == ["link", "title"]
    assert (row.confidence, row.passage.quote, row.version) == (0.7, "Copy", 2)
    assert AuditEvent.objects.get(action="citation.reasons_added").detail["rules"] == ["title"]


def test_a_name_that_was_proposed_becomes_the_article_it_means(piece):
    copy, original = piece("Copy"), piece("Original", outlet="River Post")
    offer(said(copy, target_name="The River-Post"), said(copy, target_name="River Post"))
    assert Citation.objects.count() == 2  # "The" may be part of a name.
    Citation.objects.filter(target_name="The River-Post").delete()
    offer(said(copy, original, reasons=[MORE]))
    row = Citation.objects.get()
    assert (row.target, row.target_name, len(row.reasons)) == (original, "River Post", 2)
    assert offer(said(copy, target_name="RIVER POST")) == 0


def test_a_rejected_name_speaks_for_its_articles(piece, cast):
    copy, original = piece("Copy"), piece("Original", outlet="River Post")
    offer(said(copy, target_name="River Post"))
    services.reject_citation(Citation.objects.get(), reason="A joke.", by=cast.ann)
    assert offer(said(copy, original)) == 0


def test_a_rejected_article_says_nothing_of_others_of_its_outlet(piece, cast):
    copy, original = piece("Copy"), piece("Original", outlet="River Post")
    other = piece("Other", outlet="River Post")
    offer(said(copy, original))
    services.reject_citation(Citation.objects.get(), reason="Another day.", by=cast.ann)
    assert offer(said(copy, other)) == 1


def test_an_address_is_one_however_it_is_spelled(piece):
    copy = piece("Copy")
    offer(said(copy, target_address="https://river.example.org/a/"))
    assert offer(said(copy, target_address="http://www.river.example.org/a?utm_source=x")) == 0


def test_credit_found_anywhere_ends_the_suspicion(piece):
    copy, original = piece("Copy"), piece("Original")
    offer(said(copy, original, uncredited=True))
    assert Citation.objects.get().uncredited
    offer(said(copy, original, reasons=[MORE]))
    assert not Citation.objects.get().uncredited


@pytest.mark.parametrize("case", ["itself", "elsewhere", "deleted", "private", "of nobody"])
def test_what_may_not_be_proposed_is_passed_over(piece, cast, case):
    source = piece("Copy")
    bad = {
        "itself": lambda: said(source, source),
        "elsewhere": lambda: said(source, piece("X", by=cast.olga, workspace=cast.elsewhere)),
        "deleted": lambda: said(source, services.delete_article(piece("X"), by=cast.ann)),
        "private": lambda: said(source, piece("X", visibility=Visibility.ME)),
        "of nobody": lambda: said(source, target_name="", target_address="not an address"),
    }
    assert offer(bad[case](), said(source, target_name="River Post")) == 1
    assert Citation.objects.get().target is None


def test_ones_own_private_articles_may_lean_on_each_other(piece, cast):
    mine, too = (piece(name, visibility=Visibility.ME) for name in ("Mine", "Too"))
    hers = piece("Hers", by=cast.bea, visibility=Visibility.ME)
    assert offer(said(mine, too), said(mine, hers)) == 1
    seen = {name for name, user in cast.everyone().items() if _sees(user)}
    assert seen == {"ann"}


def test_a_citation_is_seen_by_those_who_see_both_articles(piece, cast):
    copy, original = piece("Copy"), piece("Original")
    offer(said(copy, original))
    services.confirm_citation(Citation.objects.get(), by=cast.ann)
    Article.objects.filter(pk=copy.pk).update(visibility=Visibility.PUBLIC)
    assert not _sees(cast.nobody)
    assert not _sees(cast.olga)
    assert _sees(cast.ron)
    Article.objects.filter(pk=original.pk).update(visibility=Visibility.PUBLIC)
    assert _sees(cast.nobody)
    Article.objects.filter(pk=original.pk).update(visibility=Visibility.ME)
    assert _sees(cast.ann)
    assert not _sees(cast.bea)
    services.delete_article(original, by=cast.ann)
    assert not _sees(cast.ann)


def _sees(user):
    return Citation.objects.visible_to(user).exists()


def test_the_database_refuses_a_second_proposal(piece):
    copy, original = piece("Copy"), piece("Original")
    offer(said(copy, original))
    row = Citation.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="never_proposed_again"), transaction.atomic():
        row.save(force_insert=True)


def test_many_proposals_take_as_many_queries_as_two(piece, django_assert_num_queries):
    copies, original = [piece(f"Copy {n}") for n in range(12)], piece("Original", outlet="Post")
    some = [said(one, original, here=Place(one.latest, 0, 4)) for one in copies]
    with django_assert_num_queries(9) as two:
        offer(*some[:2])
    with django_assert_num_queries(len(two)):
        offer(*some[2:])
    more = [replace(one, reasons=[MORE]) for one in some]
    with django_assert_num_queries(8):
        offer(*more)
    assert Passage.objects.count() == 12
