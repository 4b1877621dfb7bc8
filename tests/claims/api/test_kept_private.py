"""An article that someone keeps to themselves tells outsiders nothing under a public claim."""

from dataclasses import dataclass

import pytest

from claims.evidence.models import Evidence
from claims.evidence.rules import may_see
from claims.evidence.services import add_evidence
from claims.records.models import Appearance, Attribution, Claim
from claims.records.rules import may_be_told
from claims.records.services import Hop
from provenance.sources.models import Article
from tests.claims.api.web_annotations.sending import browser
from tests.claims.scene import Scene, decide, snapshot_of, span

pytestmark = pytest.mark.django_db
OUTSIDE = ("olga", "nobody")
SECRETS = ("hidden.example", "Hidden Paper", "Mira Tal told", "We closed it on 3 May", "A. Source")


@dataclass(frozen=True)
class Under:
    """A published claim that stands in a private article, with evidence there and elsewhere."""

    scene: Scene
    claim: Claim
    kept: Evidence
    free: Evidence


@pytest.fixture
def under(scene: Scene) -> Under:
    by = scene.cast.ann
    text = snapshot_of(scene.cast.desk, by=by, visibility="me", outlet="Hidden Paper")
    address = {"address": "https://hidden.example/a", "address_key": "hidden.example/a"}
    Article.objects.filter(pk=text.article_id).update(**address)
    place = (text, *span("We closed it on 3 May"))
    claim = scene.claim(by, appearance=place, attributions=[Hop("A. Source", "direct")])
    words = (text, *span("Nobody was hurt"))
    kept = add_evidence(claim, stance="supports", warrant="So it says.", place=words, by=by)
    log = "https://port.example/log"
    free = add_evidence(claim, stance="supports", warrant="The log.", address=log, by=by)
    decide(claim, scene)
    return Under(scene, Claim.objects.get(pk=claim.pk), kept, Evidence.objects.get(pk=free.pk))


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/annotations/appearances/",
        "/annotations/evidence/",
        "/hypothesis/api/search?limit=20",
        "/search/?q=pier",
        "/v1alpha1/claims:search?query=pier",
        "/claimreview/feed.json",
        "/feeds/verdicts.atom",
        "/feeds/corrections.atom",
        "/claims/{claim}/claimreview.json",
        "/claims/{claim}/",
        "/api/v1/appearances/",
        "/api/v1/attributions/",
        "/api/v1/evidence/",
        "/api/v1/claims/",
        "/api/v1/claims/{claim}/",
        "/api/v1/claims/{claim}/appearances/",
        "/api/v1/claims/{claim}/evidence/",
    ],
)
def test_no_face_tells_outsiders_of_it(under: Under, path: str, name: str) -> None:
    client = browser(getattr(under.scene.cast, name))
    answer = client.get(path.format(claim=under.claim.pk))
    assert answer.status_code == (302 if path == "/" and name == "olga" else 200)
    body = answer.content.decode()
    assert [secret for secret in SECRETS if secret in body] == []


def test_the_rows_and_the_rules_agree_for_everyone(under: Under) -> None:
    appearance = Appearance.objects.get()
    for name, user in under.scene.cast.everyone().items():
        told = name not in OUTSIDE
        assert may_be_told(user, under.claim, appearance.passage) == told, name
        for rows in (Appearance.objects, Attribution.objects):
            assert rows.visible_to(user).exists() == told, name
        seen = set(Evidence.objects.visible_to(user).values_list("pk", flat=True))
        both = Evidence.objects.select_related("claim", "passage__snapshot__article")
        assert seen == {one.pk for one in both if may_see(user, one)}, name
        assert seen == ({under.kept.pk, under.free.pk} if told else {under.free.pk}), name


def test_members_read_it_in_the_list_and_outsiders_that_there_is_none(under: Under) -> None:
    for name, user in under.scene.cast.everyone().items():
        (row,) = browser(user).get("/api/v1/claims/").json()["results"]
        assert (row["first_appearance"] is None) == (name in OUTSIDE), name
