"""Pages for the Hypothesis client: the words of a snapshot to mark, and the client's own frames.

The client is served from here as its makers built it, and meets nobody else's server.
"""

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from claims.exchange.claimreview import script
from claims.exchange.hypothesis import logins
from claims.exchange.hypothesis.rows import PUBLIC
from claims.exchange.hypothesis.site import Site
from provenance.accounts.links import absolute
from provenance.accounts.models import User
from provenance.accounts.rules import is_member

from .pages.annotating import lines_of
from .pages.reader_text import direction
from .reader import snapshots_for, unseen

CLIENT = "built/hypothesis/"
# Images in notes stand on other people's servers, which are not told who reads them.
OURS = {
    "default-src": [NONE],
    "script-src": [SELF],
    "connect-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "base-uri": [NONE],
    "form-action": [SELF],
}
# Mathematics in notes is drawn with styles on its elements.
FRAME = OURS | {"style-src": [SELF, UNSAFE_INLINE], "frame-ancestors": ["*"]}
PAGE = OURS | {"style-src": [SELF], "frame-src": [SELF], "frame-ancestors": [NONE]}


@csp(PAGE)  # type: ignore[arg-type]  # Its stub knows no further arguments.
@require_safe
def annotate(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a snapshot, with the client beside them."""
    snapshot = snapshots_for(request).filter(pk=pk).first()
    if snapshot is None:
        return unseen(request)
    article, site = snapshot.article, _site(request)
    member = is_member(request.user, article.workspace_id)
    group = article.workspace.slug if member else PUBLIC
    shown = {
        "snapshot": snapshot,
        "article": article,
        "lines": lines_of(snapshot.text),
        "direction": direction(article.language),
        "config": script(_page_config(site, request.user, group) | _opened(request)),
        "boot": static(f"{CLIENT}build/boot.js"),
        "address": site.text_page(pk),
    }
    response = render(request, "claims/hypothesis/annotate.html", shown)
    response.headers["Cache-Control"] = "private, no-store"  # It holds a grant.
    return response


@xframe_options_exempt
@csp(FRAME)
@require_safe
def frame(request: HttpRequest) -> HttpResponse:
    """The frame in which the client shows notes, on any page; the same for everybody."""
    site = _site(request)
    config = {
        "apiUrl": site.at("/hypothesis/api/"),
        "authDomain": site.authority,
        "oauthClientId": site.host,
        "assetRoot": _client_root(site),
        "rpcAllowedOrigins": [],
    }
    shown = {"config": script(config), "boot": static(f"{CLIENT}build/boot.js")}
    return render(request, "claims/hypothesis/frame.html", shown)


@require_safe
def authorize(request: HttpRequest) -> HttpResponse:
    """The window in which somebody logs in to the client on another site's page.

    The answer goes to the client's frame, which is of our own origin; to no one else. The window
    may not leave this page meanwhile: browsers would cut its tie to the frame that opened it.
    """
    asked, site = request.GET, _site(request)
    if asked.get("response_type") != "code" or asked.get("client_id") != site.host:
        raise PermissionDenied("This window is for the Hypothesis client of this site alone.")
    shown: dict[str, Any] = {"here": request.get_full_path()}
    if isinstance(request.user, User):
        said = {"type": "authorization_response", "state": asked.get("state", "")}
        shown["answer"] = script(said | {"code": logins.grant_for(request.user, site, once=True)})
    response = render(request, "claims/hypothesis/authorize.html", shown)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response


def _page_config(site: Site, user: Any, group: str) -> dict[str, Any]:
    """What the client is told on a page of ours. Whoever is not signed in may log in there."""
    service: dict[str, Any] = {"apiUrl": site.at("/hypothesis/api/"), "authority": site.authority}
    if isinstance(user, User):
        service |= {"grantToken": logins.grant_for(user, site), "groups": [group]}
    frames = {"sidebarAppUrl": "app.html", "notebookAppUrl": "notebook", "profileAppUrl": "profile"}
    return {
        "assetRoot": _client_root(site),
        "showHighlights": "always",
        "services": [service],
        **{name: site.at(f"/hypothesis/{path}") for name, path in frames.items()},
    }


def _opened(request: HttpRequest) -> dict[str, bool]:
    """Whether the notes are open at first; on a phone they would cover the text."""
    return {"openSidebar": "Mobi" not in request.headers.get("User-Agent", "")}


def _client_root(site: Site) -> str:
    """Where the client's files are. Its own names for them tell versions apart."""
    boot = "build/boot.js"
    return site.at(static(CLIENT + boot).split("build/boot.", 1)[0])


def _site(request: HttpRequest) -> Site:
    return Site(absolute("/", request))
