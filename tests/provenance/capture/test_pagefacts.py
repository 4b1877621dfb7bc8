import pytest

from provenance.capture.pagefacts import bare_words, host_names
from tests.provenance.capture.pages import facts


def test_meta_elements_are_found_by_any_of_their_names():
    page = facts(head='<meta property="OG:Title" content=" A  b "><meta name="empty" content="">')
    assert page.meta("og:title") == "A b"
    assert page.meta("empty", "nothing") is None


def test_the_site_goes_by_its_host_its_names_and_its_publisher():
    page = facts(
        head='<meta property="og:site_name" content="The Fjord Post">',
        data={"@type": "Article", "publisher": {"@type": "Organization", "name": "Norland Media"}},
    )
    assert page.is_site("fjordpost")
    assert page.is_site("The Fjord Post")
    assert page.is_site("NORLAND MEDIA")
    assert not page.is_site("Ann Sol")
    assert not page.is_site("")


@pytest.mark.parametrize(
    ("address", "names"),
    [
        (
            "https://www.fjordpost.example/x",
            ["fjordpost.example", "fjordpost.example", "fjordpost"],
        ),
        ("https://sea.post.co.uk/", ["sea.post.co.uk", "post.co.uk", "post", "sea"]),
        ("https://web.archive.org/web/2018id_/http://old.example/", ["old.example"] * 2 + ["old"]),
        ("not an address", []),
        ("http://[broken", []),
        (None, []),
    ],
)
def test_hosts_go_by_several_names(address, names):
    assert host_names(address) == names


def test_only_letters_and_figures_are_compared():
    assert bare_words("The Fjord-Post 24!") == "thefjordpost24"
