"""Who is told, what was sent, and how it was answered."""

import claims.webhooks.signing
import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0005_notes_of_students_may_wait"),
        ("claims", "0005_relations_are_proposed_and_decided"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(default=uuid.uuid4, help_text="The webhook-id.", unique=True),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("verdict.published", "a verdict is published"),
                            ("verdict.changed", "a verdict is replaced by another"),
                            ("verdict.withdrawn", "a verdict is withdrawn"),
                            ("claim.published", "a claim becomes public"),
                            ("test", "a test"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "number",
                    models.BigIntegerField(
                        blank=True, help_text="Of the event in the workspace's history.", null=True
                    ),
                ),
                ("body", models.TextField(help_text="JSON, byte for byte as it is signed.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("delivered", "Delivered"),
                            ("given_up", "given up"),
                            ("dropped", "no longer public"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField()),
                ("created_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("milliseconds", models.PositiveIntegerField()),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "code",
                    models.CharField(
                        blank=True, help_text="Empty where it was taken.", max_length=30
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        blank=True, help_text="Why it failed, in words.", max_length=300
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, help_text="The beginning of what came.", max_length=500
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attempts",
                        to="webhooks.delivery",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Webhook",
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
                ("name", models.CharField(max_length=80)),
                ("address", models.URLField(max_length=500)),
                (
                    "events",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("verdict.published", "a verdict is published"),
                                ("verdict.changed", "a verdict is replaced by another"),
                                ("verdict.withdrawn", "a verdict is withdrawn"),
                                ("claim.published", "a claim becomes public"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                (
                    "site",
                    models.CharField(
                        blank=True,
                        help_text="Where our pages are, if SITE_URL doesn't say it.",
                        max_length=200,
                    ),
                ),
                (
                    "grain",
                    models.CharField(
                        default=claims.webhooks.signing.new_grain, editable=False, max_length=40
                    ),
                ),
                ("old_grain", models.CharField(blank=True, editable=False, max_length=40)),
                ("old_grain_until", models.DateTimeField(blank=True, editable=False, null=True)),
                ("off_since", models.DateTimeField(blank=True, null=True)),
                (
                    "off_because",
                    models.CharField(blank=True, help_text="Empty: by a person.", max_length=200),
                ),
                (
                    "failures",
                    models.PositiveIntegerField(default=0, help_text="Failed attempts running."),
                ),
                ("rests_until", models.DateTimeField(blank=True, null=True)),
                (
                    "busy_until",
                    models.DateTimeField(
                        blank=True, help_text="While something is being sent; a lease.", null=True
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
                (
                    "workspace",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.workspace",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="webhook",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deliveries",
                to="webhooks.webhook",
            ),
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(("events__len__gte", 1)), name="a_webhook_is_told_something"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["webhook", "next_at"],
                name="deliveries_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("webhook", "number"), name="an_event_is_told_once_to_each"
            ),
        ),
    ]
