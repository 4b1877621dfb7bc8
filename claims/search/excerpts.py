"""Excerpts with the words found marked, for the few rows of one page."""

from collections.abc import Sequence

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Marks that cannot stand in a stored text, replaced by markup only after escaping.
BEGIN, END = "\ue000", "\ue001"
LONGEST = 600
WHOLE = "HighlightAll=true"
PARTS = 'MaxWords=40, MinWords=20, MaxFragments=2, FragmentDelimiter=" … "'

# What each kind of row is excerpted from, and how.
TEXTS = {
    "claim": (
        "SELECT w.claim_id AS id, w.language, c.statement AS said FROM search_claimwords w "
        "JOIN claims_claim c ON c.id = w.claim_id WHERE w.claim_id = ANY(%(ids)s)",
        WHOLE,
    ),
    "verdict": (
        "SELECT w.verdict_id AS id, w.language, v.summary AS said FROM search_verdictwords w "
        "JOIN reviews_verdict v ON v.id = w.verdict_id WHERE w.verdict_id = ANY(%(ids)s)",
        PARTS,
    ),
    "article": (
        "SELECT w.article_id AS id, w.language, s.text AS said FROM search_articlewords w "
        "JOIN sources_snapshot s ON s.id = w.snapshot_id WHERE w.article_id = ANY(%(ids)s)",
        PARTS,
    ),
}
MARKED = """
SELECT id, ts_headline(words_configuration(language), said,
    websearch_to_tsquery(words_configuration(language), %(query)s), %(options)s)
FROM ({texts}) AS texts
"""


def excerpts(kind: str, ids: Sequence[int], query: str) -> dict[int, SafeString]:
    """Row id -> excerpt as HTML that holds nothing but `<mark>`; one query."""
    texts, options = TEXTS[kind]
    marks = f'StartSel="{BEGIN}", StopSel="{END}", {options}'
    with connection.cursor() as cursor:
        cursor.execute(
            MARKED.format(texts=texts), {"ids": list(ids), "query": query, "options": marks}
        )
        return {pk: marked(excerpt) for pk, excerpt in cursor.fetchall()}


def marked(excerpt: str) -> SafeString:
    """Escape first, then turn the marks into markup: imported text is never trusted."""
    safe = escape(excerpt[:LONGEST]).replace(BEGIN, "<mark>").replace(END, "</mark>")
    if safe.count("<mark>") > safe.count("</mark>"):
        safe += "</mark>"
    return mark_safe(safe)  # noqa: S308  # Escaped above.
