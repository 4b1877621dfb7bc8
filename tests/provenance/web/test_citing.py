"""Who had it from whom: on the pages of articles, and in the list of proposals."""

import re

import pytest

from provenance.accounts.roles import Visibility
from provenance.sources import services
from provenance.sources.models import Article, Citation
from provenance.sources.services.proposals import Place, Proposal, Reason, offer_citations
from tests.provenance.sources.arriving import RUMOUR, arrival, finding

pytestmark = pytest.mark.django_db


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def as_(client, cast):
    def someone(who):
        client.logout()
        if who != "nobody":
            client.force_login(getattr(cast, who))
        return client

    return someone


@pytest.fixture
def piece(cast):
    def one(name, by=cast.ann, outlet="", published="2031-05-02", **fields):
        facts = [finding("published", published, precision="day")]
        facts += [finding("outlet", outlet)] if outlet else []
        page = f"https://echo.example/{name.replace(' ', '-')}"
        text = arrival(
            f"{name} says so. {RUMOUR}", title=name, findings=facts, address=page,
            final_address=page,
        )  # fmt: skip
        fields.setdefault("workspace", cast.desk)
        return services.keep_snapshot(text, by=by, **fields).article

    return one


def propose(source, target=None, kind="cites", **fields):
    fields.setdefault("reasons", [Reason("link", "A link in the text leads to it.")])
    fields.setdefault("known", "in_markup")
    fields.setdefault("confidence", 0.8)
    offer_citations([Proposal(source=source, target=target, kind=kind, **fields)], by=None)
    return Citation.objects.latest("pk")


@pytest.fixture
def waiting(piece):
    copy, original = piece("Copied wells"), piece("First wells", outlet="River Post")
    return propose(
        copy, original, here=Place(copy.latest, 0, 6), there=Place(original.latest, 0, 5)
    )


def facts(article):
    return f"/articles/{article.pk}/facts/"


def test_both_articles_show_it_with_both_passages_and_why(as_, waiting):
    ron = as_("ron")
    here, there = words(ron.get(facts(waiting.source))), words(ron.get(facts(waiting.target)))
    assert "<b>cites</b>" in here
    assert "<b>is cited by</b>" in there
    for page in (here, there):
        assert "A link in the text leads to it." in page
        assert "<q>Copied</q>" in page
        assert "<q>First</q>" in page
        assert "read in the page&#x27;s markup, likely" in page
        assert "Nobody has decided" in page
        assert "It does<" not in page  # Ron only reads.
    assert "#:~:text=Copied" in here


def test_the_list_says_how_many_wait_and_narrows(as_, waiting, piece):
    propose(waiting.source, target_name="A weak paper", kind="quotes", confidence=0.4)
    ann = as_("ann")
    shown = words(ann.get("/citations/"))
    assert "2 proposals waiting" in shown
    assert shown.index("First wells") < shown.index("A weak paper")
    for query, found in (("kind=quotes", "A weak paper"), ("least=0.75", "First wells")):
        narrowed = words(ann.get(f"/citations/?{query}"))
        assert ("A weak paper" in narrowed, "First wells" in narrowed) == (
            found == "A weak paper", found == "First wells",
        )  # fmt: skip
    assert "No proposal fits" in words(ann.get("/citations/?kind=translates"))
    assert "First wells" in words(ann.get("/citations/?kind=nonsense&least=x"))
    other = piece("Something else")
    assert "No proposal fits" in words(ann.get(f"/citations/?article={other.pk}"))


def test_an_empty_list_says_what_will_stand_there(as_):
    assert "Nothing waits here" in words(as_("ann").get("/citations/"))


def test_a_decision_can_be_taken_back_where_it_was_made(as_, waiting):
    ann = as_("ann")
    back = {"back": "/citations/?kind=cites"}
    answer = ann.post(f"/citations/{waiting.pk}/confirm/", back)
    assert answer.url == "/citations/?kind=cites"
    assert f"/citations/{waiting.pk}/reopen/" in words(ann.get(answer.url))
    ann.post(f"/citations/{waiting.pk}/reopen/")
    waiting.refresh_from_db()
    assert waiting.state == "proposed"
    answer = ann.post(
        f"/citations/{waiting.pk}/reject/",
        {"reason": "Another story.", "article": waiting.target_id},
    )
    assert answer.url == facts(waiting.target)
    assert "Another story." in words(ann.get(answer.url))


@pytest.mark.parametrize("back", ["https://evil.example/citations/", "//evil.example", "/x"])
def test_nobody_is_led_elsewhere(as_, waiting, back):
    answer = as_("ann").post(f"/citations/{waiting.pk}/confirm/", {"back": back})
    assert answer.url == facts(waiting.source)


