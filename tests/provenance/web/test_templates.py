"""What every template must keep: the security policy, the frame, true words about who sees it."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = sorted(
    path for wing in ("provenance", "claims") for path in (ROOT / wing).rglob("templates/**/*.html")
)
INLINE = re.compile(r"""\s(style|on[a-z]+)=["']|<script(?![^>]*\b(src=|type=["']application/))""")


def _request(*, htmx: bool = False) -> HttpRequest:
    request = RequestFactory().get("/somewhere/")
    request.user = AnonymousUser()
    request.htmx = htmx  # type: ignore[attr-defined]
    request.session = {}  # type: ignore[assignment]
    return request


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_what_the_security_policy_refuses(path: Path) -> None:
    found = INLINE.search(path.read_text("utf-8"))
    assert found is None, f"{path}: {found.group(0)!r}"


@pytest.mark.parametrize(
    ("level", "words"),
    [("public", "everyone"), ("me", "only you"), ("workspace", "members of Eastbank Desk")],
)
def test_each_level_is_said_in_its_own_words(level: str, words: str) -> None:
    workspace = SimpleNamespace(name="Eastbank Desk")
    said = render_to_string("provenance/_seen_by.html", {"seen_by": level, "workspace": workspace})
    assert words in said


def test_nothing_is_said_about_who_can_see_where_nothing_is_known() -> None:
    assert "Seen by" not in render_to_string("provenance/_seen_by.html", {})


def test_the_page_for_a_broken_server_needs_no_request_and_no_data() -> None:
    page = render_to_string("500.html", {})
    assert "/static/built/look.css" in page
    assert "What you had saved is safe" in page


def test_a_refusal_is_a_page_to_people_and_a_message_to_htmx() -> None:
    context = {"status": 409, "words": "Not at this moment", "said": ["It is published."]}
    page = render(_request(), "provenance/error.html", context).content.decode()
    part = render(_request(htmx=True), "provenance/error.html", context).content.decode()
    assert "<html" in page
    assert 'data-error="409"' in page
    assert "<html" not in part
    assert part.startswith('<div class="message error"')
    assert "It is published." in part


def test_the_chosen_theme_is_written_into_the_page_and_nothing_else_is() -> None:
    request = _request()
    for cookie, written in [("dark", True), ("light", True), ('"><script>', False)]:
        request.COOKIES["theme"] = cookie
        page = render(request, "provenance/gallery.html").content.decode()
        assert (f'data-theme="{cookie}"' in page) is written
        assert ("data-theme=" in page.split("<head>")[0]) is written


def test_a_field_carries_its_hint_and_its_error_for_screen_readers() -> None:
    class Statement(forms.Form):
        statement = forms.CharField(help_text="In one sentence.")

    page = render_to_string("provenance/_form.html", {"form": Statement({"statement": ""})})
    assert 'aria-describedby="id_statement_helptext id_statement_error"' in page
    assert 'id="id_statement_helptext"' in page
    assert 'id="id_statement_error"' in page
    assert 'aria-invalid="true"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/account/login/", "Sign in"),
        ("/account/password/reset/", "Forgot your password?"),
        ("/account/password/reset/done/", "Look into your mail"),
        ("/account/password/reset/key/1-x/", "This link no longer works"),
        ("/account/inactive/", "This account is switched off"),
    ],
)
def test_the_account_pages_wear_our_look(client: Client, address: str, heading: str) -> None:
    page = client.get(address).content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert 'class="bar"' in page
