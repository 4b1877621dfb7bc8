"""Recording a claim on picked words: what comes back, and that nothing typed is lost."""

import json

import pytest

from claims.records.models import Appearance, Claim
from provenance.accounts.models import Visibility
from provenance.audit.models import AuditEvent
from tests.claims.scene import snapshot_of, span
from tests.claims.web.picking import WORDS, address, claim_form, in_place
from tests.claims.web.scenes import Desk


def test_the_panel_begins_with_the_picked_words(desk: Desk) -> None:
    html = in_place(desk.browser("ann"), address(desk)).content.decode()
    assert "<html" not in html
    assert f">{WORDS}</blockquote>" in html
    assert WORDS in html.split('name="statement"')[1].split("</textarea>")[0]
    assert "data-close-panel" in html
    assert 'data-draft="record-claim-' in html
    assert 'value="workspace" required id="id_visibility_0" checked' in html


def test_without_scripts_the_panel_is_a_page_of_its_own(desk: Desk) -> None:
    html = desk.browser("ann").get(address(desk)).content.decode()
    assert "<html" in html
    assert f">{WORDS}</blockquote>" in html
    assert "data-close-panel" not in html
    assert "Seen by: <b>members of Eastbank Desk</b>" in html


def test_a_claim_is_recorded_on_exactly_the_picked_words(desk: Desk) -> None:
    answer = in_place(desk.browser("ann"), address(desk), claim_form(about="2024-05"))
    assert answer.status_code == 200
    claim = Claim.objects.get()
    first = claim.first_appearance
    assert first
    assert first.passage.quote == WORDS
    assert (claim.kind, claim.checkable, claim.created_by) == ("event", "yes", desk.cast.ann)
    assert (str(claim.about), claim.about_precision) == ("2024-05-01", "month")
    event = AuditEvent.objects.filter(action="claim.recorded").get()
    assert (event.actor, event.via) == (desk.cast.ann, "page")


def test_the_page_gets_the_changed_blocks_the_note_and_the_word(desk: Desk) -> None:
    answer = in_place(desk.browser("ann"), address(desk), claim_form())
    html = answer.content.decode()
    passage = Appearance.objects.get().passage
    assert html.count("data-hx-swap-oob") == 3
    assert '<p id="b0" data-start="0" data-end="64" data-hx-swap-oob="true">A port official' in html
    assert f'data-passages="{passage.pk}"' in html
    assert '<div data-hx-swap-oob="beforeend:#margin">' in html
    assert "Undo" in html
    told = json.loads(answer["HX-Trigger-After-Settle"])
    assert told == {"recorded": {"passage": passage.pk, "said": "Claim recorded."}}


def test_a_second_claim_on_the_same_words_takes_the_place_of_the_note(desk: Desk) -> None:
    browser = desk.browser("ann")
    in_place(browser, address(desk), claim_form())
    html = in_place(
        browser, address(desk), claim_form(statement="The pier closed.")
    ).content.decode()
    passage = Appearance.objects.first().passage  # type: ignore[union-attr]
    assert f'<div id="note-{passage.pk}" data-hx-swap-oob="delete">' in html
    assert "The eastern pier closed on Monday." in html
    assert "The pier closed." in html


def test_a_claim_over_two_paragraphs_changes_both(desk: Desk) -> None:
    words = "was closed.\n\n“We closed it"
    html = in_place(desk.browser("ann"), address(desk, words=words), claim_form()).content.decode()
    assert '<p id="b0"' in html
    assert '<p id="b66"' in html
    assert '<p id="b143"' not in html


def test_without_scripts_it_leads_back_to_the_note_with_undo(desk: Desk) -> None:
    browser = desk.browser("ann")
    answer = browser.post(address(desk), claim_form())
    passage = Appearance.objects.get().passage
    assert answer["Location"] == f"/snapshots/{desk.scene.snapshot.pk}/#note-{passage.pk}"
    html = browser.get(answer["Location"]).content.decode()
    assert "Claim recorded." in html
    assert "Undo" in html


def test_the_chain_goes_from_the_origin_to_the_text(desk: Desk) -> None:
    start, end = span("Mira Tal told the Harbour Post")
    form = claim_form(
        **{
            "hops": "3",
            "hop-0-who": "unnamed",
            "hop-0-speaker": "a port official",
            "hop-0-directness": "indirect",
            "hop-0-cue": "A port official said",
            "hop-1-who": "person",
            "hop-1-speaker": "Mira Tal",
            "hop-1-directness": "hearsay",
            "hop-1-cue": "Mira Tal told the Harbour Post",
            "hop-1-at": f"{start}-{end}",
            "hop-2-who": "missing",
            "hop-2-directness": "hearsay",
        }
    )
    html = in_place(desk.browser("ann"), address(desk), form).content.decode()
    hops = list(Appearance.objects.get().attributions.order_by("position"))
    assert [hop.speaker and hop.speaker.name for hop in hops] == [
        "a port official",
        "Mira Tal",
        None,
    ]
    assert [hop.anonymous for hop in hops] == [True, False, False]
    assert hops[0].cue
    assert (hops[0].cue.start, hops[0].cue.quote) == (0, "A port official said")
    assert hops[1].cue
    assert (hops[1].cue.start, hops[1].cue.end) == (start, end)
    assert "Said by a port official (unnamed), to Mira Tal, to someone not named." in html


