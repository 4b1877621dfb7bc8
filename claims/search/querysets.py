"""Every question we ask of the index."""

from typing import Any, Self

from django.db import models

from provenance.accounts.owned import visible_to


class ClaimWordsQuerySet(models.QuerySet[Any]):
    """Words of claims."""

    def visible_to(self, user: Any) -> Self:
        """Those of claims this user may see; the same rule, asked of the copy at hand."""
        return self.filter(visible_to(user))

    def standing(self) -> Self:
        """Those of claims neither deleted nor merged into another."""
        return self.filter(deleted_at=None, merged_into=None)
