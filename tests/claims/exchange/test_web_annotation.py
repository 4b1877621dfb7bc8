"""Annotations as JSON-LD: what is written is read back, and keeps every MUST of the W3C."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from claims.exchange.web_annotation import CONTEXT, Target, WebAnnotation, dump, load
from claims.exchange.web_terms import MOTIVATIONS, NotUnderstood, to_uri
from tests.claims.exchange.annotation_schemas import broken, musts

WORDS = st.text(min_size=1, max_size=40)
URIS = st.builds("https://harbour.example/{}".format, st.integers(0, 999))
MOMENTS = st.integers(0, 4 * 10**15).map(
    lambda micros: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
)
CREATORS: st.SearchStrategy[dict[str, str]] = st.just({}) | st.fixed_dictionaries(
    {"creator": WORDS, "creator_kind": st.sampled_from(["Person", "Organization"])}
)
EXTRA_TEXT = st.fixed_dictionaries(
    {},
    optional={
        "format": st.sampled_from(["text/html", "text/markdown"]),
        "language": st.sampled_from(["en", "de", ["en", "fr"]]),
        "textDirection": st.sampled_from(["ltr", "rtl", "auto"]),
        "purpose": st.sampled_from(["describing", "assessing", ["linking", "editing"]]),
        "created": st.just("2024-05-04T12:00:00Z"),
        "shade": WORDS,
    },
)
BODIES = st.one_of(
    URIS,
    st.fixed_dictionaries({"id": URIS, "type": st.sampled_from(["Image", "Video"])}),
    st.fixed_dictionaries(
        {"type": st.just("SpecificResource"), "source": URIS},
        optional={"purpose": st.sampled_from(MOTIVATIONS)},
    ),
)
MARKUP = st.sampled_from(
    [
        {"type": "CssSelector", "value": "#pier > p"},
        {"type": "XPathSelector", "value": "/html/body/p[2]"},
        {
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
            "value": "pier",
        },
        {
            "type": "RangeSelector",
            "startSelector": {"type": "XPathSelector", "value": "//p[1]"},
            "endSelector": {"type": "XPathSelector", "value": "//p[2]"},
        },
        {"type": "DataPositionSelector", "start": 4, "end": 7},
        {"type": "SvgSelector", "value": "<svg/>"},
    ]
)
QUOTES = st.fixed_dictionaries(
    {"type": st.just("TextQuoteSelector"), "exact": WORDS},
    optional={"prefix": st.text(max_size=9), "suffix": st.text(max_size=9)},
)
POSITIONS = st.builds(
    lambda start, length: {"type": "TextPositionSelector", "start": start, "end": start + length},
    st.integers(0, 10**6),
    st.integers(1, 10**4),
)


@st.composite
def targets(draw: Any) -> Target:
    dated = draw(st.booleans())
    selectors = [draw(QUOTES), draw(POSITIONS), *draw(st.lists(MARKUP, max_size=3))]
    return Target(
        source=draw(URIS),
        selectors=tuple(selectors) if draw(st.booleans()) else (),
        source_date=draw(MOMENTS) if dated else None,
        cached=draw(URIS) if dated and draw(st.booleans()) else "",
        extra=draw(st.fixed_dictionaries({}, optional={"scope": URIS})),
    )


@st.composite
def annotations(draw: Any) -> WebAnnotation:
    text = draw(st.text(max_size=60))
    return WebAnnotation(
        target=draw(targets()),
        text=text,
        tags=tuple(draw(st.lists(st.text(max_size=12), max_size=3))),
        motivations=tuple(
            draw(st.lists(st.sampled_from(MOTIVATIONS), min_size=1, max_size=3, unique=True))
        ),
        id=draw(URIS),
        **draw(CREATORS),
        created=draw(st.none() | MOMENTS),
        modified=draw(st.none() | MOMENTS),
        bodies=tuple(draw(st.lists(BODIES, max_size=2))),
        text_extra=draw(EXTRA_TEXT) if text else {},
        extra=draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "rights": st.just("https://creativecommons.org/licenses/by/4.0/"),
                    "canonical": st.just("urn:uuid:7f9c24e8-3b12-4fef-91e0-56a2d2a6ac0d"),
                    "via": st.lists(URIS, min_size=1, max_size=2),
                    "audience": st.just({"id": "https://harbour.example/all", "type": "Audience"}),
                    "generated": st.just("2024-05-04T12:00:00+02:00"),
                    "stylesheet": URIS,
                    "colour": WORDS,
                },
            )
        ),
    )


def minimal(**further: Any) -> dict[str, Any]:
    """The least that is an annotation."""
    return {
        "@context": CONTEXT,
        "type": "Annotation",
        "target": "https://harbour.example/pier",
        **further,
    }


def text_target(*selectors: dict[str, Any]) -> dict[str, Any]:
    return {"source": "https://harbour.example/pier", "selector": [*selectors]}


@given(annotations())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_is_written_is_read_back_the_same(annotation: WebAnnotation) -> None:
    assert load(dump(annotation)) == annotation


# The W3C's assertions are slow to check, so what fails is shown as it was found.
@given(annotations())
@settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
    deadline=None,
)
def test_every_must_of_the_w3c_holds(annotation: WebAnnotation) -> None:
    assert broken("annotation", dump(annotation)) == []


def test_there_are_as_many_musts_as_the_w3c_lists() -> None:
    assert musts("annotation") == 54


def test_the_musts_can_be_broken() -> None:
    """So that the test above says something."""
    good = dump(load(minimal(id="https://harbour.example/a/1")))
    assert broken("annotation", good) == []
    assert broken("annotation", good | {"created": "yesterday"})
    assert broken("annotation", good | {"id": "no address"})
    assert broken("annotation", good | {"@context": "https://harbour.example/own"})
    half = {"source": "https://harbour.example/pier", "state": {"type": "TimeState"}}
    assert broken("annotation", good | {"target": half})


def test_a_body_value_is_words() -> None:
    assert load(minimal(bodyValue="Ask the port.")).text == "Ask the port."


def test_an_annotation_without_a_body_is_no_body_at_all() -> None:
    read = load(minimal(motivation="highlighting"))
    assert (read.text, read.tags, read.bodies) == ("", (), ())
    assert "body" not in dump(read)


def test_tags_are_told_from_words_by_their_purpose() -> None:
    body = [
        {"type": "TextualBody", "value": "pier", "purpose": "tagging"},
        {"type": "TextualBody", "value": "Who closed it?"},
        {"type": "TextualBody", "value": "And when?", "purpose": "questioning"},
    ]
    read = load(minimal(body=body))
    assert (read.text, read.tags) == ("Who closed it?", ("pier",))
    assert read.bodies == (body[2],)


def test_a_date_in_another_zone_is_the_same_moment() -> None:
    read = load(minimal(created="2024-05-04T14:00:00+02:00"))
    assert read.created == datetime(2024, 5, 4, 14, tzinfo=timezone(timedelta(hours=2)))
    assert dump(read)["created"] == "2024-05-04T12:00:00Z"


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("", "words"),
        ("", ["one", "two"]),
        ("@context", minimal(**{"@context": "http://schema.org"})),
        ("@context", minimal(**{"@context": [CONTEXT, "http://schema.org"]})),
        ("@context", minimal(**{"@context": [CONTEXT, {"body": "http://evil.example/"}]})),
        ("@context", {"type": "Annotation", "target": "https://harbour.example/pier"}),
        ("type", minimal(type="Note")),
        ("bodyValue", minimal(bodyValue="a", body="https://harbour.example/b")),
        ("bodyValue", minimal(bodyValue=7)),
        ("body", minimal(body=7)),
        ("body", minimal(body={"type": "Choice", "items": []})),
        ("body", minimal(body=["https://harbour.example/b"] * 101)),
        ("value", minimal(body={"id": "https://harbour.example/b", "value": "x"})),
        ("textDirection", minimal(body={"value": "x", "textDirection": "up"})),
        ("target", minimal(target="the pier")),
        ("target", minimal(target=["https://a.example/", "https://b.example/"])),
        ("target", minimal(target={"selector": []})),
        ("motivation", minimal(motivation="gossiping")),
        ("created", minimal(created="yesterday")),
        ("created", minimal(created="2024-02-30T12:00:00Z")),
        ("rights", minimal(rights="all of them")),
        ("items", minimal(items=[])),
        ("selector", minimal(target=text_target({"type": "TelepathicSelector"}))),
        ("selector", minimal(target=text_target({"type": "CssSelector"}))),
        ("selector", minimal(target=text_target({"type": "RangeSelector"}))),
        ("selector", minimal(target=text_target(*[{"type": "CssSelector", "value": "p"}] * 21))),
        ("state", minimal(target={"source": "https://a.example/", "state": "now"})),
        ("state", minimal(target={"source": "https://a.example/", "state": {"type": "Mood"}})),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(field: str, sent: Any) -> None:
    with pytest.raises(NotUnderstood) as refused:
        load(sent)
    assert refused.value.field == field
    assert refused.value.message


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://harbour.example/pier", "https://harbour.example/pier"),
        ("https://harbour.example/Küste?q=a b#1", "https://harbour.example/K%C3%BCste?q=a%20b#1"),
        ("https://harbour.example/100%/[x]#a#b", "https://harbour.example/100%25/%5Bx%5D#a%23b"),
    ],
)
def test_addresses_of_the_web_become_uris(address: str, uri: str) -> None:
    assert to_uri(address) == uri
