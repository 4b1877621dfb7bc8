"""Whether what was read is in what was stored, for each snapshot of a page."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("capture", "0003_watches"),
        ("sources", "0006_passage_marked_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proof",
            fields=[
                (
                    "snapshot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="proof",
                        serialize=False,
                        to="sources.snapshot",
                    ),
                ),
                (
                    "looked_for",
                    models.PositiveIntegerField(help_text="Sentences of the text that was read."),
                ),
                (
                    "found",
                    models.PositiveIntegerField(help_text="Those that stand in what was stored."),
                ),
                (
                    "quotes",
                    models.PositiveIntegerField(help_text="Passages marked on earlier versions."),
                ),
                (
                    "quotes_found",
                    models.PositiveIntegerField(help_text="Those that still stand there."),
                ),
                ("code", models.CharField(blank=True, max_length=40)),
                ("reason", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("found__lte", models.F("looked_for")),
                            ("quotes_found__lte", models.F("quotes")),
                        ),
                        name="no_more_is_found_than_was_looked_for",
                    )
                ],
            },
        ),
    ]
