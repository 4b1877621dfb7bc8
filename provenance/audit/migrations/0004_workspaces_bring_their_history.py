"""The history that a workspace brings along from another place."""

from django.db import migrations, models

from provenance.audit.triggers import written_once


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_readers_have_bookmarks"),
    ]

    operations = [
        migrations.CreateModel(
            name="EarlierEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "workspace",
                    models.BigIntegerField(help_text="The workspace here: whose chain goes on."),
                ),
                (
                    "move",
                    models.PositiveIntegerField(help_text="1, 2, 3 … for each time it moved."),
                ),
                ("chain", models.BigIntegerField()),
                ("number", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("actor", models.BigIntegerField(blank=True, null=True)),
                ("actor_name", models.CharField(blank=True, max_length=150)),
                ("via", models.CharField(max_length=8)),
                ("action", models.CharField(max_length=60)),
                ("target", models.CharField(max_length=80)),
                ("detail", models.JSONField(default=dict)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["move", "number"],
                "indexes": [models.Index(fields=["workspace", "target"], name="earlier_by_target")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("workspace", "move", "number"), name="one_earlier_event_per_number"
                    )
                ],
            },
        ),
        written_once("audit_earlierevent"),
    ]
