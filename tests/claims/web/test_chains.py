"""The chain of one place, as a form over all its hops."""

import pytest

from claims.records.services import Hop, replace_chain
from provenance.sources.models import Person
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import queries

CHANGED = {"ann", "bea", "eve", "tom", "max"}


def hops(*rows, version=1, **more):
    sent = {"hops": len(rows), "version": version}
    for place, row in enumerate(rows):
        usual = {"who": "person", "speaker": "", "directness": "direct", "cue": "", "note": ""}
        sent |= {f"hop-{place}-{name}": value for name, value in (usual | row).items()}
    return sent | more


@pytest.fixture
def place(desk):
    return desk.claim().first_appearance


def test_a_chain_is_kept_in_its_order(desk, place):
    rows = [
        {"who": "missing", "directness": "hearsay", "note": "how the official knows"},
        {"who": "unnamed", "speaker": "a port official", "directness": "hearsay"},
        {"speaker": "Mira Tal", "cue": "Mira Tal told the Harbour Post"},
    ]
    sent = hops(*rows, version=place.version)
    page = desk.browser("ann").post(f"/desk/appearances/{place.pk}/chain/", sent, follow=True)
    kept = list(place.attributions.all())
    assert [hop.speaker and hop.speaker.name for hop in kept] == [
        None,
        "a port official",
        "Mira Tal",
    ]
    assert [hop.anonymous for hop in kept] == [False, True, False]
    assert kept[2].cue.quote == "Mira Tal told the Harbour Post"
    assert '<li class="missing">' in page.content.decode()


@pytest.mark.parametrize("step", ["add", "gap", "remove-0", "down-0"])
def test_the_buttons_change_the_form_and_nothing_else(desk, place, step):
    sent = hops({"speaker": "Mira Tal"}, {"speaker": "Noa Brand"}, step=step)
    answer = desk.browser("ann").post(f"/desk/appearances/{place.pk}/chain/", sent)
    assert answer.status_code == 200
    assert not place.attributions.exists()
    names = [hop["speaker"].value() or "" for hop in answer.context["hops"]]
    assert (
        names
        == {
            "add": ["Mira Tal", "Noa Brand", ""],
            "gap": ["", "Mira Tal", "Noa Brand"],
            "remove-0": ["Noa Brand"],
            "down-0": ["Noa Brand", "Mira Tal"],
        }[step]
    )


def test_a_hop_without_a_name_is_refused_and_the_rest_stays(desk, place):
    sent = hops({"speaker": "Mira Tal"}, {"speaker": ""}, version=place.version)
    answer = desk.browser("ann").post(f"/desk/appearances/{place.pk}/chain/", sent)
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "Give a name, or say that it is not stated." in text
    assert "Mira Tal" in text
    assert not place.attributions.exists()


def test_a_cue_that_stands_nowhere_is_refused(desk, place):
    sent = hops({"speaker": "Mira Tal", "cue": "sang"}, version=place.version)
    answer = desk.browser("ann").post(f"/desk/appearances/{place.pk}/chain/", sent)
    assert answer.status_code == 400
    assert "not stand in" in " ".join(answer.context["form"].non_field_errors())


def test_someone_slower_is_told_and_may_still_put_theirs(desk, place):
    first = place.version
    replace_chain(place, [Hop("Noa Brand")], by=desk.cast.bea)
    browser, path = desk.browser("ann"), f"/desk/appearances/{place.pk}/chain/"
    sent = hops({"speaker": "Mira Tal"}, version=first)
    answer = browser.post(path, sent)
    assert answer.status_code == 412
    assert "Bea changed this while you were writing" in answer.content.decode()
    sent["version"] = answer.context["form"]["version"].value()
    assert browser.post(path, sent).status_code == 302


@pytest.mark.parametrize("name", ["ann", "eve", "sam", "ron", "olga", "nobody"])
def test_who_may_change_a_chain(desk, place, name):
    sent = hops({"speaker": "Mira Tal"}, version=place.version)
    answer = desk.browser(name).post(f"/desk/appearances/{place.pk}/chain/", sent)
    assert answer.status_code == {"olga": 404, "sam": 403, "ron": 403}.get(name, 302)
    assert place.attributions.exists() == (name in CHANGED)


def test_names_are_offered_from_ones_own_workspace(desk):
    for workspace, name in [(desk.cast.desk, "Mira Tal"), (desk.cast.elsewhere, "Mira Foreign")]:
        Person.objects.create(workspace=workspace, name=name, key=name.lower())
    browser = desk.browser("ann")
    text = browser.get("/desk/people/names/", {"hop-0-speaker": "mira"}).content.decode()
    assert "Mira Tal" in text
    assert "Mira Foreign" not in text
    assert browser.get("/desk/people/names/", {"hop-0-speaker": "mi\0ra"}).status_code == 200


