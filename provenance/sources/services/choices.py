"""Which facts an article shows: the columns of an article hold the chosen values."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import Workspace
from provenance.accounts.rules import require
from provenance.audit.services import Happening, label, record_many

from .. import after
from ..addresses import AddressError, outlet_domain
from ..knowing import Known
from ..models import Article, Authorship, Fact, Outlet, Person
from ..names import fold
from ..rules import may_change
from ..shown import Shown, checked, shown
from .catalogue import find_or_make

Choice = str | Sequence[str]


def choose_fact(
    article: Article,
    field: str,
    value: Choice,
    *,
    by: Any,
    note: str = "",
    version: int | None = None,
) -> Article:
    """A person says what an article's title, authors, outlet … are. It wins and erases nothing.

    Authors are a list, or names between commas. An empty value says that there is none. Raises
    ValidationError with the name of the field.
    """
    return choose_facts(article, {field: value}, by=by, note=note, version=version)


@transaction.atomic
def choose_facts(
    article: Article,
    choices: Mapping[str, Choice],
    *,
    by: Any,
    note: str = "",
    version: int | None = None,
) -> Article:
    """Several choices as one change. See `choose_fact`."""
    row: Article = Article.objects.locked(article.pk, version)
    require(may_change(by, row), "You may not change this article.")
    unknown = set(choices) - set(Fact.Field.values)
    if unknown:
        raise ValidationError(dict.fromkeys(sorted(unknown), "There is no such field."))
    happened = [
        _choose(row, field, checked(field, value), note, by=by) for field, value in choices.items()
    ]
    pair = (row, shown_by(row))
    happened += show([pair], workspace=row.workspace, by=by)
    row.touch()
    after.tell_redated([row] if Fact.Field.PUBLISHED in choices else [], by=by)
    happened += sign([pair], workspace=row.workspace, by=by)
    record_many(row.workspace_id, happened, by=by)
    return row


def pick_fact(fact: Fact, *, by: Any, version: int | None = None) -> Article:
    """A person takes one of the values that stand side by side; it becomes their own statement."""
    note = f"taken from fact {fact.pk}, {fact.get_known_display()}"
    return choose_fact(fact.article, fact.field, [fact.value], by=by, note=note, version=version)


def shown_by(article: Article) -> Shown:
    """What the article's chosen facts amount to."""
    return shown(article.facts.filter(chosen=True).order_by("id"))


def show(
    pairs: Sequence[tuple[Article, Shown]], *, workspace: Workspace, by: Any
) -> list[Happening]:
    """Set the columns of articles, without saving; the caller records what happened."""
    wanted = {
        fold(values.outlet): {"name": values.outlet, "domain": _domain(article)}
        for article, values in pairs
        if values.outlet
    }
    outlets, happened = find_or_make(Outlet, wanted, workspace=workspace, by=by)
    for article, values in pairs:
        article.title = values.title
        article.byline = values.byline
        article.outlet = outlets[fold(values.outlet)] if values.outlet else None
        article.published = values.published
        article.published_precision = values.precision
        article.language = values.language
        article.republished_from = values.republished_from
    return happened


def sign(
    pairs: Sequence[tuple[Article, Shown]],
    *,
    workspace: Workspace,
    by: Any,
    afresh: bool = False,
) -> list[Happening]:
    """Make the authorships of articles what their bylines say; `afresh` if they had none."""
    wanted = {fold(name): {"name": name} for _, s in pairs for name in s.authors}
    people, happened = find_or_make(Person, wanted, workspace=workspace, by=by)
    authorships = []
    for article, values in pairs:
        # Two spellings may be one person, who then signs once.
        authors = dict.fromkeys(people[fold(name)].pk for name in values.authors)
        authorships += [
            Authorship(article=article, person_id=pk, position=place)
            for place, pk in enumerate(authors)
        ]
    if not afresh:
        Authorship.objects.filter(article__in=[article for article, _ in pairs]).delete()
    Authorship.objects.bulk_create(authorships)
    return happened


def _choose(
    row: Article, field: str, values: list[tuple[str, str]], note: str, *, by: Any
) -> Happening:
    chosen = row.facts.filter(field=field, chosen=True)
    before = [fact.value for fact in chosen.order_by("id")]
    chosen.update(chosen=False)
    facts = [
        Fact(
            article=row,
            field=field,
            value=value,
            precision=precision,
            known=Known.PERSON,
            confidence=1,
            note=note[:300],
            chosen=True,
            created_by=by,
        )
        for value, precision in values
    ]
    Fact.objects.bulk_create(facts)
    detail = {"field": field, "before": before, "after": [value for value, _ in values]}
    return Happening("article.fact_chosen", label(row), detail)


def _domain(article: Article) -> str:
    try:
        return outlet_domain(article.final_address or article.address)[:253]
    except AddressError:
        return ""
