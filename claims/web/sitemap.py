"""For those who index the web: which addresses are public, and which to leave alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from provenance.accounts.links import absolute

from .caching import the_same_for_all
from .pages.methods import publishers
from .pages.sitemap import Entry, index, letterboxes, listing, on_shelf, shelves
from .pages.topic import public_topics as topics

# Pages of the desk ask for a login anyway. The copies of other people's texts are shown to whoever
# reads a claim, but searching the web for them should find the originals.
LEAVE_ALONE = [
    "/account/", "/admin/", "/api/", "/articles/", "/desk/", "/hypothesis/", "/import/",
    "/invitation/", "/search/", "/sent/", "/settings/", "/snapshots/", "/*?without=",
]  # fmt: skip


@require_safe
@conditional_page
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that follow every link should not."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in LEAVE_ALONE)]
    lines += ["", f"Sitemap: {absolute(reverse('sitemap'), request)}", ""]
    return _kept("\n".join(lines), "text/plain; charset=utf-8")


@require_safe
@conditional_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """The files of public addresses."""
    files = [Entry(absolute(reverse("sitemap-pages"), request))]
    for number, newest in shelves():
        files.append(Entry(absolute(reverse("sitemap-claims", args=[number]), request), newest))
    return _kept(index(files))


@require_safe
@conditional_page
def pages(request: HttpRequest) -> HttpResponse:
    """The front page, what claims are about, and how they are checked."""
    paths = [reverse("front"), reverse("methods")]
    paths += [reverse("topic-list"), *(reverse("topic", args=[one.pk]) for one, _ in topics())]
    paths += [reverse("ask"), *(reverse("ask-desk", args=[slug]) for slug in letterboxes())]
    paths += [reverse("methods-of", args=[one.slug]) for one in publishers()]
    return _kept(listing(Entry(absolute(path, request)) for path in paths))


@require_safe
@conditional_page
def claims(request: HttpRequest, number: int) -> HttpResponse:
    """The public pages of some thousand claims."""
    entries = [
        Entry(absolute(reverse("public-claim", args=[pk]), request), changed)
        for pk, changed in on_shelf(number)
    ]
    if not entries:
        raise Http404("There is no such list.")
    return _kept(listing(entries))


def _kept(text: str, kind: str = "application/xml") -> HttpResponse:
    return the_same_for_all(HttpResponse(text, content_type=kind))
