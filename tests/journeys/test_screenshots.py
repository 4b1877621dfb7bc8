"""Every page of the demo at both widths and in both colours: none scrolls sideways, none breaks.

The pictures are left in var/screenshots/ to be looked at; `make screenshots` makes them anew.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count
from django.urls import reverse
from playwright.sync_api import Browser, Page

from claims.records.models import Claim
from claims.reviews.models import Rating, Scale, Verdict
from claims.reviews.scales import install
from provenance.sources.models import Article, Snapshot

from .conftest import Town, scrolls_sideways

PICTURES = Path(settings.BASE_DIR, "var", "screenshots")
PASSWORD = "hollow-lane-31"


@pytest.fixture
def demo(chromium: Browser, transactional_db: None, live_server: object) -> Iterator[Town]:
    """The site with the demo's people and texts."""
    install(Scale, Rating)
    call_command("load_demo", verbosity=0)
    town = Town(chromium, str(live_server), cast=None)  # type: ignore[arg-type]
    yield town
    for context in town.open:
        context.close()
    assert town.troubles == []


def pages() -> dict[str, str]:
    """Name -> address, of pages that show as much as the demo has."""
    busy = Count("snapshots__passages__appearances")
    article = Article.objects.filter(workspace__slug="demo").annotate(n=busy).order_by("-n")[0]
    revised = Snapshot.objects.filter(number=2, article__workspace__slug="demo")[0]
    claim = Verdict.objects.filter(number=2)[0].claim
    unchecked = Claim.objects.filter(workspace__slug="demo", verdicts=None)[0]
    return {
        "front": "/",
        "desk": reverse("desk"),
        "import": reverse("import"),
        "articles": reverse("articles"),
        "reader": reverse("article", args=[article.pk]),
        "reader-older": reverse("snapshot", args=[revised.article.snapshots.get(number=1).pk]),
        "changes": reverse("snapshot-changes", args=[revised.pk]),
        "facts": reverse("article-facts", args=[article.pk]),
        "record": f"{reverse('record-claim', args=[article.latest_id])}?start=0&end=40",
        "claims": reverse("claims"),
        "claim": reverse("claim", args=[claim.pk]),
        "claim-unchecked": reverse("claim", args=[unchecked.pk]),
        "public-claim": reverse("public-claim", args=[claim.pk]),
        "search": f"{reverse('search')}?q=lead",
        "outlet": reverse("outlet", args=[article.outlet_id]),
        "settings": reverse("settings"),
    }


def signed_in(town: Town, width: int, colours: str) -> Page:
    page = town.visitor(width, color_scheme=colours)
    page.goto("/account/login/")
    page.get_by_label("User name or e-mail").fill("max")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/desk/")
    return page


def test_no_page_of_the_screenshots_scrolls_sideways_or_breaks(demo: Town) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    wrong = []
    for width, colours in [(1280, "light"), (390, "dark")]:
        page = signed_in(demo, width, colours)
        for name, address in pages().items():
            answer = page.goto(address)
            if answer is None or answer.status != 200:
                wrong.append(f"{name} answers {answer and answer.status}")
            if scrolls_sideways(page):
                wrong.append(f"{name} scrolls sideways at {width}")
            page.screenshot(path=PICTURES / f"{name}-{width}-{colours}.png", full_page=True)
    assert wrong == []