def test_nulls_in_what_one_looks_for_find_nothing_and_break_nothing(as_, waiting):
    sent = {"kind": "cites", "which": "River\x00Post", "why": "So."}
    answer = as_("ann").post(f"/articles/{waiting.source_id}/cite/", sent)
    assert answer.status_code == 400


def test_a_rejection_without_reason_is_refused_in_words(as_, waiting):
    answer = as_("ann").post(f"/citations/{waiting.pk}/reject/", {"reason": " "}, follow=True)
    assert "Say why it is rejected." in words(answer)


def test_its_kind_is_changed_and_nonsense_is_refused(as_, waiting):
    ann = as_("ann")
    ann.post(f"/citations/{waiting.pk}/kind/", {"kind": "quotes"})
    ann.post(f"/citations/{waiting.pk}/kind/", {"kind": "envies"})
    waiting.refresh_from_db()
    assert waiting.kind == "quotes"


def test_several_are_confirmed_for_one_reason(as_, waiting):
    other = propose(waiting.source, target_name="A paper")
    sent = {"citation": [waiting.pk, other.pk, "x"], "reason": "Both say so."}
    as_("ann").post("/citations/confirm/", sent)
    assert set(Citation.objects.values_list("state", "reason")) == {("confirmed", "Both say so.")}


DECISIONS = ["confirm", "reject", "reopen", "kind", "withdraw"]


@pytest.mark.parametrize("verb", DECISIONS)
def test_who_may_decide_on_pages(as_, cast, waiting, verb):
    sent = {"reason": "No.", "kind": "quotes"}
    codes = {
        name: as_(name).post(f"/citations/{waiting.pk}/{verb}/", sent).status_code
        for name in cast.everyone()
    }
    login = {"nobody"}
    assert {name for name, code in codes.items() if code == 403} == {"ron", "sam", "sue"}
    assert {name for name, code in codes.items() if code == 404} == {"olga"}
    assert all(code == 302 for name, code in codes.items() if name in login)


def test_several_are_confirmed_by_those_alone_who_may(as_, waiting):
    assert as_("ron").post("/citations/confirm/", {"citation": waiting.pk}).status_code == 403
    as_("olga").post("/citations/confirm/", {"citation": waiting.pk})
    waiting.refresh_from_db()
    assert waiting.state == "proposed"


def test_a_private_article_is_named_to_nobody_else(as_, cast, piece):
    secret = piece("Secret wells", by=cast.bea, visibility=Visibility.ME)
    public = piece("Open wells")
    propose(secret, public)
    foreign = piece("Foreign wells", by=cast.olga, workspace=cast.elsewhere)
    for who in ("ann", "max", "olga"):
        assert "Secret wells" not in words(as_(who).get("/citations/"))
        assert "Secret wells" not in words(as_(who).get(facts(public)))
    assert "1 proposal waiting" in words(as_("bea").get("/citations/"))
    assert "0 proposals waiting" in words(as_("ann").get("/citations/"))
    assert "Secret wells" in words(as_("bea").get(facts(public)))
    sent = {"kind": "cites", "which": "Foreign wells", "why": "I know."}
    refused = as_("ann").post(f"/articles/{public.pk}/cite/", sent)
    assert (refused.status_code, "No other article here" in words(refused)) == (400, True)
    sent["which"] = foreign.address
    assert as_("ann").post(f"/articles/{public.pk}/cite/", sent).status_code == 400


def test_saying_it_by_hand(as_, cast, piece):
    copy, original = piece("Copied wells"), piece("First wells")
    sent = {
        "kind": "quotes",
        "which": "https://www.echo.example/First-wells?utm_source=x",
        "words": "Copied wells says so.",
        "target_words": "First wells says so.",
        "uncredited": "on",
        "why": "Word for word.",
    }
    sent["which"] = original.address
    ann = as_("ann")
    answer = ann.post(f"/articles/{copy.pk}/cite/", sent)
    row = Citation.objects.get()
    assert (answer.url, row.target, row.uncredited) == (facts(copy), original, True)
    assert (row.passage.quote, row.created_by) == ("Copied wells says so.", cast.ann)
    page = words(ann.get(facts(copy)))
    assert "Not credited:" in page
    assert "said by Ann" in page
    ann.post(f"/citations/{row.pk}/withdraw/")
    assert "Word for word." not in words(ann.get(facts(copy)))


