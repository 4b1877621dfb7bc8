"""Finding the texts in which given words stand, exactly."""

import pytest

from claims.search.quoting import texts_with
from claims.search.services import index_articles
from provenance.sources.selectors import SelectorError
from tests.claims.scene import TEXT, snapshot_of


def latest(snapshot):
    snapshot.article.latest = snapshot
    snapshot.article.save(update_fields=["latest"])
    return snapshot


@pytest.fixture
def text(scene):
    return latest(scene.snapshot)


def found(scene, words, by="ann", **given):
    user = getattr(scene.cast, by)
    return texts_with(words, by=user, workspace=scene.cast.desk.pk, **given)


@pytest.mark.parametrize("indexed", [False, True])
def test_words_are_found_before_and_after_the_index_knows_the_text(scene, text, indexed):
    if indexed:
        index_articles()
    (one,) = found(scene, "Forty boats had to leave")
    assert TEXT[one.start : one.end] == "Forty boats had to leave"
    assert one.place == (text, one.start, one.end)


def test_white_space_and_quotation_marks_are_folded(scene, text):
    (one,) = found(scene, '"We closed\n it on 3 May,"')
    assert TEXT[one.start : one.end] == "“We closed it on 3 May,”"


def test_other_words_are_not_found(scene, text):
    index_articles()
    assert found(scene, "Fifty boats had to leave") == []
    assert found(scene, "  ") == []


def test_every_text_that_has_the_words_is_named(scene, text):
    other = latest(snapshot_of(scene.cast.desk, outlet="Morning Sheet"))
    both = {one.snapshot for one in found(scene, "Forty boats had to leave")}
    assert both == {text, other}
    (one,) = found(scene, "Forty boats had to leave", article=other.article_id)
    assert one.snapshot == other


def test_words_that_stand_twice_in_the_only_text_are_ambiguous(scene, text):
    with pytest.raises(SelectorError):
        found(scene, "the")


def test_what_another_may_not_see_is_not_found(scene):
    private = latest(
        snapshot_of(scene.cast.desk, "Kept by Sam alone.", by=scene.cast.sam, visibility="me")
    )
    assert [one.snapshot for one in found(scene, "Kept by Sam", by="sam")] == [private]
    assert found(scene, "Kept by Sam") == []
    latest(scene.foreign)
    assert found(scene, "Forty boats had to leave", by="olga") == []