def test_a_typed_cue_that_stands_twice_is_the_nearest(desk: Desk) -> None:
    text = "He said so. Later he went home. The pier closed, he said so again."
    snapshot = snapshot_of(desk.cast.desk, text)
    start, end = span("The pier closed", text)
    form = claim_form(
        **{
            "hops": "1",
            "hop-0-who": "person",
            "hop-0-speaker": "Mira Tal",
            "hop-0-directness": "indirect",
            "hop-0-cue": "said so",
        }
    )
    url = f"/snapshots/{snapshot.pk}/claims/new/?start={start}&end={end}"
    assert in_place(desk.browser("ann"), url, form).status_code == 200
    cue = Appearance.objects.get().attributions.get().cue
    assert cue
    assert cue.start == text.rindex("said so")


def test_the_text_itself_may_be_who_says_it(desk: Desk) -> None:
    form = claim_form(**{"hops": "1", "hop-0-who": "text", "hop-0-directness": "indirect"})
    html = in_place(desk.browser("ann"), address(desk), form).content.decode()
    hop = Appearance.objects.get().attributions.get()
    assert (hop.speaker, hop.directness) == (None, "own_voice")
    assert "Said by the text itself." in html


def test_a_hop_in_which_nothing_was_written_is_no_hop(desk: Desk) -> None:
    form = claim_form(**{"hops": "1", "hop-0-who": "person", "hop-0-directness": "indirect"})
    assert in_place(desk.browser("ann"), address(desk), form).status_code == 200
    assert not Appearance.objects.get().attributions.exists()


def test_adding_someone_to_the_chain_keeps_what_was_typed(desk: Desk) -> None:
    form = claim_form(
        **{
            "step": "add",
            "hops": "1",
            "statement": "Half a thought",
            "hop-0-who": "person",
            "hop-0-speaker": "Mira Tal",
            "hop-0-directness": "direct",
        }
    )
    answer = in_place(desk.browser("ann"), address(desk), form)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Half a thought" in html
    assert 'value="Mira Tal"' in html
    assert 'name="hop-1-speaker"' in html
    assert "autofocus" in html.split('name="hop-1-speaker"')[1].split(">")[0]
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"statement": " "}, "Say in one sentence what is claimed."),
        ({"about": "last May"}, "Write the date as 2024-05-03"),
        (
            {"hops": "1", "hop-0-who": "unnamed", "hop-0-cue": "he said", "hop-0-directness": "x"},
            "Someone in the chain lacks a name.",
        ),
        (
            {
                "hops": "1",
                "hop-0-who": "person",
                "hop-0-speaker": "Mira Tal",
                "hop-0-directness": "direct",
                "hop-0-cue": "words that are not there",
            },
            "does not stand in the text",
        ),
        ({"visibility": "public"}, "Select a valid choice"),
    ],
)
def test_a_refused_claim_keeps_what_was_typed(desk: Desk, wrong: dict[str, str], said: str) -> None:
    form = claim_form(**{"about": "2024", **wrong})
    answer = in_place(desk.browser("ann"), address(desk), form)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert said in html
    for typed in form.values():
        if typed.strip() and typed not in {"0", "1", "x", "public"}:
            assert typed in html or f'value="{typed}"' in html
    assert not Claim.objects.exists()


def test_a_student_begins_for_themselves(desk: Desk) -> None:
    browser = desk.browser("sam")
    html = in_place(browser, address(desk)).content.decode()
    assert 'value="me" required id="id_visibility_1" checked' in html
    in_place(browser, address(desk), claim_form(visibility="me"))
    assert Claim.objects.get().visibility == Visibility.ME


def test_claims_like_the_words_are_shown_while_one_types(desk: Desk) -> None:
    known = desk.claim(statement="The eastern pier closed on 3 May.")
    desk.claim("sam", "The eastern pier closed because of Sam.")
    url = f"/snapshots/{desk.scene.snapshot.pk}/similar/?statement=the+eastern+pier+closed"
    html = desk.browser("ann").get(url).content.decode()
    assert f'name="other" value="{known.pk}"' in html
    assert "None of these: it is a new claim" in html
    assert "because of Sam" not in html


def test_a_known_claim_gets_another_place_instead(desk: Desk) -> None:
    known = desk.claim()
    form = claim_form(other=known.pk, statement="", kind="")
    answer = in_place(desk.browser("bea"), address(desk), form)
    assert answer.status_code == 200
    assert Claim.objects.count() == 1
    assert {one.passage.quote for one in known.appearances.all()} == {
        "We closed it on 3 May",
        WORDS,
    }
    assert f"Claim {known.pk} stands here too." in answer["HX-Trigger-After-Settle"]
    assert "/back/appearance/" in answer.content.decode()


def test_a_known_claim_is_not_put_on_the_same_words_twice(desk: Desk) -> None:
    known = desk.claim()
    words = "We closed it on 3 May"
    answer = in_place(desk.browser("bea"), address(desk, words=words), claim_form(other=known.pk))
    assert answer.status_code == 400
    assert "already stands on exactly these words" in answer.content.decode()
