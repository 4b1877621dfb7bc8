"""For and against, each origin once."""

from claims.evidence.reading import sides_of
from claims.web.pages.sides import columns
from tests.claims.records.test_reading import comment_from


def read(claim, user):
    return {column.stance: column for column in columns(sides_of(claim, user), str)}


def test_each_side_counts_items_and_origins(desk):
    claim = desk.claim()
    first = desk.evidence(claim)
    again = desk.evidence(claim, warrant="Said again.", place=desk.scene.at("Nobody was hurt"))
    desk.evidence(claim, place=None, address="https://port.example/log", stance="contradicts")
    sides = read(claim, desk.cast.ann)
    assert sides["supports"].counted == "2 items, 1 origin"
    assert sides["contradicts"].counted == "1 item, 1 origin"
    assert sides["context"].counted == "none"
    (origin,) = sides["supports"].origins
    assert origin.piece.evidence == first
    assert [(piece.evidence, piece.why_once) for piece in origin.repeats] == [
        (again, "in the same article")
    ]


def test_what_others_lean_on_comes_first(desk):
    claim = desk.claim()
    leaning = desk.evidence(claim)
    ground = desk.evidence(claim, place=None, address="https://port.example/log")
    leaning.depends_on = ground
    leaning.save(update_fields=["depends_on"])
    (origin,) = read(claim, desk.cast.ann)["supports"].origins
    assert origin.piece.evidence == ground


def test_what_stands_in_a_readers_comment_is_shown_and_not_counted(desk):
    claim = desk.claim()
    desk.evidence(claim)
    desk.evidence(claim, place=comment_from(desk.scene, "Forty boats"))
    column = read(claim, desk.cast.ann)["supports"]
    assert column.counted == "1 item, 1 origin"
    assert [one.piece.why_not for one in column.origins] == ["", "it stands in a reader's comment"]
