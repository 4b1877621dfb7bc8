"""What follows from the environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMES = [
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_HSTS_SECONDS",
    "CSRF_TRUSTED_ORIGINS",
    "SESSION_COOKIE_HTTPONLY",
    "SITE_URL",
]
READ = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {NAMES!r}}}))
"""


def settings_with(**environment):
    kept = {**os.environ, "DJANGO_SETTINGS_MODULE": "provenance.settings", **environment}
    run = subprocess.run(
        [sys.executable, "-c", READ], cwd=ROOT, env=kept, check=True, capture_output=True
    )
    return json.loads(run.stdout)


def test_on_this_machine_cookies_work_without_tls():
    found = settings_with(SITE_URL="")
    assert not found["SESSION_COOKIE_SECURE"]
    assert not found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] == 0


def test_with_tls_cookies_never_travel_in_the_open():
    found = settings_with(SITE_URL="https://desk.example/")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://desk.example"]
    assert found["SITE_URL"] == "https://desk.example"


@pytest.mark.parametrize("site", ["", "https://desk.example"])
def test_scripts_never_read_the_session(site):
    assert settings_with(SITE_URL=site)["SESSION_COOKIE_HTTPONLY"]
