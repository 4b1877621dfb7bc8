"""The list of claims: which rows one person sees of those asked for, and how each reads.

It is the busiest answer of the API. PostgreSQL writes each row as JSON and Python passes it on; and
since which rows are meant depends only on who asks for what, Django writes that SQL once.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection
from rest_framework import serializers
from rest_framework.request import Request

from claims.evidence.models import Evidence
from claims.records.models import Claim
from claims.reviews.models import Verdict
from claims.search import fulltext
from provenance.accounts.models import User, Visibility, Workspace
from provenance.api.pagination import CursorPages
from provenance.numbers import number_in

# As the rest of the API writes moments; connections are in UTC.
MOMENT = """'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'"""
CARD = """
json_build_object(
    'id', c.id, 'workspace', w.slug, 'statement', c.statement, 'sensitive', c.sensitive,
    'kind', c.kind,
    'checkable', c.checkable, 'about', c.about, 'about_precision', c.about_precision,
    'language', c.language, 'visibility', c.visibility, 'parent', c.parent_id,
    'merged_into', c.merged_into_id, 'version', c.version,
    'created_at', to_char(c.created_at, {moment}), 'updated_at', to_char(c.updated_at, {moment}),
    'first_appearance', (
        SELECT json_build_object(
            'id', a.id, 'passage', p.id, 'snapshot', p.snapshot_id, 'start', p.start, 'end', p.end,
            'quote', p.quote, 'article', t.id, 'title', t.title, 'author', t.byline,
            'outlet', o.name, 'published', t.published,
            'published_precision', t.published_precision,
            'captured_at', to_char(s.captured_at, {moment})
        )
        FROM claims_appearance a
        JOIN sources_passage p ON p.id = a.passage_id
        JOIN sources_snapshot s ON s.id = p.snapshot_id
        JOIN sources_article t ON t.id = s.article_id
        LEFT JOIN sources_outlet o ON o.id = t.outlet_id
        WHERE a.id = c.first_appearance_id
        AND (t.visibility <> 'me' OR c.workspace_id = ANY(%s))
    ),
    'verdict', (
        SELECT json_build_object(
            'id', v.id, 'number', v.number, 'kind', v.kind, 'rating_label', v.rating_label,
            'neutral', v.neutral, 'as_of', v.as_of,
            'published_at', to_char(v.published_at, {moment})
        )
        FROM reviews_verdict v WHERE v.claim_id = c.id ORDER BY v.number DESC LIMIT 1
    ),
    'topics', COALESCE((
        SELECT json_agg(json_build_object('id', k.id, 'name', k.name) ORDER BY k.name, k.id)
        FROM (
            SELECT DISTINCT COALESCE(t.merged_into_id, t.id) AS id
            FROM claims_topicofclaim tc JOIN claims_topic t ON t.id = tc.topic_id
            WHERE tc.deleted_at IS NULL AND tc.claim_id IN (
                SELECT c.id UNION ALL SELECT m.id FROM claims_claim m WHERE m.merged_into_id = c.id
            )
        ) AS carried JOIN claims_topic k ON k.id = carried.id
        WHERE k.deleted_at IS NULL
        AND (k.visibility = 'public' OR k.workspace_id = ANY(%s))
    ), '[]'::json)
)::text
""".replace("{moment}", MOMENT)
PAGE = """
SELECT c.id, {card}
FROM (SELECT id FROM ({seen}) AS seen WHERE {side} ORDER BY id {order} LIMIT %s) AS page
JOIN claims_claim c ON c.id = page.id JOIN accounts_workspace w ON w.id = c.workspace_id
ORDER BY c.id DESC
"""
NONE = "SELECT id FROM claims_claim WHERE FALSE"
OWN = ("checkable", "visibility", "parent")
Who: TypeAlias = tuple[int, tuple[tuple[int, str], ...]] | None
Asked: TypeAlias = tuple[tuple[str, str], ...]
Sql: TypeAlias = tuple[str, tuple[Any, ...]]
CURSOR = re.compile(r"([ba])(\d{1,18})")


class AskedSerializer(serializers.Serializer[Any]):
    """What the list may be narrowed to."""

    workspace = serializers.CharField(required=False, help_text="Slug or id.")
    kind = serializers.ChoiceField(choices=Claim.Kind.choices, required=False)
    checkable = serializers.ChoiceField(choices=Claim.Checkable.choices, required=False)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)
    state = serializers.ChoiceField(choices=fulltext.STATES, required=False)
    sensitive = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Covered ones, or the others."
    )
    stance = serializers.ChoiceField(choices=Evidence.Stance.choices, required=False)
    verdict = serializers.ChoiceField(choices=Verdict.NEUTRAL, required=False)
    q = serializers.CharField(required=False, max_length=500)
    person = serializers.IntegerField(required=False)
    outlet = serializers.IntegerField(required=False)
    parent = serializers.IntegerField(required=False)  # type: ignore[assignment]
    topic = serializers.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    since = serializers.DateField(required=False, help_text="First published on or after.")
    until = serializers.DateField(required=False, help_text="First published on or before.")
    cursor = serializers.CharField(required=False)
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=200)


@dataclass(frozen=True)
class Page:
    """Claims as JSON, newest first, with the ids between which they lie."""

    cards: list[orjson.Fragment]
    ids: list[int]
    more: bool  # In the direction asked for.
    forward: bool


def answer(request: Request) -> dict[str, Any]:
    """One page of the claims this person may see: `{next, previous, results}`; one query."""
    given = {name: str(value) for name, value in request.query_params.items()}
    cursor, size = _place(given.pop("cursor", "")), _size(given.pop("page_size", ""))
    meant = _meant(request.user, tuple(sorted(given.items())))
    page = _page(meant, cursor, size, request.user)
    older = bool(page.ids) and (page.more or not page.forward)
    newer = bool(page.ids) and (page.more if not page.forward else cursor is not None)
    return {
        "next": _link(request, f"b{page.ids[-1]}") if older else None,
        "previous": _link(request, f"a{page.ids[0]}") if newer else None,
        "results": page.cards,
    }


def card(claim: Claim, user: Any) -> orjson.Fragment:
    """One claim as this person reads it in the list; one query."""
    meant = ("SELECT id FROM claims_claim WHERE id = %s", (claim.pk,))
    return _page(meant, None, 1, user).cards[0]


def _place(cursor: str) -> tuple[str, int] | None:
    """Before (`b`) or after (`a`) which id; 400 for what no page of ours linked to."""
    found = CURSOR.fullmatch(cursor)
    if cursor and not found:
        raise serializers.ValidationError({"cursor": "Follow the links of a page as they are."})
    return (found[1], int(found[2])) if found else None


def _size(given: str) -> int:
    """How many on a page, within the limits of every list."""
    wanted = number_in(given) or 0
    most = CursorPages.max_page_size
    return min(wanted, most) if wanted else CursorPages.page_size


def _meant(user: Any, given: Asked) -> Sql:
    """SQL for the ids of all claims this person may see of those asked for."""
    known = isinstance(user, User) and user.is_active
    who = (user.pk, tuple(sorted(user.roles.items()))) if known else None
    if any(name == "q" for name, _ in given):
        return _write(who, given)  # It depends on the languages there are, too.
    return _written(who, given)


def _write(who: Who, given: Asked) -> Sql:
    wanted = _checked(given)
    own = {name: wanted.pop(name) for name in OWN if name in wanted}
    workspace, question = wanted.pop("workspace", ""), wanted.pop("q", "")
    filters = fulltext.Filters(**wanted)
    rows = fulltext.claim_rows(question, by=_person(who), filters=filters).filter(**own)
    if workspace:
        column = "slug" if number_in(workspace) is None else "pk"
        named = Workspace.objects.filter(**{column: workspace}).values("pk")
        rows = rows.filter(workspace=named[:1])
    try:
        sql, params = rows.order_by().values("id").query.sql_with_params()
    except EmptyResultSet:  # Django sees that nothing can be meant and writes no SQL.
        return NONE, ()
    return sql, tuple(params)


# What is kept holds for one person with these roles and one question, so it is never out of date.
_written = lru_cache(maxsize=512)(_write)


def _checked(given: Asked) -> dict[str, Any]:
    asked = AskedSerializer(data=dict(given))
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _person(who: Who) -> User | None:
    """The person again, as far as it matters to what they may see."""
    if who is None:
        return None
    person = User(pk=who[0])
    person.roles = dict(who[1])
    return person


def _page(meant: Sql, place: tuple[str, int] | None, size: int, user: Any) -> Page:
    # Where they are members, they are told of words in articles that someone keeps private, and
    # of topics that are for the workspace.
    member_of = list(user.roles) if isinstance(user, User) and user.is_active else []
    forward = place is None or place[0] == "b"
    side = "TRUE" if place is None else ("id < %s" if forward else "id > %s")
    sql = PAGE.format(card=CARD, seen=meant[0], side=side, order="DESC" if forward else "ASC")
    bounds = [] if place is None else [place[1]]
    with connection.cursor() as running:
        running.execute(sql, [member_of, member_of, *meant[1], *bounds, size + 1])
        rows = running.fetchall()
    more = len(rows) > size
    if more:
        rows = rows[:size] if forward else rows[-size:]
    return Page([orjson.Fragment(text) for _, text in rows], [pk for pk, _ in rows], more, forward)


def _link(request: Request, cursor: str) -> str:
    asked = request.query_params.copy()
    asked["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")
