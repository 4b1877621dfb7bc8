from hypothesis import given
from hypothesis import strategies as st

from provenance.capture import jsonld
from tests.provenance.capture.pages import tree

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["@type", "@id", "@graph", "author", "name", "headline"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=25,
)


def graph(data):
    return jsonld.graph_of(tree(data=data))


def test_articles_come_before_pages():
    found = jsonld.works(graph([{"@type": "WebPage"}, {"@type": ["Thing", "NewsArticle"]}]))
    assert [jsonld.kinds_of(node)[-1] for node in found] == ["newsarticle", "webpage"]


def test_authors_are_found_through_references():
    found = graph(
        {
            "@graph": [
                {"@type": "Article", "author": {"@id": "#a"}},
                {"@type": "Person", "@id": "#a", "name": "Ann Sol"},
            ]
        }
    )
    assert jsonld.authors(found, jsonld.works(found)[0]) == [("Ann Sol", True)]


def test_organisations_are_told_from_people():
    author = [{"@type": "Organization", "name": "Fjordpost"}, "Ann Sol"]
    found = graph({"@type": "Article", "author": author})
    assert jsonld.authors(found, found.nodes[0]) == [("Fjordpost", False), ("Ann Sol", True)]


def test_broken_json_is_repaired_or_passed_over():
    page = tree(
        head='<script type="application/ld+json">{"@type": "Article", "headline": "A\nB",}</script>'
        '<script type="application/ld+json">{nonsense</script>'
    )
    assert [node["headline"].split() for node in jsonld.graph_of(page).nodes] == [["A", "B"]]


def test_escapes_and_tags_in_strings_are_undone():
    assert jsonld.clean("A &amp;amp; B <b>bold</b>") == "A & B bold"


@given(JSON)
def test_any_data_is_read_without_stumbling(data):
    found = graph(data)
    for node in jsonld.works(found):
        jsonld.authors(found, node)
        jsonld.strings(node.get("headline"))
