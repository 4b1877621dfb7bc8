"""What our reading suggests about who leans on whom; a person confirms or rejects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from provenance.audit.services import Happening, label

from ..arrivals import Finding
from ..knowing import Known
from ..models import Article, Citation, Passage, Snapshot
from ..passages import passage_of


@dataclass(frozen=True, slots=True)
class Lead:
    """An article whose snapshot names where it comes from."""

    article: Article
    snapshot: Snapshot
    finding: Finding


def propose_republications(leads: Sequence[Lead], *, by: Any) -> list[Happening]:
    """Propose that articles republish what they name as their source; the caller records it.

    A name that was once proposed for an article is never proposed again, so that a rejection lasts.
    """
    fresh = _not_yet_proposed(leads)
    passages = {
        id(lead): passage_of(lead.snapshot, lead.finding.start, lead.finding.end)
        for lead in fresh
        if lead.finding.start is not None and lead.finding.end is not None
    }
    Passage.objects.bulk_create(passages.values())
    citations = Citation.objects.bulk_create(
        _citation(lead, passages.get(id(lead)), by) for lead in fresh
    )
    return [
        Happening("citation.proposed", label(one), {"source": one.source_id, "kind": one.kind})
        for one in citations
    ]


def _not_yet_proposed(leads: Sequence[Lead]) -> list[Lead]:
    if not leads:
        return []
    earlier = set(
        Citation.objects.filter(
            source__in=[lead.article for lead in leads], kind=Citation.Kind.REPUBLISHES
        ).values_list("source", "target_name")
    )
    return [lead for lead in leads if (lead.article.pk, _name(lead)) not in earlier]


def _citation(lead: Lead, passage: Passage | None, by: Any) -> Citation:
    where = {Known.IN_TEXT: "The text", Known.IN_MARKUP: "The markup of the page"}
    subject = where.get(Known(lead.finding.known), "Our reading of the page")
    return Citation(
        workspace_id=lead.article.workspace_id,
        visibility=lead.article.visibility,
        created_by=by,
        source=lead.article,
        target_name=_name(lead),
        kind=Citation.Kind.REPUBLISHES,
        passage=passage,
        known=lead.finding.known,
        confidence=lead.finding.confidence,
        why=f"{subject} names it as the source ({lead.finding.markup or 'unsaid where'})."[:300],
        state=Citation.State.PROPOSED,
    )


def _name(lead: Lead) -> str:
    return lead.finding.value[:300]
