"""A network as JSON: places, words that fit, nothing left unsaid."""

import json
from datetime import date

from claims.exchange.pictures import dump
from provenance.lineage.layout import laid_out
from provenance.lineage.network import Edge, LeftOut, Network, Node, network


def test_boxes_arrows_and_what_was_left_out_are_told() -> None:
    first = Node("article:1", "article", "Post", "A title", date(2024, 5, 4), "month", first=True)
    speaker = Node("person:2", "person", "x" * 200)
    whole = network([first, speaker], [Edge("person:2", "article:1", "said")])
    data = dump(laid_out(Network(whole.nodes, whole.edges, (LeftOut(3, "without a date"),))))
    assert json.loads(json.dumps(data)) == data
    post, person = data["nodes"]
    assert (post["published"], post["details"]) == ("2024-05-04", "May 2024 · first seen")
    assert person["label"] == "x" * 200
    assert person["lines"][0].endswith("…")
    assert person["x"] < post["x"]
    assert data["edges"][0]["label"] == "said"
    assert data["left_out"] == [{"number": 3, "what": "without a date"}]


def test_nothing_is_told_as_nothing() -> None:
    assert dump(laid_out(Network()))["nodes"] == []
