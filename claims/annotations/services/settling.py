"""Putting a note on its words, once the text in which they stand has come."""

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.records.places import Place, passage_for
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import Annotation
from ._keeping import locked


@transaction.atomic
def settle_note(
    note: Annotation, place: Place, *, version: int | None = None, by: User
) -> Annotation:
    """Put a note on an article as a whole, and its answers, on words of that article.

    It was written on words that were not found in any text we had. Its own words stay.
    """
    note = locked(note, version)
    require(rules.may_edit(by, note), "Only its author says on which words a note stands.")
    article = note.article
    if article is None or note.parent_id is not None:
        raise NotNow("Only a note that begins a thread on an article as a whole is put on words.")
    passage = passage_for(place, workspace_id=note.workspace_id, by=by)
    if passage.snapshot.article_id != article.pk:
        raise ValidationError({"passage": "Choose words of the same article."})
    note.article, note.passage = None, passage
    note.touch()
    answers = Annotation.objects.filter(root=note.pk).change(article=None, passage=passage)
    record("note.settled", note, by=by, passage=passage.pk, answers=answers)
    return note
