"""What waits for the person who looks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.reviews.rules import may_read_agreement
from provenance.accounts.rules import may_record
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .pages.asides import waiting_for_editors
from .pages.attention import unread_words
from .pages.letters import letters_waiting
from .pages.proposals import proposed_count
from .pages.waiting import waiting_for


@require_safe
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """Reviews first, then claims nobody looks at, then what failed and what is new."""
    workspace = current_workspace(request)
    if workspace is None:
        return render(request, "claims/no_workspace.html", {"nav": "desk"})
    by = person(request)
    shown = {
        "page": waiting_for(by, workspace),
        "records": may_record(by, workspace.pk),
        "proposed": proposed_count(by, workspace),
        "edits": may_read_agreement(by, workspace.pk),
        "asides": waiting_for_editors(by, workspace),
        "unread": unread_words(by, workspace),
        "letters": letters_waiting(by, workspace),
        "undo": undo.offered(request),
        "nav": "desk",
        "seen_by": "me",
    }
    return render(request, "claims/desk.html", shown)
