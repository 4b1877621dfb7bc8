"""Claims may be about a picture, a film or a sound."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_topics"),
        ("groundwork", "0002_gaps_and_replies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Media",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("deleted_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "goes_out",
                    models.BooleanField(help_text="Whether it goes out with the next verdict."),
                ),
                (
                    "shown_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When it went out with a verdict; until then it is the workspace's own.",
                        null=True,
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "medium",
                    models.CharField(
                        choices=[("image", "picture"), ("video", "film"), ("audio", "sound")],
                        max_length=5,
                    ),
                ),
                ("address", models.URLField(help_text="Where it stands.", max_length=2000)),
                (
                    "archived_at",
                    models.URLField(blank=True, help_text="Where a copy is kept.", max_length=2000),
                ),
                (
                    "shows",
                    models.CharField(help_text="What it shows or lets one hear.", max_length=1000),
                ),
                (
                    "words_in_it",
                    models.CharField(
                        blank=True, help_text="Written or said in it.", max_length=1000
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OriginalMediaContent", "genuine, and shown for what it is"),
                            (
                                "DecontextualizedContent",
                                "genuine, but from elsewhere or another time",
                            ),
                            ("EditedOrCroppedContent", "cut or cropped so that it misleads"),
                            ("TransformedContent", "altered, or made by a program"),
                            ("StagedContent", "staged, and shown as if it had happened"),
                            ("SatireOrParodyContent", "satire or parody"),
                        ],
                        help_text="Empty until it is known.",
                        max_length=24,
                    ),
                ),
                (
                    "finding",
                    models.TextField(
                        blank=True, help_text="How that is known: where and when it was made."
                    ),
                ),
                ("original_address", models.URLField(blank=True, max_length=2000)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)s_rows",
                        to="claims.claim",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "media",
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), _negated=True),
                            models.Q(("shows", ""), _negated=True),
                        ),
                        name="media_say_where_and_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("category", ""),
                            models.Q(("finding", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="who_judges_media_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shown_at", None), ("goes_out", True), _connector="OR"),
                        name="only_media_that_go_out_are_out",
                    ),
                ],
            },
        ),
    ]
