"""Keeping the words of articles in step with their latest snapshots.

This is an index, not a change anyone made, so it leaves no event in the audit.
"""

from django.db import connection, transaction
from django.db.models import F, Q

from provenance.sources.models import Article

LONGEST = 400_000  # Characters; a tsvector holds at most 1 MB.
CHUNK = 200

UPSERT = """
INSERT INTO search_articlewords (article_id, snapshot_id, language, article_version, vector)
SELECT %(article)s, %(snapshot)s, %(language)s, %(version)s,
       setweight(to_tsvector(c, %(title)s), 'A') || setweight(to_tsvector(c, %(byline)s), 'B')
           || to_tsvector(c, %(body)s)
FROM words_configuration(%(language)s) AS c
ON CONFLICT (article_id) DO UPDATE
    SET snapshot_id = EXCLUDED.snapshot_id, language = EXCLUDED.language,
        article_version = EXCLUDED.article_version, vector = EXCLUDED.vector
"""


def index_articles() -> int:
    """Index every article whose latest snapshot or facts are not in the index yet; how many."""
    total = 0
    while done := _index_chunk():
        total += done
    return total


def body_of(text: str, regions: list[dict[str, int | str]]) -> str:
    """The article's own words: readers' comments and page furniture left out."""
    kept = [
        text[int(region["start"]) : int(region["end"])]
        for region in regions
        if region["kind"] in {"body", "caption"}
    ]
    return "\n".join(kept) if regions else text


@transaction.atomic
def _index_chunk() -> int:
    waiting = list(
        Article.objects.alive()
        .filter(latest__isnull=False)
        .filter(
            Q(words=None)
            | ~Q(words__snapshot=F("latest"))
            | ~Q(words__article_version=F("version"))
        )
        .select_related("latest")
        .select_for_update(of=("self",), skip_locked=True)[:CHUNK]
    )
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, [_row(article) for article in waiting])
    return len(waiting)


def _row(article: Article) -> dict[str, int | str]:
    snapshot = article.latest
    assert snapshot is not None
    return {
        "article": article.pk,
        "snapshot": snapshot.pk,
        "language": article.language,
        "version": article.version,
        "title": article.title,
        "byline": article.byline,
        "body": body_of(snapshot.text, snapshot.regions)[:LONGEST],
    }
