"""The page of voices: who speaks, whose text it is, what else the author wrote, what is quoted."""

import pytest

from claims.records.services import Hop
from claims.web.pages.reader_voices import quoted_in
from provenance.sources.models import Article, Authorship, Citation, Person
from provenance.sources.services import cite, merge_in_catalogue, unmerge_in_catalogue
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import DESK, EVERYONE, Desk, queries

TEXT = (
    "The “experts” from the port came on Monday.\n\n“We closed it on 3 May,” Mira Tal said."
    "\n\nA reader: the “experts” again!"
)


@pytest.fixture
def page(desk: Desk) -> str:
    return f"/articles/{desk.scene.snapshot.article_id}/voices/"


def shown(desk: Desk, path: str, name: str = "ann") -> str:
    answer = desk.browser(name).get(path)
    assert answer.status_code == 200
    return " ".join(str(answer.content.decode()).split())


def written_by(article: Article, name: str = "Noa Brand") -> None:
    person, _ = Person.objects.get_or_create(
        workspace=article.workspace, key=name.casefold(), defaults={"name": name}
    )
    Authorship.objects.create(article=article, person=person)


@pytest.mark.parametrize("name", EVERYONE)
def test_whoever_reads_the_article_sees_its_voices(desk: Desk, page: str, name: str) -> None:
    status = desk.browser(name).get(page).status_code
    assert status == (200 if name in DESK else {"olga": 404, "nobody": 302}[name])
    Article.objects.update(visibility="public")
    assert desk.browser(name).get(page).status_code == 200


def test_an_article_of_which_nothing_is_known_says_so_everywhere(desk: Desk, page: str) -> None:
    text = shown(desk, page)
    for words in (
        "nobody is known to speak in it yet",
        "it counts as own reporting until something does",
        "It names no author.",
        "No readers' comments were found",
    ):
        assert words in text


def test_voices_are_told_by_kind(desk: Desk, page: str) -> None:
    ann = desk.cast.ann
    desk.scene.claim(ann, attributions=[Hop("Mira Tal", "direct")])
    desk.scene.claim(ann, "Boats left.", attributions=[Hop("an official", anonymous=True)])
    desk.scene.claim(ann, "It shut.", attributions=[Hop(directness="own_voice")])
    text = shown(desk, page)
    for heading in ("Named speakers", "Unnamed sources", "The text itself"):
        assert f'{heading} <span class="how">· 1 claim' in text
    assert "an official (unnamed)" in text


def test_strangers_are_told_of_public_claims_alone(desk: Desk, page: str) -> None:
    Article.objects.update(visibility="public")
    desk.scene.claim(desk.cast.ann, attributions=[Hop("Mira Tal")])
    assert "Mira Tal" in shown(desk, page)
    assert "Mira Tal" not in shown(desk, page, "nobody")


def test_pieces_of_the_same_author_and_self_citations_are_counted(desk: Desk, page: str) -> None:
    here = desk.scene.snapshot.article
    others = [snapshot_of(desk.cast.desk, outlet=name).article for name in ("One", "Two")]
    hidden = snapshot_of(desk.cast.desk, outlet="Mine", by=desk.cast.bea, visibility="me").article
    for article in (here, *others, hidden):
        written_by(article)
    Citation.objects.create(workspace=here.workspace, source=here, target=others[0], kind="cites")
    text = shown(desk, page)
    assert "leans on 1 other piece by its own author" in text
    assert text.index("One: the pier") < text.index("Two: the pier")
    assert "Mine: the pier" not in text
    assert "Mine: the pier" in shown(desk, page, "bea")


def test_an_agency_that_it_was_taken_from_is_named_with_how_it_is_known(
    desk: Desk, page: str
) -> None:
    here = desk.scene.snapshot.article
    Citation.objects.create(
        workspace=here.workspace, source=here, target_name="Northline", kind="republishes",
        known="in_text", state="proposed",
    )  # fmt: skip
    text = shown(desk, page)
    assert "Northline" in text
    assert "republishes, in the text, proposed" in text


def test_scare_quotes_are_apart_from_quotations(desk: Desk) -> None:
    snapshot = snapshot_of(desk.cast.desk, TEXT, outlet="Post")
    Article.objects.filter(pk=snapshot.article_id).update(latest=snapshot)
    text = shown(desk, f"/articles/{snapshot.article_id}/voices/")
    assert "1 quotation, and apart from it 2 times a few words in scare quotes" in text
    assert "<b>experts</b>" in text
    reader = shown(desk, f"/articles/{snapshot.article_id}/")
    assert "Words in scare quotes 2 times" in reader
    assert f"/articles/{snapshot.article_id}/voices/" in reader


def test_comments_are_no_voice(desk: Desk) -> None:
    snapshot = snapshot_of(desk.cast.desk, TEXT, outlet="Post")
    body = TEXT.index("A reader")
    snapshot.regions = [
        {"kind": "body", "start": 0, "end": body},
        {"kind": "comment", "start": body, "end": len(TEXT)},
    ]
    assert [one.words for one in quoted_in(snapshot) if one.scare] == ["experts"]


def test_the_number_of_queries_does_not_grow(desk: Desk, page: str) -> None:
    here = desk.scene.snapshot.article
    written_by(here)

    def more(number: int) -> None:
        other = snapshot_of(desk.cast.desk, outlet=f"Paper {number}").article
        written_by(other)
        Citation.objects.create(workspace=here.workspace, source=here, target=other, kind="cites")
        desk.scene.claim(desk.cast.ann, f"Claim {number}.", attributions=[Hop(f"Voice {number}")])

    more(0)
    few = queries(desk, "ann", page)
    for number in range(1, 6):
        more(number)
    assert queries(desk, "ann", page) == few


def test_pieces_signed_with_the_other_name_of_an_author_count(desk: Desk, page: str) -> None:
    cast, here = desk.scene.cast, desk.scene.snapshot.article
    other = snapshot_of(cast.desk, outlet="Valley Post").article
    written_by(here, "Noa Brand")
    written_by(other, "N. Brand")
    cite(here, kind="cites", target=other, by=cast.ann)
    kept, merged = (Person.objects.get(name=name) for name in ("Noa Brand", "N. Brand"))
    merge_in_catalogue(kept, merged, "One person.", by=cast.eve)
    assert "Valley Post: the pier" in shown(desk, page)
    unmerge_in_catalogue(merged, by=cast.eve)
    assert "It names no author." not in shown(desk, page)
