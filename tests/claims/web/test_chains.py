"""The chain of one place, as a form over all its hops."""

import pytest

from claims.records.services import Hop, replace_chain
from provenance.sources.models import Person

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
