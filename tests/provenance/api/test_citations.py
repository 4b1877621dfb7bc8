"""Citations over REST: why they were proposed, deciding, and taking a decision back."""

import pytest
from rest_framework.test import APIClient

from provenance.sources import services
from provenance.sources.models import Citation
from provenance.sources.services.proposals import Proposal, Reason, offer_citations
from tests.provenance.sources.arriving import RUMOUR, arrival

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/citations/"


@pytest.fixture
def api():
    def as_(user):
        client = APIClient()
        client.force_authenticate(user if user.is_authenticated else None)
        return client

    return as_


@pytest.fixture
def articles(cast):
    texts = [arrival(f"{name} {RUMOUR}", title=name, input_name=name) for name in ("One", "Two")]
    return [services.keep_snapshot(one, workspace=cast.desk, by=cast.ann).article for one in texts]


@pytest.fixture
def waiting(articles):
    one, two = articles
    reason = Reason("link", "A link leads to it.", 0.9)
    offer_citations([Proposal(one, "cites", [reason], "in_markup", 0.9, two)], by=None)
    return Citation.objects.get()


def test_a_proposal_tells_why(api, cast, waiting):
    row = api(cast.ron).get(f"{ROOT}{waiting.pk}/").json()
    assert row["reasons"] == [{"rule": "link", "says": "A link leads to it.", "weight": 0.9}]
    assert (row["uncredited"], row["conflicts"], row["state"]) == (False, [], "proposed")


def test_the_list_is_narrowed(api, cast, waiting, articles):
    ann = api(cast.ann)

    def found(**query):
        return len(ann.get(ROOT, query).json()["results"])

    assert found(article=articles[1].pk) == found(article=articles[0].pk) == 1
    assert found(source=articles[1].pk) == found(uncredited="true") == 0
    assert found(min_confidence=0.5) == 1
    assert found(min_confidence=0.95) == found(known="outside") == 0
    assert ann.get(ROOT, {"min_confidence": 7}).status_code == 400


def test_decisions_and_their_undoing(api, cast, waiting):
    ann, at = api(cast.ann), f"{ROOT}{waiting.pk}/"
    tag = ann.get(at)["ETag"]
    confirmed = ann.post(f"{at}confirm/", {}, format="json", headers={"if-match": tag})
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "confirmed")
    stale = ann.post(f"{at}reopen/", {}, format="json", headers={"if-match": tag})
    assert stale.status_code == 412
    opened = ann.post(f"{at}reopen/", {}, format="json", headers={"if-match": confirmed["ETag"]})
    assert opened.json()["state"] == "proposed"
    assert ann.post(f"{at}reopen/", {}, format="json").status_code == 409
    changed = ann.post(f"{at}kind/", {"kind": "quotes"}, format="json")
    assert changed.json()["kind"] == "quotes"
    assert ann.post(f"{at}kind/", {"kind": "envies"}, format="json").status_code == 400
    assert ann.post(f"{at}withdraw/", {}, format="json").status_code == 409


@pytest.mark.parametrize("verb", ["confirm", "reject", "reopen", "kind", "withdraw"])
def test_who_may_decide(api, cast, waiting, verb):
    sent = {"reason": "No.", "kind": "quotes"}
    codes = {
        name: api(user).post(f"{ROOT}{waiting.pk}/{verb}/", sent, format="json").status_code
        for name, user in cast.everyone().items()
    }
    assert {name for name, code in codes.items() if code == 403} == {"ron", "sam", "sue"}
    assert {name for name, code in codes.items() if code in (401, 404)} == {"olga", "nobody"}


def test_something_said_from_outside_by_its_words(api, cast, articles):
    ann = api(cast.ann)
    sent = {
        "source": articles[0].pk,
        "kind": "quotes",
        "target": articles[1].pk,
        "words": "One The water works",
        "known": "outside",
        "confidence": 0.9,
        "uncredited": True,
    }
    made = ann.post(ROOT, sent, format="json")
    row = made.json()
    assert (made.status_code, row["known"], row["uncredited"]) == (201, "outside", True)
    assert row["passage"]["quote"] == "One The water works"
    assert ann.post(f"{ROOT}{row['id']}/withdraw/", {}, format="json").status_code == 204
    again = ann.post(f"{ROOT}{row['id']}/restore/", {}, format="json")
    assert (again.status_code, again.json()["id"]) == (200, row["id"])
    assert ann.post(f"{ROOT}{row['id']}/withdraw/", {}, format="json").status_code == 204
    assert ann.post(f"{ROOT}99999999999999999999/restore/", {}, format="json").status_code == 404
    assert ann.get(f"{ROOT}{row['id']}/").status_code == 404
    wrong = ann.post(ROOT, sent | {"words": "never said"}, format="json")
    assert set(wrong.json()["error"]["fields"]) == {"words"}


def test_neither_article_tells_of_the_other(api, cast, waiting, articles):
    articles[0].refresh_from_db()
    services.show_article(articles[0], "public", by=cast.eve)
    assert api(cast.nobody).get(f"/api/v1/articles/{articles[0].pk}/").status_code == 200
    assert api(cast.nobody).get(f"{ROOT}{waiting.pk}/").status_code in (401, 404)
    assert api(cast.olga).get(ROOT).json()["results"] == []
    sent = {"source": articles[0].pk, "kind": "cites", "target": articles[1].pk}
    assert api(cast.olga).post(ROOT, sent, format="json").status_code in (400, 403)


def test_outsiders_are_told_only_what_somebody_stands_for(api, cast, waiting, articles):
    for article in articles:
        services.show_article(article, "public", by=cast.eve)
    at = f"{ROOT}{waiting.pk}/"

    def told():
        return {
            name
            for name, user in cast.everyone().items()
            if api(user).get(at).status_code == 200 and api(user).get(ROOT).json()["results"]
        }

    outside = {"olga", "nobody"}
    members = cast.everyone().keys() - outside
    assert told() == members
    services.reject_citation(waiting, reason="Noa of the desk asked them.", by=cast.ann)
    assert told() == members
    assert api(cast.olga).post(f"{at}reopen/").status_code == 404
    services.reopen_citation(waiting, by=cast.ann)
    services.confirm_citation(waiting, by=cast.ann)
    assert told() == members | outside