def test_a_place_taken_back_can_be_put_back(desk, place):
    browser = desk.browser("ann")
    page = browser.post(f"/desk/appearances/{place.pk}/withdraw/", follow=True).content.decode()
    assert f"/desk/appearances/{place.pk}/restore/" in page
    assert "Not found in any text yet." in page
    page = browser.post(f"/desk/appearances/{place.pk}/restore/", follow=True).content.decode()
    assert "Harbour Post" in page


def test_a_published_claim_keeps_a_place(desk):
    claim = desk.claim()
    desk.published(claim)
    place = claim.first_appearance
    answer = desk.browser("ann").post(f"/desk/appearances/{place.pk}/withdraw/")
    assert answer.status_code == 409


FULL = {
    "basis": "told",
    "said": "2024-05",
    "wording": "The pier may be closed.",
    "known": "inferred",
    "sure": "70",
    "known_from": "The tide table.",
}


def chain_of(place):
    return list(place.attributions.order_by("position"))


def test_all_that_is_known_of_a_hop_is_kept_and_shown_again(desk, place):
    path = f"/desk/appearances/{place.pk}/chain/"
    sent = hops(
        {"speaker": "Mira Tal", "article": desk.scene.snapshot.article_id, **FULL},
        version=place.version,
    )
    browser = desk.browser("ann")
    assert browser.post(path, sent).status_code == 302
    (hop,) = chain_of(place)
    assert (hop.basis, str(hop.said_on), hop.said_precision) == ("told", "2024-05-01", "month")
    assert (hop.words, hop.known, hop.confidence) == (FULL["wording"], "inferred", 0.7)
    assert hop.article == desk.scene.snapshot.article
    (form,) = browser.get(path).context["hops"]
    assert {name: str(form[name].value()) for name in FULL} == FULL


def test_a_hop_that_goes_on_stays_the_same_row(desk, place):
    replace_chain(place, [Hop("Mira Tal"), Hop("Noa Brand")], by=desk.cast.ann)
    first, second = chain_of(place)
    browser, path = desk.browser("ann"), f"/desk/appearances/{place.pk}/chain/"
    rows = [
        {"of": second.pk, "speaker": "Noa Brand", "directness": "hearsay"},
        {"speaker": "Lea Moor"},
        {"of": first.pk, "speaker": "Mira Tal"},
    ]
    place.refresh_from_db()
    browser.post(path, hops(*rows, version=place.version))
    assert [hop.pk for hop in chain_of(place)][::2] == [second.pk, first.pk]
    assert chain_of(place)[0].directness == "hearsay"


def test_a_place_of_words_is_kept_while_they_stay(desk, place):
    """A cue that stands in several places, and words of another text, are not looked for anew."""
    cue = desk.scene.passage("said")
    words = desk.scene.passage("the eastern pier was closed")
    replace_chain(place, [Hop("Mira Tal", cue=cue, wording_at=words)], by=desk.cast.ann)
    (hop,) = chain_of(place)
    row = {"of": hop.pk, "speaker": "Mira Tal", "cue": "said", "wording": words.quote}
    place.refresh_from_db()
    path = f"/desk/appearances/{place.pk}/chain/"
    desk.browser("ann").post(path, hops(row, version=place.version))
    (hop,) = chain_of(place)
    assert (hop.cue, hop.wording_at, hop.wording) == (cue, words, "")
    place.refresh_from_db()
    row |= {"wording": "The pier is shut."}
    desk.browser("ann").post(path, hops(row, version=place.version))
    (hop,) = chain_of(place)
    assert (hop.wording_at, hop.wording) == (None, "The pier is shut.")


def test_the_text_itself_needs_no_name(desk, place):
    path = f"/desk/appearances/{place.pk}/chain/"
    desk.browser("ann").post(path, hops({"who": "text"}, version=place.version))
    (hop,) = chain_of(place)
    assert (hop.directness, hop.missing) == ("own_voice", False)


@pytest.mark.parametrize(
    ("step", "names"),
    [
        ("before-1", ["A", "", "B"]),
        ("after-0", ["A", "", "B"]),
        ("gap-1", ["A", "", "B"]),
        ("up-0", ["A", "B"]),
        ("down-9", ["A", "B"]),
        ("nonsense", ["A", "B"]),
    ],
)
def test_hops_are_put_in_anywhere(desk, place, step, names):
    sent = hops({"speaker": "A"}, {"speaker": "B"}, step=step)
    answer = desk.browser("ann").post(f"/desk/appearances/{place.pk}/chain/", sent)
    assert [hop["speaker"].value() or "" for hop in answer.context["hops"]] == names


