"""What there is under /api/v1/."""

from provenance.api.root import nouns

OURS = {"audit-events", "me", "tokens", "workspaces"}


def test_it_lists_the_nouns_of_both_wings(client, db):
    answer = client.get("/api/v1/").json()
    assert set(answer) >= OURS | {"reviews", "search"}
    assert answer["tokens"] == "http://testserver/api/v1/tokens/"


def test_a_noun_is_a_word():
    assert all(noun.replace("-", "").isalpha() for noun in nouns())
