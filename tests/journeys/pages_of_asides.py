"""The pages of notes to the editor, for the list of all pages."""

from collections.abc import Iterator

from django.urls import reverse

from claims.asides.services import settle_aside, write_aside
from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.sources.models import Article

OWNER, CHECKER = "max", "ann"


def of_asides() -> Iterator[tuple[str, str, str, int]]:
    """One that waits, one that was answered, as an editor and as its author read them."""
    editor, author = (User.objects.get(username=name) for name in (OWNER, CHECKER))
    claim = Claim.objects.filter(workspace__slug="demo", visibility="workspace").order_by("pk")[0]
    waiting = write_aside("The witness is my neighbour.", claim=claim, by=author)
    other = write_aside("She asked not to be named.", claim=claim, by=author)
    settle_aside(other, answer="Then we leave the name out.", by=editor)
    article = Article.objects.filter(workspace__slug="demo").exclude(latest=None).order_by("pk")[0]
    yield "write-aside", reverse("write-aside", args=[claim.pk]), CHECKER, 200
    yield "edit-aside", reverse("edit-aside", args=[waiting.pk]), CHECKER, 200
    yield "settle-aside", reverse("settle-aside", args=[waiting.pk]), OWNER, 200
    for show in ("waiting", "answered"):
        yield f"asides-{show}", f"{reverse('asides')}?show={show}", OWNER, 200
    yield "asides-of-a-checker", reverse("asides"), CHECKER, 200
    yield "asides-none", reverse("asides"), "ron", 200
    yield "claim-with-asides", reverse("claim", args=[claim.pk]), OWNER, 200
    place = f"{reverse('record-aside', args=[article.latest_id])}?start=0&end=20"
    yield "record-aside", place, CHECKER, 200
