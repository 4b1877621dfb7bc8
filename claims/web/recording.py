"""A new claim from words: on a text of the desk, or on one made of the words themselves."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from claims.records.models import Claim
from claims.records.services import record_claim
from provenance.accounts.models import User, Workspace
from provenance.capture.failures import CaptureFailed
from provenance.capture.material import from_paste
from provenance.capture.pipeline import bring_in
from provenance.sources.models import Snapshot
from provenance.sources.services import choose_facts

from .forms.partial_dates import written


def record_from_words(
    workspace: Workspace,
    *,
    statement: str,
    place: Any,
    words: str,
    heard_in: str,
    heard_on: tuple[date | None, str],
    by: User,
    **given: Any,
) -> Claim:
    """Record a claim at `place`, or where it has none on a text of its own, `heard_in` its title.

    Raises ValidationError naming the field.
    """
    if place is None:
        snapshot = _kept(words, heard_in, heard_on, workspace, by)
        place = (snapshot, 0, len(snapshot.text))
    return record_claim(workspace, statement, appearance=place, by=by, **given)


def _kept(
    words: str, heard_in: str, heard_on: tuple[date | None, str], workspace: Workspace, by: User
) -> Snapshot:
    try:
        kept = bring_in(from_paste(words, heard_in), workspace=workspace, by=by)
    except CaptureFailed as failed:
        raise ValidationError({"words": failed.message}) from failed
    if kept.status == "imported":
        facts = {"title": heard_in, "published": written(*heard_on)}
        choose_facts(kept.article, {name: said for name, said in facts.items() if said}, by=by)
    return kept.snapshot
