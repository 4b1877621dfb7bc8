"""Words taken without saying from whom are said on the article and on the claims made of them."""

import pytest
from django.urls import reverse

from provenance.sources import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(desk):
    """A claim on a quotation that stands, uncredited, in an agency's story."""
    claim = desk.claim()
    passage = claim.appearances.get().passage
    return claim, services.cite(
        desk.scene.snapshot.article,
        kind="quotes",
        target_name="Reuters",
        passage=passage,
        known="outside",
        confidence=0.9,
        uncredited=True,
        why="Word for word.",
        by=desk.cast.ann,
    )


def said(client, user, address):
    client.force_login(user)
    return "Agency not credited: Reuters" in client.get(address).content.decode()


def test_article_and_claim_say_so(client, desk, taken):
    claim, citation = taken
    for who in (desk.cast.ann, desk.cast.ron):
        assert said(client, who, f"/articles/{citation.source_id}/")
        assert said(client, who, reverse("claim", args=[claim.pk]))


def test_other_words_of_the_text_are_not_meant(client, desk, taken):
    place = desk.scene.at("Nobody was hurt")
    other = desk.scene.claim(desk.cast.ann, "Nobody was hurt.", appearance=place)
    assert not said(client, desk.cast.ann, reverse("claim", args=[other.pk]))


def test_what_is_not_confirmed_is_not_said(client, desk, taken):
    claim, citation = taken
    services.reject_citation(citation, reason="It does say so.", by=desk.cast.ann)
    assert not said(client, desk.cast.ann, reverse("claim", args=[claim.pk]))
    assert not said(client, desk.cast.ann, f"/articles/{citation.source_id}/")


def test_a_paper_is_no_agency(client, desk, taken):
    claim, citation = taken
    services.withdraw_citation(citation, by=desk.cast.ann)
    services.cite(
        citation.source, kind="quotes", target_name="The Tide", uncredited=True, by=desk.cast.ann
    )
    client.force_login(desk.cast.ann)
    page = client.get(reverse("claim", args=[claim.pk])).content.decode()
    assert "<b>Not credited: The Tide</b>" in page
