"""Items of agencies, in both versions of ninjs, give a text and what they say of themselves."""

import json
from typing import Any

import pytest

from provenance.capture.extract import Extraction, ExtractionError, extract
from provenance.capture.ninjs import is_item

PLAIN = "The dam at Harrow holds.\nNobody was hurt, the mayor said."
PAGE = (
    "<article><h1>The dam holds</h1><p>The dam at <b>Harrow</b> holds.</p>"
    "<p>Nobody was hurt, the mayor said.</p><ul><li>It was built in 1931.</li></ul></article>"
)
NITF = (
    '<?xml version="1.0"?><nitf><head><docdata><p>not this</p></docdata></head><body>'
    "<body.head><hedline><hl1>The dam holds</hl1></hedline></body.head>"
    "<body.content><p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p><p>Five.</p></body.content>"
    "</body></nitf>"
)
THREE: dict[str, Any] = {
    "uri": "https://wire.example/items/9",
    "standard": {"name": "ninjs", "version": "3.1"},
    "type": "text",
    "pubStatus": "usable",
    "firstCreated": "2026-05-03T09:00:00Z",
    "versionCreated": "2026-05-04T16:02:28+02:00",
    "language": "en-GB",
    "by": "By Ida Roy and Omar d'Arc, Reuters",
    "infoSources": [{"name": "Lowland Wire"}],
    "copyrightHolder": "Lowland Press Group",
    "headlines": [{"role": "short", "value": "Dam"}, {"role": "main", "value": "The dam holds"}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": PLAIN},
        {"role": "html", "contentType": "text/html", "value": PAGE},
    ],
}


def lowered(value: Any) -> Any:
    """The same as version 2 writes it."""
    if isinstance(value, dict):
        return {name.lower(): lowered(one) for name, one in value.items()}
    return [lowered(one) for one in value] if isinstance(value, list) else value


def given(**changes: Any) -> Extraction:
    item = {name: value for name, value in (THREE | changes).items() if value is not None}
    return extract(json.dumps(item).encode(), media_type="application/json")


@pytest.mark.parametrize("item", [THREE, lowered(THREE)])
def test_both_versions_are_read_alike(item: dict[str, Any]) -> None:
    found = extract(json.dumps(item).encode(), media_type=None)
    assert found.text == (
        "The dam holds\n\nThe dam at Harrow holds.\n\nNobody was hurt, the mayor said.\n\n"
        "It was built in 1931."
    )
    chosen = found.chosen
    assert chosen.title == "The dam holds"
    assert chosen.authors == ("Ida Roy", "Omar d'Arc")
    assert chosen.outlet == "Lowland Wire"
    assert (chosen.published, chosen.precision) == ("2026-05-03", "day")
    assert chosen.language == "en"
    canonical = [one.value for one in found.candidates if one.field == "canonical"]
    assert canonical == ["https://wire.example/items/9"]
    assert found.warnings == ()


def test_blocks_and_regions_lie_on_the_text() -> None:
    found = given()
    kinds = [(one.kind, one.level, found.text[one.start : one.end]) for one in found.blocks]
    assert kinds[0] == ("heading", 1, "The dam holds")
    assert kinds[-1] == ("list", 0, "It was built in 1931.")
    assert found.body == found.text
    assert found.article.startswith("The dam at Harrow")
    title = next(one for one in found.candidates if one.field == "title")
    assert found.text[title.start : title.end] == title.value


def test_the_form_that_keeps_most_paragraphs_is_read() -> None:
    bodies = [*THREE["bodies"], {"role": "nitf", "contentType": "text/xml", "value": NITF}]
    assert given(bodies=bodies).text.endswith("One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.")
    assert "not this" not in given(bodies=bodies).text
    plain = given(bodies=THREE["bodies"][:1])
    assert plain.text.split("\n\n") == ["The dam holds", *PLAIN.split("\n")]


def test_what_has_no_text_is_read_by_its_description() -> None:
    described = [{"role": "caption", "value": "The dam at Harrow on Monday."}]
    found = given(bodies=None, type="picture", descriptions=described)
    assert found.text == "The dam holds\n\nThe dam at Harrow on Monday."


def test_an_agency_or_the_sender_is_no_author() -> None:
    assert given(by="NTB", copyrightHolder="NTB", infoSources=None).chosen.authors == ()
    assert given(by="By AFP").chosen.authors == ()
    assert given(by="Ida Roy, The Dam Office").chosen.authors == ("Ida Roy",)


def test_what_the_agency_warns_of_is_kept() -> None:
    found = given(pubStatus="canceled", edNote="Corrects the year.")
    assert found.warnings == (
        "The agency says of this item that it is canceled.",
        "The agency notes: Corrects the year.",
    )


def test_a_urn_is_no_address() -> None:
    fields = {one.field for one in given(uri="urn:newsml:wire.example:9").candidates}
    assert "canonical" not in fields


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"uri": "x", "bodies": [', "bad_json"),
        (b'{"a": ' * 50_000, "bad_json"),
        (b'{"name": "a package"}', "not_ninjs"),
        (b'[{"uri": "a", "title": "b"}]', "several"),
        (b'"text"', "not_ninjs"),
    ],
)
def test_what_is_no_item_says_so(raw: bytes, code: str) -> None:
    with pytest.raises(ExtractionError) as refused:
        extract(raw, media_type="application/json")
    assert refused.value.code == code


@pytest.mark.parametrize(
    "changes",
    [
        {"headlines": "no list", "bodies": [3, None], "by": 7, "language": ["en"]},
        {"bodies": [{"value": "<p>"}, {"value": "<!--"}, {"value": "<?xml"}, {}]},
        {"bodies": [{"value": "<p>\ud800</p>"}], "infoSources": [{"name": None}]},
        {"firstCreated": "soon", "versionCreated": 12, "headlines": [{"value": "<br>"}]},
    ],
)
def test_strange_values_break_nothing(changes: dict[str, Any]) -> None:
    try:
        found = given(**changes)
    except ExtractionError:
        return
    assert all(0 <= one.start <= one.end <= len(found.text) for one in found.blocks)


def test_json_of_other_kinds_is_left_alone() -> None:
    assert is_item(json.dumps(THREE).encode())
    assert is_item(b"\xef\xbb\xbf" + json.dumps(THREE).encode())
    for raw in (b"{}", b'{"uri": 3, "title": "a"}', b"[1]", b"{\xff", b"", b"Text {"):
        assert not is_item(raw)
    text = extract(b'{"this": "is a text that begins like that"}', media_type="text/plain")
    assert text.text.startswith('{"this"')
