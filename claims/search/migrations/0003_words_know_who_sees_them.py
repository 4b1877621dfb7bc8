"""The index of claims gets what decides who sees them. It is emptied here and filled anew next."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

OWN = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "db_index": False}


class Migration(migrations.Migration):
    """Columns; a migration of its own, for PostgreSQL does not alter a table with new rows."""

    dependencies = [
        ("search", "0002_words"),
        ("accounts", "0001_initial"),
        ("claims", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.RunSQL("DELETE FROM search_claimwords", migrations.RunSQL.noop),
        migrations.AddField(
            "claimwords", "workspace", models.ForeignKey(to="accounts.workspace", **OWN)
        ),
        migrations.AddField("claimwords", "visibility", models.CharField(max_length=9)),
        migrations.AddField(
            "claimwords",
            "created_by",
            models.ForeignKey(to=settings.AUTH_USER_MODEL, null=True, **OWN),
        ),
        migrations.AddField("claimwords", "deleted_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "claimwords",
            "merged_into",
            models.ForeignKey(to="claims.claim", null=True, **OWN),
        ),
        migrations.RemoveIndex("claimwords", "claim_words"),
        migrations.AddIndex(
            "claimwords",
            GinIndex(fields=["vector"], name="claim_words", gin_pending_list_limit=256),
        ),
    ]
