"""What every process loads is small: libraries for one kind of work are loaded where it is done."""

import subprocess
import sys

import pytest

# Each brings 5 to 100 MB along, and there are four processes.
FOR_ONE_KIND_OF_WORK = {
    "cryptography",
    "jwt",
    "lxml",
    "networkx",
    "numpy",
    "prov",
    "py3langid",
    "trafilatura",
}
STARTED = """
import sys
import django
django.setup()
{then}
print(*{{name.partition(".")[0] for name in sys.modules}})
"""
PAGES = "from django.urls import get_resolver; get_resolver().url_patterns"
IMPORT = "from provenance.capture.management.commands import import_articles"


def loaded(then: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", STARTED.format(then=then)],
        check=True,
        capture_output=True,
        text=True,
    )
    return set(done.stdout.split())


def test_the_web_server_starts_without_what_few_requests_need():
    assert not loaded(PAGES) & FOR_ONE_KIND_OF_WORK


@pytest.mark.parametrize("library", ["numpy", "rensa"])
def test_an_import_starts_without_what_compares_texts(library):
    found = loaded(IMPORT)
    assert "django" in found
    assert library not in found
    assert not found & FOR_ONE_KIND_OF_WORK
