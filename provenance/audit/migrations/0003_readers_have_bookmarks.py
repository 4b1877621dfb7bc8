"""How far each part of the program has read the history."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [("audit", "0002_written_once")]
    operations = [
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reader",
                    models.CharField(help_text="The part that reads, as webhooks.", max_length=40),
                ),
                ("chain", models.BigIntegerField(help_text="Workspace id; 0 is the whole site.")),
                (
                    "number",
                    models.BigIntegerField(default=0, help_text="Of the last event it has seen."),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reader", "chain"), name="one_bookmark_per_reader"
                    )
                ],
            },
        ),
    ]
