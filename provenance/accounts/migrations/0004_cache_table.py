"""The table behind Django's cache. Unlogged: a crash may empty it, and then it fills again."""

from django.db import migrations


class Migration(migrations.Migration):
    """What `createcachetable` would make, so that nobody has to remember it."""

    dependencies = [("accounts", "0003_forms_may_leave_dates_empty")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX cache_expires ON cache (expires);
            """,
            "DROP TABLE cache",
        )
    ]
