"""Articles that are visited by the clock, and the hosts they stand on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("capture", "0002_pages_of_archives"),
        ("sources", "0004_find_articles_by_title"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Host",
            fields=[
                (
                    "name",
                    models.CharField(
                        help_text="With the port, if any.",
                        max_length=255,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("free_at", models.DateTimeField(help_text="Before this it is left alone.")),
                (
                    "busy_with",
                    models.BigIntegerField(
                        help_text="The watch whose visit is under way.", null=True
                    ),
                ),
                ("rules", models.TextField(blank=True, help_text="Its robots.txt.")),
                (
                    "rules_at",
                    models.DateTimeField(help_text="When the rules were read.", null=True),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "every",
                    models.CharField(
                        choices=[
                            ("hour", "every hour"),
                            ("six_hours", "every six hours"),
                            ("day", "every day"),
                            ("week", "every week"),
                        ],
                        default="day",
                        max_length=9,
                    ),
                ),
                (
                    "in_browser",
                    models.BooleanField(default=False, help_text="Opened in a browser each time."),
                ),
                ("host", models.CharField(max_length=255)),
                ("wait", models.DurationField(help_text="Between two visits, for now.")),
                ("due_at", models.DateTimeField(help_text="The next visit.")),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, help_text="A visit is under way.", null=True),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("visits", models.PositiveIntegerField(default=0)),
                ("changes", models.PositiveIntegerField(default=0)),
                (
                    "last_at",
                    models.DateTimeField(blank=True, help_text="The last visit.", null=True),
                ),
                (
                    "found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unchanged", "Unchanged"),
                            ("revised", "Revised"),
                            ("moved", "Moved"),
                            ("failed", "Failed"),
                            ("disallowed", "not allowed by the site"),
                            ("later", "asked to come back later"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason_code", models.CharField(blank=True, max_length=40)),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="Why nothing was found, in plain words."
                    ),
                ),
                (
                    "seen_at",
                    models.DateTimeField(
                        blank=True, help_text="When it last stood there as we have it.", null=True
                    ),
                ),
                ("failures", models.PositiveSmallIntegerField(default=0, help_text="In a row.")),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                ("dead_since", models.DateTimeField(blank=True, null=True)),
                ("moved_to", models.CharField(blank=True, max_length=2000)),
                (
                    "moved_at",
                    models.DateTimeField(blank=True, help_text="When that was noticed.", null=True),
                ),
                ("moved_refused", models.CharField(blank=True, max_length=2000)),
                ("etag", models.CharField(blank=True, max_length=300)),
                ("modified", models.CharField(blank=True, max_length=100)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="watch",
                        to="sources.article",
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
                "verbose_name_plural": "watches",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)), fields=["due_at"], name="watch_next"
                    ),
                    models.Index(fields=["host"], name="watch_by_host"),
                ],
            },
        ),
    ]