def test_several_of_one_title_are_picked_from(as_, piece):
    copy, one, _ = piece("Copied"), piece("Wells of May"), piece("Wells of June")
    sent = {"kind": "cites", "which": "wells of", "why": "It says so."}
    ann = as_("ann")
    asked = ann.post(f"/articles/{copy.pk}/cite/", sent)
    assert asked.status_code == 400
    assert "pick one below" in words(asked)
    assert "Wells of June" in words(asked)
    ann.post(f"/articles/{copy.pk}/cite/", sent | {"picked": one.pk})
    assert Citation.objects.get().target == one


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Name an article, a name or an address."),
        ({"which": "no such title"}, "No other article here is that."),
        ({"which": "Copied wells"}, "No other article here is that."),
        ({"target_name": "X", "words": "never said"}, "The quote does not stand in the text."),
        ({"target_name": "X", "target_words": "never said"}, "There is no text here"),
        ({"target_address": "javascript:alert(1)"}, "must begin with http"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(as_, piece, sent, said):
    copy = piece("Copied wells")
    sent = {"kind": "cites", "why": "So."} | sent
    answer = as_("ann").post(f"/articles/{copy.pk}/cite/", sent)
    assert (answer.status_code, said in words(answer)) == (400, True)
    assert not Citation.objects.exists()


def test_readers_and_outsiders_say_nothing_by_hand(as_, piece):
    copy = piece("Copied wells")
    sent = {"kind": "cites", "target_name": "X", "why": "So."}
    assert "Only members who record" in words(as_("ron").get(f"/articles/{copy.pk}/cite/"))
    assert as_("ron").post(f"/articles/{copy.pk}/cite/", sent).status_code == 403
    assert as_("olga").get(f"/articles/{copy.pk}/cite/").status_code == 404


def test_a_copy_older_than_its_source_is_named(as_, piece):
    copy = piece("Copied wells", published="2031-05-01")
    propose(copy, piece("First wells", published="2031-05-03"), kind="republishes")
    page = words(as_("ann").get(facts(copy)))
    assert "It is dated 1 May 2031, before what it leans on (3 May 2031)" in page


def test_a_loop_and_two_exclusives_are_named(as_, cast, piece):
    one, other = piece("Exclusive: wells"), piece("EXCLUSIVE wells of the east")
    services.cite(one, kind="republishes", target=other, by=cast.ann)
    services.cite(other, kind="republishes", target=one, by=cast.ann)
    page = words(as_("ann").get(facts(one)))
    assert page.count("only one can have been first") == 2
    assert page.count("Both call it their exclusive.") == 2


def test_pages_take_the_same_queries_however_many_there_are(
    as_, waiting, piece, django_assert_max_num_queries
):
    ann = as_("ann")
    pages = ["/citations/", facts(waiting.source), facts(waiting.target)]

    def fill(start):
        for n in range(start, start + 6):
            one = piece(f"Copy {n}", outlet=f"Paper {n}")
            propose(waiting.source, one, here=Place(waiting.source.latest, n, n + 9))
            propose(one, waiting.target, there=Place(waiting.target.latest, n, n + 9))

    fill(0)
    counts = []
    for page in pages:
        with django_assert_max_num_queries(16) as few:
            ann.get(page)
        counts.append(len(few))
    fill(6)
    for page, count in zip(pages, counts, strict=True):
        with django_assert_max_num_queries(count):
            ann.get(page)


def test_what_was_deleted_is_listed_nowhere(as_, cast, waiting):
    services.delete_article(waiting.target, by=cast.ann)
    assert "Nothing waits here" in words(as_("ann").get("/citations/"))
    assert Article.objects.alive().count() == 1


def test_signs_that_no_text_holds_and_endless_numbers_break_nothing(as_, waiting):
    ann = as_("ann")
    answer = ann.post(f"/citations/{waiting.pk}/reject/", {"reason": "No\0body"})
    assert answer.status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("rejected", "Nobody")
    assert ann.post(f"/citations/{waiting.pk}/reopen/").status_code == 302
    ticked = ["9" * 5000, "\u00b2", str(2**63), str(waiting.pk)]
    answer = ann.post("/citations/confirm/", {"citation": ticked, "reason": "Y\0es"})
    assert answer.status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason) == ("confirmed", "Yes")


def test_what_was_taken_back_is_put_back_by_one_press(as_, piece, cast):
    said = services.cite(piece("Copy"), kind="cites", target=piece("Original"), by=cast.ann)
    ann = as_("ann")
    page = words(ann.post(f"/citations/{said.pk}/withdraw/", follow=True))
    assert not Citation.objects.visible_to(cast.ann).exists()
    assert f"/citations/{said.pk}/restore/" in page
    for stranger in ("olga", "nobody"):
        as_(stranger).post(f"/citations/{said.pk}/restore/")
        assert not Citation.objects.visible_to(cast.ann).exists()
    as_("ann").post(f"/citations/{said.pk}/restore/")
    assert Citation.objects.visible_to(cast.ann).get() == said
