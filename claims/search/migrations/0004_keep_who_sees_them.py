"""The trigger keeps the index of claims in step with who sees them, and fills it anew."""

from django.db import migrations

from claims.search.triggers import SEEN_CLAIMS


class Migration(migrations.Migration):
    """The trigger and the rows."""

    dependencies = [("search", "0003_words_know_who_sees_them")]
    operations = [migrations.RunSQL(SEEN_CLAIMS, migrations.RunSQL.noop)]
