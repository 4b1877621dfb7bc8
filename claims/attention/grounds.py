"""What events are about, read for many of them at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import F
from django.db.models.functions import Coalesce

from claims.records.models import Appearance, Attribution, TopicOfClaim
from provenance.audit.models import AuditEvent
from provenance.sources.models import Article, Authorship

from .happenings import GROUNDS

Thing = tuple[str, int]  # Kind of what can be followed, and its id.


@dataclass(frozen=True)
class Ground:
    """What one event is about, by id."""

    claim: int | None = None
    article: int | None = None
    note: int | None = None
    round: int | None = None


def grounds_of(events: Sequence[AuditEvent]) -> dict[int, Ground]:
    """Event id -> what it is about; one query for each kind of row. What is gone is left out."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for event in events:
        kind, _, key = event.target.partition(":")
        if kind in GROUNDS:
            wanted[kind].add(key)
    found: dict[str, Ground] = {}
    for kind, keys in wanted.items():
        found |= _read(kind, keys)
    return {one.pk: found[one.target] for one in events if one.target in found}


def _read(kind: str, keys: set[str]) -> dict[str, Ground]:
    names = {
        f"about_{name}": Coalesce(*paths) if len(paths) > 1 else F(paths[0])
        for name, paths in GROUNDS[kind].items()
    }
    rows = apps.get_model(kind)._base_manager.filter(pk__in=keys).annotate(**names)
    found = {}
    for row in rows.values("pk", *names):
        about = {name: row[f"about_{name}"] for name in GROUNDS[kind]}
        if any(about.values()):
            found[f"{kind}:{row['pk']}"] = Ground(**about)
    return found


def belongings(claims: set[int], articles: set[int]) -> dict[Thing, set[Thing]]:
    """Claim or article -> the articles, outlets, people and topics that it has to do with.

    What was merged counts as what it was merged into. Five queries.
    """
    found: dict[Thing, set[Thing]] = defaultdict(set)
    in_texts = Appearance.objects.filter(deleted_at=None).annotate(
        kept=Coalesce("claim__merged_into", "claim")
    )
    stands = in_texts.filter(kept__in=claims).values_list("kept", "passage__snapshot__article")
    texts: dict[int, set[Thing]] = defaultdict(set)
    for claim, article in stands:
        texts[article].add(("claim", claim))
        found["claim", claim].add(("article", article))
    for article in articles:
        texts[article].add(("article", article))
        found["article", article].add(("article", article))
    for article, outlet in _outlets(set(texts)):
        _give(found, texts[article], ("outlet", outlet))
    for article, author in _authors(set(texts)):
        _give(found, texts[article], ("person", author))
    for claim, speaker in _speakers(claims):
        found["claim", claim].add(("person", speaker))
    for claim, topic in _topics(claims):
        found["claim", claim].add(("topic", topic))
    return found


def _give(found: dict[Thing, set[Thing]], owners: set[Thing], thing: Thing) -> None:
    for owner in owners:
        found[owner].add(thing)


def _outlets(articles: set[int]) -> list[tuple[int, int]]:
    rows = Article.objects.filter(pk__in=articles, outlet__isnull=False)
    kept = Coalesce("outlet__merged_into", "outlet")
    return list(rows.order_by().values_list("pk", kept))


def _authors(articles: set[int]) -> list[tuple[int, int]]:
    kept = Coalesce("person__merged_into", "person")
    rows = Authorship.objects.filter(article__in=articles).order_by()
    return list(rows.values_list("article", kept))


def _speakers(claims: set[int]) -> list[tuple[int, int]]:
    rows = Attribution.objects.filter(appearance__deleted_at=None, speaker__isnull=False)
    rows = rows.annotate(kept=Coalesce("appearance__claim__merged_into", "appearance__claim"))
    speaker = Coalesce("speaker__merged_into", "speaker")
    return list(rows.filter(kept__in=claims).order_by().values_list("kept", speaker))


def _topics(claims: set[int]) -> list[tuple[int, int]]:
    rows = TopicOfClaim.objects.filter(deleted_at=None).of_claims(claims)
    claim = Coalesce("claim__merged_into", "claim")
    topic = Coalesce("topic__merged_into", "topic")
    return list(rows.order_by().values_list(claim, topic))
