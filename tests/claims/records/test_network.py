"""The network around claims and articles, as each person may see it."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.records import services
from claims.records.models import Claim
from claims.records.network import MOST, network_of
from claims.records.services import Hop
from provenance.accounts.models import Visibility
from provenance.lineage.network import Network, marked
from provenance.sources.models import Article, Citation, Snapshot
from tests.claims.scene import Scene, decide, snapshot_of

pytestmark = pytest.mark.django_db


def edges(whole: Network) -> list[tuple[str, str, str]]:
    """Each edge as the words on its ends and its kind."""
    label = {node.id: node.label for node in whole.nodes}
    return [(label[one.source], one.kind, label[one.target]) for one in whole.edges]


def labels(whole: Network) -> set[str]:
    return {node.label for node in whole.nodes}


def paper(scene: Scene, outlet: str, **given: Any) -> Snapshot:
    return snapshot_of(scene.cast.desk, outlet=outlet, **given)


def stands(scene: Scene, claim: Claim, outlet: str, *chain: Hop, **given: Any) -> Article:
    snapshot = paper(scene, outlet, **given)
    services.add_appearance(claim, (snapshot, 0, 30), attributions=chain, by=scene.cast.ann)
    return snapshot.article


def cites(source: Article, target: Article | None, kind: str = "republishes", **given: Any) -> Any:
    return Citation.objects.create(
        workspace=source.workspace, source=source, target=target, kind=kind, **given
    )


def of(claim: Claim, user: Any) -> Network:
    return network_of(claims=[claim.pk], user=user)


# --- what is drawn --------------------------------------------------------------------------


def test_the_chain_runs_from_whoever_said_it_first_to_the_text(scene: Scene) -> None:
    hops = [Hop("a diplomat", anonymous=True), Hop("Radio Arn", kind="organisation")]
    claim = scene.claim(scene.cast.ann, attributions=hops)
    whole = of(claim, scene.cast.ann)
    assert edges(whole) == [
        ("a diplomat", "said", "Radio Arn"),
        ("Radio Arn", "reported", "Harbour Post"),
    ]
    assert {node.kind for node in whole.nodes} == {"article", "organisation", "unnamed"}
    assert [node.first for node in whole.nodes] == [True, False, False]


def test_a_cue_says_how_a_hop_is_known(scene: Scene) -> None:
    words = scene.at("Mira Tal told the Harbour Post")[1:]
    claim = scene.claim(scene.cast.ann, attributions=[Hop("Mira Tal", "direct", words)])
    (edge,) = of(claim, scene.cast.ann).edges
    assert (edge.label, edge.known) == ("quoted directly", "in the text")
    assert edge.why == "“Mira Tal told the Harbour Post”"


def test_what_nobody_recorded_is_a_gap_and_a_gap_that_was_recorded_stays_one(
    scene: Scene,
) -> None:
    bare = scene.claim(scene.cast.ann)
    assert edges(of(bare, scene.cast.ann)) == [("Not stated", "said", "Harbour Post")]
    gap = scene.claim(scene.cast.ann, attributions=[Hop(None), Hop("Mira Tal")])
    assert edges(of(gap, scene.cast.ann)) == [
        ("Not stated", "said", "Mira Tal"),
        ("Mira Tal", "reported", "Harbour Post"),
    ]


def test_a_text_that_speaks_for_itself_has_no_gap(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann, attributions=[Hop(directness="own_voice")])
    assert edges(of(claim, scene.cast.ann)) == []


def test_originals_are_followed_at_any_remove_and_links_are_not(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    here = scene.snapshot.article
    wire, source, linked = (paper(scene, name).article for name in ("Wire", "Gazette", "Blog"))
    cites(here, wire)
    cites(wire, source, "translates")
    cites(wire, linked, "links")
    assert edges(of(claim, scene.cast.ann)) == [
        ("Wire", "republishes", "Harbour Post"),
        ("Gazette", "translates", "Wire"),
    ]


def test_a_source_known_by_name_and_a_stated_republication_are_drawn_once(scene: Scene) -> None:
    claim, here = scene.claim(scene.cast.ann), scene.snapshot.article
    here.republished_from = "Northline Agency"
    here.save()
    here.facts.create(
        field="republished_from",
        value="Northline Agency",
        known="in_text",
        confidence=0.9,
        chosen=True,
    )
    cites(here, None, target_name="NORTHLINE agency", state="proposed")
    (edge,) = of(claim, scene.cast.ann).edges
    assert (edge.source, edge.known) == ("name:northline agency", "in the text")
    assert not edge.proposed


def test_confirmed_and_proposed_are_told_apart_and_rejected_ones_are_gone(scene: Scene) -> None:
    claim, here = scene.claim(scene.cast.ann), scene.snapshot.article
    one, other, third = (paper(scene, name).article for name in ("One", "Two", "Three"))
    cites(here, one, why="It says so.", known="in_text")
    cites(here, other, "quotes", state="proposed")
    cites(here, third, "quotes", state="rejected")
    whole = of(claim, scene.cast.ann)
    told = [(edge.proposed, edge.why) for edge in whole.edges]
    assert told == [(False, "It says so."), (True, "")]
    assert "Three" not in labels(whole)


def test_texts_are_numbered_by_the_origin_they_count_with(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    copy = stands(scene, claim, "Copy")
    stands(scene, claim, "Other")
    cites(copy, scene.snapshot.article)
    numbers = {node.label: node.origin for node in of(claim, scene.cast.ann).nodes}
    assert (numbers["Harbour Post"], numbers["Copy"], numbers["Other"]) == (1, 1, 2)


def test_loops_of_citations_come_to_an_end(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    other = stands(scene, claim, "Other")
    cites(scene.snapshot.article, other)
    cites(other, scene.snapshot.article)
    whole = marked(of(claim, scene.cast.ann))
    assert sorted(edge.loop for edge in whole.edges) == [False, True]


def test_a_merged_claim_brings_its_places_along(scene: Scene) -> None:
    kept, merged = scene.claim(scene.cast.ann), scene.claim(scene.cast.ann, "It shut in May.")
    stands(scene, merged, "Radio Arn")
    services.merge_claims(kept, merged, "The same.", by=scene.cast.ann)
    assert labels(of(kept, scene.cast.ann)) >= {"Harbour Post", "Radio Arn"}


def test_a_claim_without_a_place_gives_nothing(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    services.withdraw_appearance(claim.appearances.get(), by=scene.cast.ann)
    assert of(claim, scene.cast.ann) == Network()
    assert network_of(user=scene.cast.ann) == Network()


def test_several_claims_and_articles_stand_in_one_picture(scene: Scene) -> None:
    one, other = scene.claim(scene.cast.ann), scene.claim(scene.cast.ann, "Boats left.")
    stands(scene, other, "Radio Arn")
    lone = paper(scene, "Lone").article
    whole = network_of(claims=[one.pk, other.pk], articles=[lone.pk], user=scene.cast.ann)
    assert labels(whole) >= {"Harbour Post", "Radio Arn", "Lone"}
    assert not any(node.first for node in whole.nodes)


def test_of_one_article_both_directions_can_be_asked(scene: Scene) -> None:
    here, above, below = scene.snapshot.article, *(
        paper(scene, name).article for name in ("Above", "Below")
    )  # fmt: skip
    cites(here, above)
    cites(below, here, "quotes")
    up = network_of(articles=[here.pk], user=scene.cast.ann)
    both = network_of(articles=[here.pk], user=scene.cast.ann, onward=True)
    assert labels(up) == {"Harbour Post", "Above"}
    assert labels(both) == {"Harbour Post", "Above", "Below"}


# --- who sees what --------------------------------------------------------------------------


def test_what_is_hidden_is_not_drawn_nor_what_lies_behind_it(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    hidden = paper(scene, "Hidden", by=scene.cast.bea, visibility=Visibility.ME).article
    behind = paper(scene, "Behind").article
    cites(scene.snapshot.article, hidden)
    cites(hidden, behind)
    assert labels(of(claim, scene.cast.ann)) == {"Harbour Post", "Not stated"}
    assert labels(of(claim, scene.cast.bea)) == {"Harbour Post", "Hidden", "Behind"}


@pytest.mark.parametrize("name", ["olga", "nobody"])
def test_strangers_see_nothing_of_what_is_not_public(scene: Scene, name: str) -> None:
    claim = scene.claim(scene.cast.ann)
    user = scene.cast.everyone()[name]
    assert of(claim, user) == Network()
    assert network_of(articles=[scene.snapshot.article_id], user=user) == Network()


def test_of_a_published_claim_everyone_sees_its_texts_and_no_more(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann, attributions=[Hop("Mira Tal")])
    copy, secret = stands(scene, claim, "Copy"), paper(scene, "Secret").article
    cites(copy, scene.snapshot.article, why="We found it in the archive.")
    cites(scene.snapshot.article, secret)
    decide(claim, scene)
    whole = of(claim, scene.cast.nobody)
    assert labels(whole) == {"Harbour Post", "Copy", "Mira Tal"}
    (copied,) = [edge for edge in whole.edges if edge.kind == "republishes"]
    assert (copied.why, copied.known, copied.confidence) == ("", "", None)
    assert {node.note for node in whole.nodes} == {""}, "titles of closed articles are not told"


def test_an_article_kept_to_oneself_is_not_told_outside(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    stands(scene, claim, "Private", by=scene.cast.ann, visibility=Visibility.ME)
    decide(claim, scene)
    assert "Private" in labels(of(claim, scene.cast.bea))
    assert "Private" not in labels(of(claim, scene.cast.nobody))
    assert "Private" not in labels(of(claim, scene.cast.olga))


def test_a_citation_of_another_workspace_is_not_seen_through_a_public_article(
    scene: Scene,
) -> None:
    public = paper(scene, "Open", visibility=Visibility.PUBLIC).article
    foreign = scene.foreign.article
    cites(foreign, public, "quotes")
    whole = network_of(articles=[public.pk], user=scene.cast.ann, onward=True)
    assert labels(whole) == {"Open"}


# --- how it is read -------------------------------------------------------------------------


def test_more_texts_take_as_many_queries(scene: Scene) -> None:
    few, many = scene.claim(scene.cast.ann), scene.claim(scene.cast.ann, "Boats left.")
    for number in range(6):
        article = stands(scene, many, f"Paper {number}", Hop(f"Speaker {number}"))
        cites(article, paper(scene, f"Original {number}").article)
    cites(scene.snapshot.article, paper(scene, "Original").article)
    with CaptureQueriesContext(connection) as asked:
        of(few, scene.cast.ann)
    with CaptureQueriesContext(connection) as asked_of_many:
        of(many, scene.cast.ann)
    assert len(asked_of_many) == len(asked) <= 12


def test_an_endless_past_is_cut_and_counted(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.records.network.MOST", 3)
    claim, last = scene.claim(scene.cast.ann), scene.snapshot.article
    for number in range(5):
        older = paper(scene, f"Older {number}").article
        cites(last, older)
        last = older
    whole = of(claim, scene.cast.ann)
    assert [(one.number, one.what) for one in whole.left_out] == [(3, "beyond the first 3")]
    assert MOST == 5000


def test_origins_of_very_many_texts_are_not_numbered_and_that_is_said(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.records.network.MOST_NUMBERED", 1)
    claim = scene.claim(scene.cast.ann)
    stands(scene, claim, "Other")
    whole = of(claim, scene.cast.ann)
    assert {node.origin for node in whole.nodes} == {None}
    assert whole.left_out[0].what.startswith("numbers of origins")


def test_an_outlet_that_speaks_is_its_text_where_the_claim_stands_in_one(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann, attributions=[Hop("a diplomat", anonymous=True)])
    told = Hop("a diplomat", anonymous=True, article=scene.snapshot.article)
    chain = [told, Hop("Harbour Post", kind="organisation")]
    stands(scene, claim, "Ferry News", *chain, published=date(2024, 5, 6))
    whole = of(claim, scene.cast.ann)
    assert edges(whole) == [
        ("a diplomat", "said", "Harbour Post"),
        ("Harbour Post", "reported", "Ferry News"),
    ]
    assert {node.kind for node in whole.nodes} == {"article", "unnamed"}
    assert not [edge for edge in whole.edges if edge.source == edge.target]


def test_what_nobody_decided_is_drawn_for_members_alone(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    origin = paper(scene, "Far Radio").article
    one = cites(scene.snapshot.article, origin, state=Citation.State.PROPOSED, why="A link.")
    Article.objects.update(visibility=Visibility.PUBLIC)
    Claim.objects.update(visibility=Visibility.PUBLIC)
    step = ("Far Radio", "republishes", "Harbour Post")
    for user, drawn in ((scene.cast.ron, True), (scene.cast.olga, False)):
        assert (step in edges(of(claim, user))) is drawn
    one.state = Citation.State.CONFIRMED
    one.save()
    assert step in edges(of(claim, scene.cast.nobody))
