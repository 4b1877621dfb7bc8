from provenance.capture import authors, headline, pageflow
from provenance.capture.choice import choose
from tests.provenance.capture.pages import facts

TITLE = "Harbour bridge closed after crack is found"
TEXT = "<p>" + "The council closed the bridge on Monday night. " * 40 + "</p>"


def chosen(body="", head="", data=None):
    page = facts(f"<h1>{TITLE}</h1>{body}{TEXT}", f"<title>{TITLE}</title>{head}", data)
    found = headline.candidates(page)[1]
    element = found.element if found else None
    return choose(authors.candidates(page, pageflow.flow_of(page.tree), element)).authors


def ld(*names, kind="Person"):
    people = [{"@type": kind, "name": name} for name in names]
    return {"@type": "NewsArticle", "headline": TITLE, "author": people}


def test_head_and_byline_together_are_believed():
    assert chosen('<p class="byline">By Ann Sol</p>', data=ld("Ann Sol")) == ("Ann Sol",)


def test_names_given_together_stay_together():
    assert chosen("<p>By Ann Sol and Bo Berg</p>", data=ld("Ann Sol", "Bo Berg")) == (
        "Ann Sol",
        "Bo Berg",
    )


def test_a_byline_alone_is_enough_near_the_headline():
    assert chosen('<div>Von <a href="/autor/x">Jonas Reet</a> | 7. Mai</div>') == ("Jonas Reet",)
    assert chosen("<p><span>By</span> <span>Ann Sol</span></p>") == ("Ann Sol",)


def test_a_name_that_only_machines_see_is_not_believed():
    assert chosen(data=ld("Wilma Weaver")) == ()
    assert chosen(head='<meta name="author" content="Wilma Weaver">') == ()


def test_the_name_of_the_site_is_no_author():
    head = (
        '<meta property="og:site_name" content="Fjordpost"><meta name="author" content="Fjordpost">'
    )
    assert chosen("<p>Fjordpost</p>", head) == ()


def test_readers_who_comment_are_no_authors():
    talk = '<div class="comments"><span class="comment-author">Kari Nord</span></div>'
    assert chosen(data=None, body=talk) == ()


def test_authors_of_other_articles_are_not_taken():
    teasers = "".join(
        f'<div class="teaser"><h3>More</h3><span class="author">By {name}</span></div>'
        for name in ("Kari Nord", "Ola Strand", "Per Vik")
    )
    assert chosen(teasers) == ()


def test_an_account_is_no_signature_when_a_name_stands_on_the_page():
    assert chosen("<p>By Ann Sol</p>", data=ld("ann.sol")) == ("Ann Sol",)


def test_a_role_after_the_name_is_no_second_author():
    assert chosen('<p class="author">Ann Sol, staff writer</p>') == ("Ann Sol",)


def test_what_is_not_chosen_is_kept_as_a_candidate():
    page = facts(f"<h1>{TITLE}</h1>{TEXT}", f"<title>{TITLE}</title>", ld("Wilma Weaver"))
    found = authors.candidates(page, pageflow.flow_of(page.tree), None)
    assert [one.value for one in found] == ["Wilma Weaver"]
    assert found[0].confidence < 0.5
