"""The front page."""

from tests.claims.web.scenes import queries


def test_strangers_read_the_latest_verdicts(desk):
    desk.published(desk.claim(statement="Forty boats left."))
    desk.seconded(desk.claim(statement="It rained."))
    page = desk.browser("nobody").get("/")
    text = page.content.decode()
    assert "Forty boats left." in text
    assert "It rained." not in text
    assert page["Cache-Control"] == "public, max-age=60"


def test_members_go_to_their_desk(desk):
    page = desk.browser("ann").get("/")
    assert (page.status_code, page.url) == (302, "/desk/")


def test_an_empty_site_says_so(desk):
    assert "Nothing is published yet" in desk.browser("nobody").get("/").content.decode()


def test_the_number_of_queries_does_not_grow(desk):
    desk.published(desk.claim())
    few = queries(desk, "nobody", "/")
    for number in range(5):
        desk.published(desk.claim(statement=f"Boat {number} left."))
    assert queries(desk, "nobody", "/") == few
