"""Who a token belongs to, asked on every request of a program and therefore asked cheaply."""

import json

from django.db import connection

from .models import ApiToken, User
from .secrets import digest

TOKEN = [field.attname for field in ApiToken._meta.concrete_fields]
PERSON = [field.attname for field in User._meta.concrete_fields]

# Written out, since putting it together anew took the ORM longer than PostgreSQL needs to answer
# it. A test keeps it saying the same as `ApiToken.objects.usable()`.
QUERY = f"""
SELECT {", ".join(f"token.{column}" for column in TOKEN)},
       {", ".join(f"person.{column}" for column in PERSON)},
       (SELECT json_agg(json_build_array(workspace.id, member.role, workspace.slug))
        FROM accounts_membership member
        JOIN accounts_workspace workspace ON workspace.id = member.workspace_id
        WHERE member.user_id = person.id)::text
FROM accounts_apitoken token JOIN accounts_user person ON person.id = token.user_id
WHERE token.digest = %s AND token.revoked_at IS NULL AND person.is_active
  AND (token.expires_at IS NULL OR token.expires_at > now())
"""  # noqa: S608 - Only names of our own columns are put in.


def usable_token(secret: str) -> ApiToken | None:
    """The token with its person and their workspaces, in one query; None if it is worthless."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY, [digest(secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    token = ApiToken.from_db("default", TOKEN, row[: len(TOKEN)])
    token.user = User.from_db("default", PERSON, row[len(TOKEN) : -1])
    memberships = json.loads(row[-1] or "[]")
    token.user.roles = {pk: role for pk, role, _ in memberships}
    token.user.workspaces = {slug: pk for pk, _, slug in memberships}
    return token
