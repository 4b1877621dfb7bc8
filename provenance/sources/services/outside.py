"""What is known about an article but does not stand in it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.rules import require
from provenance.audit.services import record

from ..knowing import Known
from ..models import Article, Fact
from ..rules import may_change
from ..shown import checked


@transaction.atomic
def note_outside(
    article: Article,
    field: str,
    value: str,
    *,
    confidence: float,
    by: Any,
    note: str = "",
    is_inferred: bool = False,
) -> bool:
    """Put a fact known from outside, or inferred, beside the others; it is not chosen by that.

    False where the same fact is there already. Raises ValidationError with the name of the field.
    """
    row: Article = Article.objects.locked(article.pk)
    require(may_change(by, row), "You may not change this article.")
    if field not in Fact.Field.values:
        raise ValidationError({field: "There is no such field."})
    known = Known.INFERRED if is_inferred else Known.OUTSIDE
    added = [
        Fact(
            article=row,
            field=field,
            value=spelled,
            precision=precision,
            known=known,
            confidence=confidence,
            note=note[:300],
            created_by=by,
        )
        for spelled, precision in checked(field, value)
        if not row.facts.filter(field=field, value=spelled, known=known).exists()
    ]
    if not added:
        return False
    Fact.objects.bulk_create(added)
    row.touch()
    record("article.fact_noted", row, by=by, field=field, value=value, known=known.value)
    return True
