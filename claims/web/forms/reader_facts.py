"""What is asked when a person says where a text comes from."""

from typing import Any

from django import forms

from provenance.sources.models import Article, Fact

from .partial_dates import written
from .versioned import Versioned

ASKED = {
    "outlet": ("Outlet", "Whoever published this copy. Leave it empty if there is none."),
    "author": ("Authors", "Names between commas. Leave it empty if nobody is named."),
    "published": ("Published", "As 2017-12-11, 2017-12 or 2017. Leave it empty if nothing tells."),
    "republished_from": ("Republished from", "Whoever had the text first, if this is a copy."),
    "language": ("Language", "Two letters, e.g. en."),
    "title": ("Title", "As it stands above the text. Leave it empty if there is none."),
}


class FactForm(Versioned):
    """One field of an article, as a person has it."""

    value = forms.CharField(required=False, max_length=500)
    note = forms.CharField(
        label="How you know",
        help_text="Stands beside it for others to see.",
        required=False,
        max_length=300,
    )

    def __init__(self, data: Any, *, field: str, article: Article) -> None:
        super().__init__(data, initial=fact_of(article, field))
        self.aliases = {field: "value", "author": "value"}
        self.fields["value"].label, self.fields["value"].help_text = ASKED[field]


def fact_of(article: Article, field: str) -> dict[str, Any]:
    """What the form says of an article as it is."""
    values = {
        Fact.Field.OUTLET: str(article.outlet or ""),
        Fact.Field.AUTHOR: article.byline,
        Fact.Field.PUBLISHED: written(article.published, article.published_precision),
    }
    value = values.get(Fact.Field(field))
    return {
        "value": getattr(article, field) if value is None else value,
        "version": article.version,
    }
