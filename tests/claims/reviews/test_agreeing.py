"""Agreement is read from blind checks alone in which both answers are in."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from claims.records.services import add_topic, tag_claims
from claims.reviews import services as reviews
from claims.reviews.agreeing import agreement_in
from claims.reviews.agreement import TOO_FEW
from claims.reviews.models import Check
from tests.claims.reviews.blind import check_blind, check_often, rating
from tests.claims.scene import decide

pytestmark = pytest.mark.django_db
# Three in four are the same; where they differ, twice mixed against false.
TWELVE = "tt tt tt tt ff ff ff mm mm mf mf tf"
READS = {"eve", "max"}


def found(scene, **asked):
    return agreement_in(scene.cast.desk, scene.cast.eve, **asked)


def figures(group):
    return {figure.name: figure for figure in group.figures}


def browser(scene, name):
    client = Client()
    if name != "nobody":
        client.force_login(getattr(scene.cast, name))
    return client


@pytest.fixture
def twelve(scene):
    return check_often(scene, TWELVE)


def test_the_figures_are_those_of_the_two_answers(scene, twelve):
    [one] = found(scene).scales
    assert (one.scale.slug, one.whole.units, one.whole.same) == ("truth", 12, 9)
    told = figures(one.whole)
    assert told["percent"].value == pytest.approx(0.75)
    assert told["cohen"].value == pytest.approx((0.75 - 46 / 144) / (1 - 46 / 144))
    assert told["cohen_weighted"].value > told["cohen"].value
    assert told["cohen"].low < told["cohen"].value < told["cohen"].high


def test_the_table_says_who_differs_where(scene, twelve):
    [one] = found(scene).scales
    labels = {each.pk: each.slug for each in one.ratings}
    claim_of = dict(one.claims)
    differing = [
        (labels[first], labels[second], [claim_of[unit] for unit in units])
        for first, second, units in one.table.differing()
    ]
    assert differing == [
        ("mixed", "false", [twelve[10].pk, twelve[9].pk]),
        ("true", "false", [twelve[11].pk]),
    ]


def test_what_is_sealed_counts_nowhere(scene):
    check_blind(scene, "false", None)
    assert found(scene).scales == []


def test_what_is_open_counts_nowhere(scene):
    decide(scene.claim(scene.cast.ann), scene)
    assert found(scene).scales == []


def test_a_second_answer_counts_as_it_was_before_the_first_was_seen(scene):
    """What a third person decides, and what goes out, changes no figure."""
    claim = check_blind(scene, "false", "true")
    check = Check.objects.get(claim=claim)
    reviews.adjudicate(
        check, rating=rating("true"), summary="A log.", reason="It is older.", by=scene.cast.eve
    )
    [one] = found(scene).scales
    assert (one.whole.units, one.whole.same) == (1, 0)


def test_two_scales_are_not_compared(scene):
    check_blind(scene, "false", "refuted", scales=("truth", "evidence"))
    result = found(scene)
    assert (result.scales, result.across) == ([], 1)


def test_ratings_without_a_place_in_the_order_are_left_out_of_ordered_figures(scene):
    check_often(scene, "tt ff mf uu ut")
    told = figures(found(scene).scales[0].whole)
    assert (told["alpha_nominal"].units, told["alpha_ordinal"].units) == (5, 3)
    assert told["alpha_ordinal"].left_out == 1


def test_pairs_of_people_whoever_was_first(scene):
    check_often(scene, "tt tf")
    check_often(scene, "ff", first=scene.cast.bea, second=scene.cast.ann)
    check_often(scene, "mm", second=scene.cast.tom)
    people = found(scene).scales[0].people
    assert [(one.name, one.same, one.units) for one in people] == [
        ("Ann and Bea", 2, 3),
        ("Ann and Tom", 1, 1),
    ]


def test_topics_outlets_and_quarters(scene):
    claims = check_often(scene, "tt tf ff")
    topic = add_topic(scene.cast.desk, "Harbour", by=scene.cast.eve)
    tag_claims([one.pk for one in claims[:2]], [topic.pk], by=scene.cast.ann)
    [one] = found(scene).scales
    assert [(each.name, each.same, each.units) for each in one.topics] == [("Harbour", 1, 2)]
    assert [(each.name, each.units) for each in one.outlets] == [("Harbour Post", 3)]
    assert [each.units for each in one.quarters] == [3]


def test_a_text_that_someone_keeps_to_themselves_names_no_outlet(scene):
    check_often(scene, "tt")
    article = scene.snapshot.article
    type(article).objects.filter(pk=article.pk).update(visibility="me", created_by=scene.cast.ann)
    assert found(scene).scales[0].outlets == []


def test_a_period_holds_both_its_days(scene):
    check_often(scene, "tt tf")
    today = timezone.now().date()
    day = timedelta(days=1)
    assert found(scene, since=today, until=today).scales[0].whole.units == 2
    assert found(scene, since=today + day).scales == []
    assert found(scene, until=today - day).scales == []


def test_other_workspaces_count_for_themselves(scene, twelve):
    assert agreement_in(scene.cast.elsewhere, scene.cast.olga).scales == []


def test_a_constant_number_of_queries(scene):
    check_often(scene, "tt tf")
    found(scene)
    with CaptureQueriesContext(connection) as few:
        found(scene)
    check_often(scene, "tf ff mm", second=scene.cast.tom)
    with CaptureQueriesContext(connection) as many:
        found(scene)
    assert len(many) == len(few), [one["sql"][:200] for one in many]


# --- the page, the table, the API ------------------------------------------------------------


def test_who_reads_it(scene, twelve):
    for name, user in scene.cast.everyone().items():
        for place in ("/desk/agreement/", "/desk/agreement.csv"):
            status = browser(scene, name).get(place).status_code
            # Olga owns another workspace, of which she reads the figures: there are none.
            expected = 200 if name in READS | {"olga"} else 302 if name == "nobody" else 403
            assert status == expected, (name, place)
        client = APIClient()
        if name != "nobody":
            client.force_authenticate(user)
        status = client.get("/api/v1/agreement/?workspace=desk").status_code
        expected = {"olga": 400, "nobody": 401}.get(name, 200 if name in READS else 403)
        assert status == expected, name


def test_the_page_says_what_the_figures_mean(scene, twelve):
    said = browser(scene, "eve").get("/desk/agreement/").content.decode()
    assert "12 claims checked blind by two, 9 with the same rating." in said
    assert "Of two ratings of the same thing, 75 in 100 are the same." in said
    assert "Published professional fact-checkers reach a kappa of about 0.5" in said
    assert "Needs context by the first, False by the second: 2" in said
    assert f'href="/desk/claims/{twelve[11].pk}/"' in said
    assert "style=" not in said


def test_too_few_are_told_and_no_coefficient_is_shown(scene):
    check_often(scene, "tt tf")
    said = browser(scene, "eve").get("/desk/agreement/").content.decode()
    assert f"Too few to say: 2 claims rated by two people. {TOO_FEW} are the least." in said
    assert "Published professional" not in said
    assert "1 of 2" in said


@pytest.mark.parametrize(
    ("blind", "words"),
    [(False, "Have second checks be blind, in the settings."), (True, "They come of themselves")],
)
def test_where_there_are_none_the_page_says_how_to_get_them(scene, blind, words):
    scene.cast.desk.seconds_blind = blind
    scene.cast.desk.save()
    assert words in browser(scene, "eve").get("/desk/agreement/").content.decode()


@pytest.mark.parametrize(
    "asked", ["since=soon", "since=2026-02-30", "since=2026-05-02&until=2026-05-01"]
)
def test_a_period_that_makes_no_sense_is_said(scene, asked):
    answer = browser(scene, "eve").get(f"/desk/agreement/?{asked}")
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def test_a_covered_claim_is_called_by_its_cover(scene, twelve):
    type(twelve[11]).objects.filter(pk=twelve[11].pk).update(sensitive="describes a drowning")
    said = browser(scene, "eve").get("/desk/agreement/").content.decode()
    assert "Covered: describes a drowning" in said
    assert twelve[11].statement not in said


def test_the_table_has_a_row_for_each_figure(scene, twelve):
    answer = browser(scene, "eve").get("/desk/agreement.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    whole = {row["measure"]: row for row in rows if row["grouped_by"] == "all"}
    assert (whole["percent"]["value"], whole["percent"]["checks"]) == ("0.7500", "12")
    assert {row["grouped_by"] for row in rows} == {"all", "people", "outlet", "quarter"}


def test_programs_read_the_same(scene, twelve):
    client = APIClient()
    client.force_authenticate(scene.cast.eve)
    told = client.get("/api/v1/agreement/?workspace=desk").json()
    [one] = told["scales"]
    assert (one["whole"]["checks"], one["whole"]["same"]) == (12, 9)
    assert one["whole"]["figures"][0]["value"] == pytest.approx(0.75)
    assert sum(map(sum, one["table"])) == 12
    assert [len(each["claims"]) for each in one["differing"]] == [2, 1]
    assert client.get("/api/v1/agreement/").status_code == 400
    assert client.get("/api/v1/agreement/?workspace=desk&since=soon").status_code == 400