@pytest.mark.parametrize(
    ("field", "value"),
    [("said", "May"), ("sure", "101"), ("basis", "dreamt"), ("article", "999999")],
)
def test_what_makes_no_sense_is_said_beside_its_field(desk, place, field, value):
    sent = hops({"speaker": "Mira Tal", field: value}, version=place.version)
    answer = desk.browser("ann").post(f"/desk/appearances/{place.pk}/chain/", sent)
    assert answer.status_code == 400
    assert answer.context["hops"][0][field].errors
    assert '<details class="more" open>' in answer.content.decode()


def test_a_hundred_hops_are_refused_and_not_cut(desk, place):
    sent = hops(*({"speaker": f"Person {n}"} for n in range(100)), version=place.version)
    answer = desk.browser("ann").post(f"/desk/appearances/{place.pk}/chain/", sent)
    assert answer.status_code == 400
    assert "at most 40 hops" in answer.content.decode()
    assert not place.attributions.exists()


def test_a_kept_chain_can_be_taken_back_once(desk, place):
    browser, path = desk.browser("ann"), f"/desk/appearances/{place.pk}/chain/"
    page = browser.post(path, hops({"speaker": "Mira Tal"}, version=place.version), follow=True)
    undo = f"/desk/appearances/{place.pk}/chain/take-back/{place.version + 1}/"
    assert undo in page.content.decode()
    assert browser.post(undo, follow=True).status_code == 200
    assert not place.attributions.exists()
    assert browser.post(undo).status_code == 412


def test_what_the_chain_says_now_is_told_to_the_slower(desk, place):
    replace_chain(place, [Hop("Noa Brand"), Hop(None, "hearsay")], by=desk.cast.bea)
    sent = hops({"speaker": "Mira Tal", **FULL}, version=place.version)
    answer = desk.browser("ann").post(f"/desk/appearances/{place.pk}/chain/", sent)
    assert answer.status_code == 412
    text = answer.content.decode()
    assert "The chain says now: Noa Brand → not stated" in text
    assert FULL["wording"] in text


@pytest.mark.parametrize("name", ["ann", "sam", "ron", "olga", "nobody"])
def test_who_may_take_a_chain_back(desk, place, name):
    replace_chain(place, [Hop("Noa Brand")], by=desk.cast.bea)
    place.refresh_from_db()
    path = f"/desk/appearances/{place.pk}/chain/take-back/{place.version}/"
    answer = desk.browser(name).post(path)
    assert answer.status_code == {"sam": 403, "ron": 403, "olga": 404}.get(name, 302)
    assert place.attributions.exists() == (name != "ann")


def test_drift_is_shown_on_the_working_and_the_public_page(desk):
    said = "Perhaps we closed it on 3 May"
    chain = [Hop("Mira Tal", wording=said, basis="witness", known="outside", confidence=0.9)]
    claim = desk.scene.claim(desk.cast.ann, attributions=chain)
    desk.published(claim)
    for name, path in (("ron", f"/desk/claims/{claim.pk}/"), ("nobody", f"/claims/{claim.pk}/")):
        text = desk.browser(name).get(path).content.decode()
        assert "hedge lost" in text
        assert "“Perhaps” is gone" in text
        assert "was there" in text
        assert "from outside the text · 90% sure" in text


def test_outsiders_read_nothing_of_a_text_that_is_kept_private(desk):
    quiet = snapshot_of(desk.cast.desk, outlet="Quiet", visibility="me", by=desk.cast.ann)
    chain = [Hop("Mira Tal", article=quiet.article_id, wording_at=(quiet, 0, 15))]
    claim = desk.scene.claim(desk.cast.ann, attributions=chain)
    desk.published(claim)
    text = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    assert "Quiet" not in text
    assert "A port official" not in text


def test_longer_chains_ask_no_more_questions(desk, place):
    path = f"/desk/claims/{place.claim_id}/"
    replace_chain(place, [Hop("A", wording="Perhaps so.")], by=desk.cast.ann)
    few = queries(desk, "ann", path)
    words = desk.scene.at("the eastern pier was closed")
    article = desk.scene.snapshot.article_id
    chain = [Hop(f"Person {n}", wording_at=words, article=article) for n in range(12)]
    replace_chain(place, chain, by=desk.cast.ann)
    assert queries(desk, "ann", path) == few


@pytest.mark.parametrize("sent", [{"hops": "9" * 5000}, {"step": f"up-{'9' * 5000}"}])
def test_endless_numbers_break_nothing(desk, place, sent):
    answer = desk.browser("ann").post(f"/desk/appearances/{place.pk}/chain/", hops({}) | sent)
    assert answer.status_code < 500
