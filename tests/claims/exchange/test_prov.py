"""PROV: one graph in every format, whole, valid, and with nothing its reader may not see."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import networkx
import prov.tests
import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from prov.graph import prov_to_graph
from prov.model import ProvDocument

from claims.evidence.services import add_evidence
from claims.exchange.dates import partial
from claims.exchange.prov import document
from claims.exchange.prov_formats import FORMATS, written
from claims.exchange.prov_story import story_of_article, story_of_claim
from claims.exchange.prov_terms import TERMS, Names, clean, label, location
from claims.records.models import Claim
from claims.records.services import Hop, add_appearance, merge_claims
from provenance.sources.models import Citation, Person, Snapshot
from provenance.sources.services import cite, merge_in_catalogue
from tests.claims.scene import Scene, decide, decide_again, snapshot_of

SCHEMAS = Path(prov.tests.__file__).parent / "schemas"
SITE = "https://desk.example"


def read_back(body: bytes, ending: str) -> ProvDocument:
    name = FORMATS[ending][0]
    more = {"rdf_format": "turtle"} if name == "rdf" else {}
    return ProvDocument.deserialize(content=body.decode(), format=name, **more)


def kinds(told: ProvDocument) -> set[str]:
    """The kinds of our rows that a document names: claim, hop, snapshot …"""
    names = {str(record.identifier) for record in told.get_records() if record.identifier}
    return {name.removeprefix("here:").rpartition("-")[0] for name in names}


@pytest.fixture
def busy(scene: Scene) -> Claim:
    """A claim with a chain of three hops, evidence, two verdicts, and a copied text."""
    desk, ann = scene.cast.desk, scene.cast.ann
    tal = Person.objects.create(workspace=desk, name="Mira Tal", key="mira tal", wikidata="Q42")
    someone = Person.objects.create(
        workspace=desk, name="an official", key="an official", kind=Person.Kind.UNNAMED
    )
    first = Hop(
        someone,
        "hearsay",
        anonymous=True,
        basis="tip",
        said_on=date(2024, 5, 1),
        said_precision="month",
        wording="It may have closed.",
        known="inferred",
        confidence=0.7,
    )
    hops = [first, Hop(None, "hearsay", gap="withheld"), Hop(tal, "direct")]
    claim = scene.claim(ann, attributions=hops)
    add_evidence(claim, stance="supports", warrant="It says so.", place=scene.at("Nobody"), by=ann)
    add_evidence(claim, stance="context", warrant="A log.", address="https://log.example/", by=ann)
    copy = snapshot_of(desk, outlet="Valley Post", published=date(2024, 5, 6))
    add_appearance(claim, (copy, 0, 20), by=ann)
    cite(copy.article, kind="republishes", target=scene.snapshot.article, why="Credited.", by=ann)
    cite(copy.article, kind="quotes", target_name="Radio Arn", by=ann)
    decide(claim, scene)
    decide_again(claim, scene)
    whole: Claim = Claim.objects.select_related("workspace", "created_by").get(pk=claim.pk)
    return whole


def told(claim: Claim, user: Any) -> ProvDocument:
    return document(story_of_claim(claim, user), site=SITE)


# --- the same graph in every format ---------------------------------------------------------


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_graph_comes_back_from_every_format(busy: Claim, scene: Scene, ending: str):
    whole = told(busy, scene.cast.ann)
    assert read_back(written(whole, ending), ending) == whole
    article = document(story_of_article(scene.snapshot.article, scene.cast.ann), site=SITE)
    assert read_back(written(article, ending), ending) == article


def test_the_json_keeps_its_schema(busy: Claim, scene: Scene):
    schema = json.loads((SCHEMAS / "prov-json.schema.json").read_text())
    body = json.loads(written(told(busy, scene.cast.ann), "json"))
    checker = jsonschema.validators.validator_for(schema)(schema)
    assert not list(checker.iter_errors(body))
    assert list(checker.iter_errors(body | {"entity": []}))


def test_the_json_ld_keeps_its_schema(busy: Claim, scene: Scene):
    schema = json.loads((SCHEMAS / "prov-jsonld.schema.json").read_text())
    body = json.loads(written(told(busy, scene.cast.ann), "jsonld"))
    checker = jsonschema.validators.validator_for(schema)(schema)
    assert not list(checker.iter_errors(body))


def test_the_xml_keeps_the_schema_of_the_w3c(busy: Claim, scene: Scene):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "prov.xsd"))
    body = etree.fromstring(written(told(busy, scene.cast.ann), "xml"))
    schema.assertValid(body)


ODD = st.text(max_size=60) | st.sampled_from(
    ["a\x00b", '"]) %% x', "</prov:label>", "שלום 😀", "\\"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(said=ODD, called=ODD, address=ODD)
def test_no_text_breaks_a_format(said: str, called: str, address: str):
    names = Names(SITE)
    odd = names.document()
    odd.entity(names.of("claim", 1), [*label(said), *location(address), *names.told(title=called)])
    for ending in FORMATS:
        assert read_back(written(odd, ending), ending) == odd


# --- what it says ---------------------------------------------------------------------------


def test_each_claim_is_reached_from_a_snapshot(busy: Claim, scene: Scene):
    graph = prov_to_graph(told(busy, scene.cast.ann))
    names = {str(node.identifier): node for node in graph if hasattr(node, "identifier")}
    texts = [names[name] for name in names if name.startswith("here:snapshot-")]
    claim = names[f"here:claim-{busy.pk}"]
    assert texts
    # Derivations point from what was derived to what it came from.
    assert all(networkx.has_path(graph, claim, text) for text in texts)


def test_the_chain_is_told_from_the_origin_to_the_page(busy: Claim, scene: Scene):
    text = told(busy, AnonymousUser()).get_provn()
    first = busy.appearances.order_by("id")[0]
    one, two, three = (hop.pk for hop in first.attributions.order_by("position"))
    for later, earlier in [(two, one), (three, two)]:
        assert f"wasDerivedFrom(here:hop-{later}, here:hop-{earlier}" in text
    assert f"wasDerivedFrom(here:appearance-{first.pk}, here:hop-{three}" in text
    for fact in [
        "terms:missing",
        'terms:gap="withheld"',
        'terms:basis="tip"',
        'terms:said="2024-05"',
        'terms:wording="It may have closed."',
        'terms:confidence="0.7"',
    ]:
        assert fact in text
    assert "prov:type='terms:Unnamed'" in text
    assert "https://www.wikidata.org/wiki/Q42" in text


def test_verdicts_are_revisions_made_of_evidence(busy: Claim, scene: Scene):
    text = told(busy, AnonymousUser()).get_provn()
    first, second = busy.verdicts.order_by("number")
    assert f"here:verdict-{second.pk}, here:verdict-{first.pk}" in text
    for evidence in busy.evidence.all():
        assert f"used(here:review-{first.pk}, here:evidence-{evidence.pk}" in text


def test_an_article_tells_its_versions_and_what_it_leans_on(busy: Claim, scene: Scene):
    copy = Citation.objects.filter(kind="republishes").get().source
    later = copy.snapshots.get()
    later.pk, later.number = None, 2
    later.captured_at = later.captured_at.replace(year=2025)
    later.save(force_insert=True)
    text = document(story_of_article(copy, scene.cast.ann), site=SITE).get_provn()
    assert 'terms:kind="republishes"' in text
    assert 'prov:label="Radio Arn"' in text
    assert f"here:snapshot-{later.pk}, here:snapshot-{copy.snapshots.first().pk}" in text
    assert f"here:claim-{busy.pk}" in text


def kept_by_ann(scene: Scene) -> Snapshot:
    """A text that Ann keeps to herself."""
    desk, ann = scene.cast.desk, scene.cast.ann
    return snapshot_of(desk, "Quietly kept words.", by=ann, visibility="me", outlet="Own Notes")


# --- who may know ---------------------------------------------------------------------------


def test_strangers_are_not_told_who_works_here(busy: Claim, scene: Scene):
    members, strangers = told(busy, scene.cast.ron), told(busy, AnonymousUser())
    assert "user" in kinds(members)
    assert "user" not in kinds(strangers)
    for text in (strangers.get_provn(), told(busy, scene.cast.olga).get_provn()):
        assert not any(name in text for name in ["Ann", "Bea", "Eve"])


def test_strangers_are_told_of_no_row_that_is_not_out(busy: Claim, scene: Scene):
    secret = add_evidence(
        busy,
        stance="contradicts",
        warrant="Not out yet.",
        address="https://x.example/",
        by=scene.cast.ann,
    )
    private = kept_by_ann(scene)
    add_appearance(busy, (private, 0, 7), by=scene.cast.ann)
    stranger = told(busy, AnonymousUser()).get_provn()
    for word in ["Not out yet", f"evidence-{secret.pk},", "Own Notes", "Quietly"]:
        assert word not in stranger
    assert "Not out yet" in told(busy, scene.cast.bea).get_provn()


def test_a_citation_of_a_text_someone_keeps_to_themselves_is_not_told(busy: Claim, scene: Scene):
    private = kept_by_ann(scene)
    cite(scene.snapshot.article, kind="cites", target=private.article, by=scene.cast.ann)
    assert "Own Notes" in told(busy, scene.cast.ann).get_provn()
    assert "Own Notes" not in told(busy, scene.cast.bea).get_provn()


def test_whom_someone_was_taken_to_be_is_told_to_members_alone(busy: Claim, scene: Scene):
    tal = Person.objects.get(name="Mira Tal")
    kept = Person.objects.create(
        workspace=scene.cast.desk, name="M. Tal-Weiss", key="m. tal-weiss", wikidata="Q77"
    )
    merge_in_catalogue(kept, tal, "One and the same.", by=scene.cast.eve)
    member = told(busy, scene.cast.ann).get_provn()
    assert "Tal-Weiss" in member
    assert "wiki/Q77" in member
    stranger = told(busy, AnonymousUser()).get_provn()
    assert "Tal-Weiss" not in stranger
    assert "Q77" not in stranger
    assert "Mira Tal" in stranger


# --- odd claims -----------------------------------------------------------------------------


def test_a_merged_claim_lends_its_places_to_the_one_that_was_kept(busy: Claim, scene: Scene):
    other = scene.claim(
        scene.cast.ann, "The pier was shut.", appearance=scene.at("the eastern pier was closed")
    )
    busy.refresh_from_db()
    merge_claims(busy, other, "The same.", by=scene.cast.eve)
    whole = told(busy, scene.cast.ann)
    assert f"here:claim-{other.pk}" not in whole.get_provn()
    for ending in FORMATS:
        assert read_back(written(whole, ending), ending) == whole


def test_loops_of_citations_are_told_as_they_are(busy: Claim, scene: Scene):
    copy = Citation.objects.filter(kind="republishes").get().source
    cite(scene.snapshot.article, kind="cites", target=copy, by=scene.cast.ann)
    whole = told(busy, scene.cast.ann)
    assert read_back(written(whole, "ttl"), "ttl") == whole


def test_questions_stay_few_however_long_the_chain(
    busy: Claim, scene: Scene, django_assert_max_num_queries
):
    with django_assert_max_num_queries(16):
        story_of_claim(busy, scene.cast.ann)
    with django_assert_max_num_queries(16):
        story_of_article(scene.snapshot.article, scene.cast.ann)


# --- small things ---------------------------------------------------------------------------


def test_dates_are_told_no_more_exactly_than_they_are_known():
    day = date(2017, 12, 11)
    assert [partial(day, kind) for kind in ["day", "month", "year"]] == [
        "2017-12-11",
        "2017-12",
        "2017",
    ]
    assert partial(None, "") == ""


def test_text_that_xml_cannot_hold_is_left_out():
    assert clean("a\x00b\x0bc\ud800d") == "abcd"


def test_no_term_goes_unexplained():
    names = Names(SITE)
    with pytest.raises(KeyError):
        names.told(unheard_of="x")
    assert names.told(confidence=0.0, missing=None, reason="") == [(names.term("confidence"), 0.0)]
    assert all(meaning.endswith(".") for meaning in TERMS.values())
