from provenance.capture.choice import choose
from provenance.capture.outlets import candidates
from tests.provenance.capture.pages import facts


def chosen(head="", data=None, address="https://www.fjordpost.example/x"):
    return choose(candidates(facts("<p>x</p>", head, data, address)))


def test_the_name_of_the_site_is_the_outlet():
    assert (
        chosen('<meta property="og:site_name" content="The Fjord Post">').outlet == "The Fjord Post"
    )


def test_the_publisher_is_preferred_to_a_bare_host():
    data = {
        "@type": "NewsArticle",
        "publisher": {"@type": "Organization", "name": "The Fjord Post"},
    }
    head = '<meta property="og:site_name" content="fjordpost.example">'
    assert chosen(head, data).outlet == "The Fjord Post"


def test_the_end_of_the_title_helps_when_the_host_agrees():
    assert chosen("<title>Bridge closed | Fjordpost</title>").outlet == "Fjordpost"


def test_the_host_is_the_last_resort():
    assert chosen().outlet == "fjordpost.example"
    assert chosen(address=None).outlet is None


def test_the_declared_language_is_read():
    assert chosen('<meta property="og:locale" content="de_AT">').language == "de"


def test_an_agency_as_author_is_where_it_came_from():
    data = {"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Reuters"}}
    assert chosen(data=data).republished_from == "Reuters"


def test_a_named_source_is_kept():
    data = {"@type": "NewsArticle", "isBasedOn": {"@type": "NewsArticle", "name": "Harbour Review"}}
    assert chosen(data=data).republished_from == "Harbour Review"
