"""How the number was counted is told in words, and each rule is one link."""

from claims.evidence.services import add_evidence
from claims.records.reading import appearances_of, independent_appearances
from claims.records.services import Hop, add_appearance
from claims.records.tracing import lineage_of
from claims.web.pages.counted import Counted, asked_without, counted
from provenance.lineage.ties import NAMES
from provenance.sources.models import Article
from tests.claims.records.test_reading import comment_from
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import queries


def also(desk, claim, outlet, *chain):
    snapshot = snapshot_of(desk.cast.desk, outlet=outlet)
    add_appearance(claim, (snapshot, 0, 30), attributions=chain, by=desk.cast.ann)
    return snapshot


def read(desk, claim, without=()) -> Counted:
    rows = appearances_of(claim, desk.cast.ann)
    origins = independent_appearances(rows, without, told_all=True)
    return counted(rows, origins, lineage_of(claim, rows, origins, desk.cast.ann), without)


def two_from_mira(desk):
    claim = desk.scene.claim(desk.cast.ann, attributions=[Hop("Mira Tal")])
    also(desk, claim, "Radio Arn", Hop("Mira Tal"))
    return claim


def test_each_origin_says_what_is_counted_once_and_why(desk):
    claim = two_from_mira(desk)
    also(desk, claim, "Late Paper")
    told = read(desk, claim)
    assert told.number == "3 appearances come from 2 independent origins"
    assert [(line.members, line.why) for line in told.lines] == [
        (
            ["Harbour Post, 4 May 2024", "Radio Arn, 4 May 2024"],
            ["the same person said it first: Mira Tal"],
        ),
        (["Late Paper, 4 May 2024"], []),
    ]


def test_two_places_in_one_text_are_told_as_such(desk):
    claim = desk.claim()
    add_appearance(claim, desk.scene.at("Forty boats had to leave"), by=desk.cast.ann)
    (line,) = read(desk, claim).lines
    assert line.members == ["Harbour Post, 4 May 2024 (2 times)"]


def test_only_rules_that_change_something_are_at_work(desk):
    told = read(desk, two_from_mira(desk))
    assert [one.rule.name for one in told.at_work] == ["speaker"]
    assert told.at_work[0].url == "?without=speaker#counting"
    assert len(told.idle) == len(NAMES) - 1
    without = read(desk, two_from_mira(desk), ["speaker", "owner"])
    assert without.without == ["the same person said it first", "same owner"]
    urls = {one.rule.name: one.url for one in without.at_work}
    assert urls == {"speaker": "?without=owner#counting", "owner": "?without=speaker#counting"}


def test_the_last_rule_left_out_leads_back_to_all(desk):
    told = read(desk, two_from_mira(desk), ["speaker"])
    assert told.at_work[0].url == "?#counting"


def test_what_is_no_rule_is_passed_over():
    assert asked_without({"without": "owner, moon,owner,<b>"}) == ["owner"]
    assert asked_without({}) == []


def test_where_it_begins_and_what_can_be_read(desk):
    Article.objects.filter(pk=desk.scene.snapshot.article_id).update(republished_from="Northline")
    told = read(desk, desk.claim())
    assert told.begins == [
        "1 appearance with Northline, whose text we do not have; the nearest copy that is kept is "
        "Harbour Post, 4 May 2024."
    ]
    assert told.reachable == "Harbour Post, 4 May 2024, itself a copy; its text is kept here."


# --- on the pages ---------------------------------------------------------------------------


def test_the_working_page_counts_without_a_rule(desk):
    claim = two_from_mira(desk)
    path = f"/desk/claims/{claim.pk}/"
    page = desk.browser("ann").get(path).content.decode()
    assert "2 appearances,</span> <b>1 independent origin</b>" in page
    assert "Weakens it:" in page
    page = desk.browser("ann").get(f"{path}?without=speaker").content.decode()
    assert "<b>2 independent origins</b>" in page
    assert "Counted without these rules: the same person said it first" in page


def test_the_public_page_counts_without_a_rule_too(desk):
    claim = two_from_mira(desk)
    desk.published(claim)
    page = desk.browser("nobody").get(f"/claims/{claim.pk}/?without=speaker").content.decode()
    assert "<b>2 independent origins</b>" in page
    assert f'<link rel="canonical" href="http://testserver/claims/{claim.pk}/">' in page


def test_a_side_of_several_items_says_how_it_was_counted(desk):
    claim = desk.claim()
    desk.evidence(claim)
    path = f"/desk/claims/{claim.pk}/"
    assert desk.browser("ann").get(path).content.decode().count("How was this counted?") == 1
    place = desk.scene.at("Nobody was hurt")
    add_evidence(claim, stance="supports", warrant="So.", place=place, by=desk.cast.ann)
    page = desk.browser("ann").get(path).content.decode()
    assert page.count("How was this counted?") == 2
    assert "All 2 items go back to one origin: in the same article." in page


def test_a_readers_comment_is_said_not_to_count(desk):
    claim = desk.claim()
    add_appearance(claim, comment_from(desk.scene, "Forty boats"), by=desk.cast.ann)
    page = desk.browser("ann").get(f"/desk/claims/{claim.pk}/").content.decode()
    assert "1 appearance (1 more in readers&#x27; comments, not counted)" in page


def test_what_texts_call_themselves_is_never_markup(desk):
    claim = desk.claim()
    also(desk, claim, "<b>Bold</b> Paper", Hop("<script>alert(1)</script>"))
    page = desk.browser("ann").get(f"/desk/claims/{claim.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Bold&lt;/b&gt; Paper" in page


def test_more_texts_cost_no_more_queries(desk):
    claim = two_from_mira(desk)
    path = f"/desk/claims/{claim.pk}/"
    queries(desk, "ann", path)
    few = queries(desk, "ann", path)
    for number in range(4):
        also(desk, claim, f"Paper {number}", Hop("Mira Tal"))
    assert queries(desk, "ann", path) == few
