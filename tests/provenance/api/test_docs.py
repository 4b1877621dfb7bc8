"""The schema is whole, and its page works under our content policy."""

from pathlib import Path

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="module")
def schema():
    GENERATOR_STATS.reset()
    return SchemaGenerator().get_schema(request=None, public=True)


def test_the_schema_is_valid_and_without_warnings(schema):
    complaints = [*GENERATOR_STATS._warn_cache, *GENERATOR_STATS._error_cache]
    assert not complaints
    validate_schema(schema)


def test_every_address_tells_how_it_refuses(schema):
    for address, methods in schema["paths"].items():
        for method, operation in methods.items():
            assert "4XX" in operation["responses"], (method, address)


def test_creations_tell_of_the_key(schema):
    names = {p["name"] for p in schema["paths"]["/api/v1/tokens/"]["post"]["parameters"]}
    assert "Idempotency-Key" in names


def test_every_creation_honours_the_key(schema):
    """Whatever answers 201 does so once for each key."""
    forgetful = []
    generator = SchemaGenerator()
    generator._initialise_endpoints()
    for path, _, method, view in generator._get_paths_and_endpoints():
        path = path.replace("{pk}", "{id}")
        if "201" in schema["paths"].get(path, {}).get(method.lower(), {}).get("responses", {}):
            creates = getattr(view, getattr(view, "action", "") or method.lower())
            if not getattr(creates, "idempotent", False):
                forgetful.append(f"{method} {path}")
    assert not forgetful


def test_addresses_are_sorted_by_noun(schema):
    assert schema["paths"]["/api/v1/tokens/"]["get"]["tags"] == ["tokens"]


def test_the_schema_is_served_as_json(client, db):
    answer = client.get("/api/schema/", headers={"accept": "application/vnd.oai.openapi+json"})
    assert answer.json()["openapi"].startswith("3.")


@pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is missing")
def test_the_page_shows_the_addresses_and_breaks_no_policy(live_server):
    complaints = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        page = chromium.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{live_server.url}/api/docs/")
        # Of so many addresses only those in sight are drawn.
        page.wait_for_selector("#operations-annotations-annotations_list", timeout=20_000)
        chromium.close()
    assert not complaints
