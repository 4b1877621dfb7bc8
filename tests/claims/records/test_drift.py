"""What became of a wording: each pair has one change and no other, and rewordings have none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.records.drift import LABELS, Drift, drift

LOST, ADDED, SURER = Drift.HEDGE_LOST, Drift.HEDGE_ADDED, Drift.SURER
NEGATION, NUMBER, TIME = Drift.NEGATION, Drift.NUMBER, Drift.TIME
WIDENED, NARROWED, FACT = Drift.WIDENED, Drift.NARROWED, Drift.SAID_AS_FACT

# before, after, the change, its words before and after (None: nothing there answers to it).
CHANGES = [
    ("It is a very big guess that the bridge failed", "The fact remains that the bridge failed",
     LOST, "guess", "The fact remains"),
    ("The pier may be closed", "The pier is closed", LOST, "may", None),
    ("The pier might close next week", "The pier closes next week", LOST, "might", None),
    ("The well could be poisoned", "The well is poisoned", LOST, "could", None),
    ("The ship reportedly sank off the cape", "The ship sank off the cape",
     LOST, "reportedly", None),
    ("He is believed to have left the country", "He has left the country",
     LOST, "is believed", None),
    ("The mayor allegedly took the money", "The mayor took the money", LOST, "allegedly", None),
    ("The fire was probably set on purpose", "The fire was set on purpose", LOST, "probably", None),
    ("Perhaps the log was changed", "The log was changed", LOST, "Perhaps", None),
    ("The dam appears to be leaking", "The dam is leaking", LOST, "appears to", None),
    ("It is possible that the valve leaked", "It is clear that the valve leaked",
     LOST, "It is possible", "It is clear"),
    ("The valve was suspected of leaking", "The leaking valve", LOST, "suspected", None),
    ("The tap water held roughly three times the limit", "The tap water held three times the limit",
     LOST, "roughly three times", "three times"),
    ("About 40 boats had to leave", "40 boats had to leave", LOST, "About 40", "40"),
    ("The pier is closed", "The pier may be closed", ADDED, None, "may"),
    ("The mayor took the money", "The mayor allegedly took the money", ADDED, None, "allegedly"),
    ("40 boats had to leave", "Around forty boats had to leave", ADDED, "40", "Around forty"),
    ("Officials said that the water was bad", "Officials confirmed that the water was bad",
     SURER, None, "confirmed"),
    ("The council speaks of 31 at the station", "The council admits to 31 at the station",
     SURER, None, "admits"),
    ("The bridge was not closed", "The bridge was closed", NEGATION, "not closed", "closed"),
    ("The inspectors found no cracks in the pier", "The inspectors found cracks in the pier",
     NEGATION, "no cracks", "cracks"),
    ("The mayor didn't sign the contract", "The mayor did sign the contract",
     NEGATION, "didn't sign", "sign"),
    ("Nobody warned us about the river", "They warned us about the river",
     NEGATION, "Nobody warned", "warned"),
    ("The council knew of the reading", "The council never knew of the reading",
     NEGATION, "knew", "never knew"),
    ("The laboratory measured 31 micrograms", "The laboratory measured 43 micrograms",
     NUMBER, "31 micrograms", "43 micrograms"),
    ("They found 31 micrograms at one tap and 12 at the other", "They found 43 micrograms",
     NUMBER, "31 micrograms", "43 micrograms"),
    ("Forty boats left the harbour", "Fifty boats left the harbour", NUMBER, "Forty", "Fifty"),
    ("The work cost 14.2 million crowns", "The work cost 14.7 million crowns",
     NUMBER, "14.2 million crowns", "14.7 million crowns"),
    ("The work cost 14.2 million crowns", "The work cost 14.2 billion crowns",
     NUMBER, "14.2 million crowns", "14.2 billion crowns"),
    ("The sample held 31 micrograms of lead", "The sample held 31 milligrams of lead",
     NUMBER, "31 micrograms", "31 milligrams"),
    ("A third of the pupils stayed at home", "Half of the pupils stayed at home",
     NUMBER, "A third", "Half"),
    ("The water held about three times the limit", "The water held at least three times the limit",
     NUMBER, "about three times", "at least three times"),
    ("Up to 30 houses were flooded", "30 houses were flooded", NUMBER, "Up to 30", "30"),
    ("The tower is 30 metres high", "The tower is 30 kilometres high",
     NUMBER, "30 metres", "30 kilometres"),
    ("Prices rose by 4 percent", "Prices rose by 14 percent", NUMBER, "4 percent", "14 percent"),
    ("Some residents want to move away", "Residents want to move away",
     WIDENED, "Some residents", "Residents"),
    ("Several doctors refused the vaccine", "All doctors refused the vaccine",
     WIDENED, "Several doctors", "All doctors"),
    ("A few of the older boats leak", "The boats leak",
     WIDENED, "A few of the older boats", "The boats"),
    ("Many voters stayed at home", "Most voters stayed at home",
     WIDENED, "Many voters", "Most voters"),
    ("One person close to the works said that it leaks", "Officials said that it leaks",
     WIDENED, "One person", "Officials"),
    ("A ministry spokesman said the bridge is safe", "The government said the bridge is safe",
     WIDENED, "A ministry spokesman", "The government"),
    ("A resident says the water smells", "Residents say the water smells",
     WIDENED, "A resident", "Residents"),
    ("An expert says the dam will hold", "Experts say the dam will hold",
     WIDENED, "An expert", "Experts"),
    ("Residents want to move away", "Some residents want to move away",
     NARROWED, "Residents", "Some residents"),
    ("Officials said that it leaks", "One official said that it leaks",
     NARROWED, "Officials", "One official"),
    ("The council knew in February", "The council knew in March", TIME, "February", "March"),
    ("The council knew in February", "The council knew this summer", TIME, "February", "summer"),
    ("The pier closed on 3 May", "The pier closed on 4 May", TIME, "3 May", "4 May"),
    ("It was built in 1962", "It was built in 1926", TIME, "1962", "1926"),
    ("The vote is on Monday", "The vote is on Friday", TIME, "Monday", "Friday"),
    ("We have been drinking this for months", "We have been drinking this for a year",
     TIME, "for months", "a year"),
    ("The factory will close", "The factory has closed", TIME, "will", "closed"),
    ("Two witnesses said that the guard fired first", "The guard fired first", FACT, "said", None),
    ("According to the port, forty boats left", "Forty boats left", FACT, "According to", None),
    ("The minister claimed that crime had doubled", "Crime had doubled", FACT, "claimed", None),
]  # fmt: skip

NEUTRAL = [
    ("The pier was closed on 3 May", "On 3 May the pier was closed"),
    ("The pier was closed on 3 May", "They closed the pier on May 3"),
    ("The council kept the figures to itself", "The figures were kept back by the council"),
    ("Forty boats had to leave the harbour", "40 boats had to leave the harbour"),
    ("Around 40 boats had to leave", "Roughly forty boats had to leave"),
    ("The tower is 3 km away", "The tower is 3,000 metres away"),
    ("It lasted a year, from spring to spring", "It lasted twelve months, from spring to spring"),
    ("It took for a year to build", "It took 12 months to build"),
    ("The prices doubled", "The prices rose to twice what they were"),
    ("More than 6,000 people live there", "Over 6000 people live there"),
    ("6,200 people live there", "About 6,000 people live there"),
    ("A third of the pupils were ill", "33 percent of the pupils were ill"),
    ("The mayor said that the bridge is safe", "The bridge is safe, the mayor said"),
    ("The mayor said that the bridge is safe", "According to the mayor, the bridge is safe"),
    ("The mayor said that the bridge is safe", "The bridge is safe, the mayor told reporters"),
    ("The pier may be closed", "The pier could be closed"),
    ("The ship reportedly sank", "The ship is said to have sunk"),
    ("The ship allegedly sank", "The ship reportedly sank"),
    ("The council did not tell the residents", "The council told the residents nothing"),
    ("The council denied that it knew", "The council said that it had not known"),
    ("The bridge was not closed", "The bridge stayed open"),
    ("No cracks were found in the pier", "The pier had no cracks"),
    ("Nobody was hurt", "No one was hurt"),
    ("In May the council knew", "The council knew in May"),
    ("She marched in March", "In March she marched"),
    ("Some residents want to move away", "Some of the residents want to move away"),
    ("Several officials resigned", "Some officials resigned"),
    ("A spokeswoman for the council called it invented", "The council called it invented"),
    ("The water comes from the Hollow Lane station", "Hollow Lane station supplies the water"),
    ("The town hall had the figures in February", "In February the figures lay in the town hall"),
    ("The council knew in February", "The council knew in the winter"),
    ("The police could not find the car", "Police failed to find the car"),
    ("The valve was opened for work on a pump", "Workers opened the valve to repair a pump"),
    ("Bottled water was sold out by noon", "By noon bottled water was gone from the shelves"),
    ("The report names two causes", "Two causes are named in the report"),
    ("An old valve caused the readings", "The readings were caused by an old valve"),
    ("The limit is 10 micrograms per litre", "The limit: ten micrograms a litre"),
    ("The state has more oil than any other", "No other state has so much oil"),
    ("The work cost 14.2 million crowns", "14.2 million crowns were spent on the work"),
    ("Both sides met and spread out maps", "The two sides met and maps were spread out"),
    ("It is not only expensive but slow", "It is expensive and slow"),
    ("The law allows 10 micrograms", "10 micrograms are allowed by law"),
    ("The soldiers left the town on Monday", "On Monday the soldiers left town"),
    ("The store opens at 16:40", "At 16:40 the store opens"),
    ("", "The pier is closed"),
    ("The pier is closed", ""),
    ("The pier is closed", "Bread is cheap"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "kind", "old", "new"), CHANGES)
def test_one_change_is_found_with_its_words_on_both_sides(
    before: str, after: str, kind: Drift, old: str | None, new: str | None
) -> None:
    found = drift(before, after)
    assert [one.kind for one in found] == [kind]
    (one,) = found
    assert one.before and one.before.words if old else one.before is None
    assert (one.before.words if one.before else None) == old
    assert (one.after.words if one.after else None) == new
    if one.before:
        assert before[one.before.start : one.before.end] == one.before.words
    if one.after:
        assert after[one.after.start : one.after.end] == one.after.words
    assert all(f"“{words}”" in one.says for words in (old, new) if words)


@pytest.mark.parametrize(("before", "after"), NEUTRAL)
def test_a_mere_rewording_is_no_drift(before: str, after: str) -> None:
    assert drift(before, after) == []
    assert drift(after, before) == []


def test_several_changes_in_one_sentence_are_all_found() -> None:
    found = drift(
        "One person said that perhaps 31 of the boats did not leave in February",
        "Officials confirmed that 43 boats did leave in March",
    )
    assert {one.kind for one in found} >= {LOST, NUMBER, TIME, NEGATION, WIDENED}


def test_words_without_a_cue_are_no_fact_where_the_text_names_the_speaker_beside_them() -> None:
    before, after = "The port said that forty boats left", "Forty boats left"
    assert [one.kind for one in drift(before, after)] == [FACT]
    assert drift(before, after, attributed=True) == []


def test_the_sum_of_two_numbers_says_what_was_added() -> None:
    (one,) = drift("We measured 31 micrograms and 12 micrograms", "We measured 43 micrograms")
    assert one.says == "“31 micrograms” and “12 micrograms” became “43 micrograms”."


def test_each_change_has_a_word_for_the_strip() -> None:
    assert set(LABELS) == set(Drift)
    assert all(len(label.split()) <= 3 for label in LABELS.values())


@pytest.mark.parametrize(
    "text",
    [
        "Der Pegel lag vielleicht über dem Grenzwert",
        "المستوى كان ربما مرتفعا",
        "水位可能超过了上限",
        "¿Quizás 31? 12:30 3,4,5 1.2.3 … “” ---",
        "may may may not not 1 1 1 % $",
        "\u00a0\u200b\n\n",
    ],
)
def test_other_languages_and_odd_texts_do_no_harm(text: str) -> None:
    for other in (text, "The pier is closed", ""):
        for one in [*drift(text, other), *drift(other, text)]:
            assert one.says


def test_long_texts_are_read_in_good_time() -> None:
    assert drift("may not be 3 of some " * 50_000, "is 4 of all " * 50_000) is not None


WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "a",
            "may",
            "not",
            "3",
            "31",
            "million",
            "about",
            "some",
            "residents",
            "officials",
            "said",
            "February",
            "year",
            "for",
            "council",
            "closed",
            "%",
            "$",
            "of",
            "will",
            "has",
            "one",
            "half",
            "dozen",
            "1962",
            "May",
        ]
    ),
    max_size=25,
).map(" ".join)


@given(WORDS, WORDS)
def test_every_span_holds_its_words(before: str, after: str) -> None:
    for one in drift(before, after):
        for side, text in ((one.before, before), (one.after, after)):
            assert side is None or text[side.start : side.end] == side.words


@given(WORDS)
def test_nothing_becomes_of_words_that_stay(text: str) -> None:
    assert drift(text, text) == []
