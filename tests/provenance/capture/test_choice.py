from provenance.capture.candidates import Candidate, Chosen
from provenance.capture.choice import choose


def one(field, value, confidence, markup="x", **more):
    return Candidate(field, value, confidence, "in_markup", markup, **more)


def test_the_most_trusted_value_wins_and_brings_its_precision():
    chosen = choose(
        [
            one("published", "2020", 0.5, precision="year"),
            one("published", "2021-03", 0.7, precision="month"),
        ]
    )
    assert (chosen.published, chosen.precision) == ("2021-03", "month")


def test_authors_of_the_same_rule_belong_together():
    chosen = choose(
        [
            one("author", "Ann", 0.9, "a"),
            one("author", "Bo", 0.7, "a"),
            one("author", "Cy", 0.8, "b"),
        ]
    )
    assert chosen.authors == ("Ann", "Bo")


def test_an_unsure_author_is_left_out():
    assert choose([one("author", "Ann", 0.4)]).authors == ()


def test_nobody_republishes_from_themselves():
    chosen = choose(
        [
            one("outlet", "Fjordpost", 0.9),
            one("republished_from", "FJORDPOST", 0.9),
            one("republished_from", "Harbour Review", 0.5),
        ]
    )
    assert chosen.republished_from == "Harbour Review"


def test_nothing_known_gives_nothing():
    assert choose([]) == Chosen()
