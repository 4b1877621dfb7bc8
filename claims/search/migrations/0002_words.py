"""Languages with folded accents, and the triggers that keep the index in step."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

from claims.search.languages import create_configurations, drop_configurations
from claims.search.triggers import CLAIMS, DROP, VERDICTS


class Migration(migrations.Migration):
    """Database objects that Django has no words for."""

    dependencies = [
        ("search", "0001_initial"),
        ("claims", "0001_initial"),
        ("reviews", "0001_initial"),
    ]
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(create_configurations(), drop_configurations()),
        migrations.RunSQL(CLAIMS + VERDICTS, DROP),
    ]
