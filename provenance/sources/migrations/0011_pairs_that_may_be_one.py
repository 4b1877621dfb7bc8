"""Outlets and people that may be one: proposed with reasons, decided by an editor."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0010_ownerships_have_dates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SameOutlets",
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
                    "reasons",
                    models.JSONField(
                        default=list, help_text='[{"rule", "says", "weight"}], best first.'
                    ),
                ),
                ("weight", models.FloatField(help_text="How much speaks for it, 0 to 1.")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("refused", "Refused")],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                (
                    "why",
                    models.CharField(blank=True, help_text="Why it was refused.", max_length=300),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sources.outlet",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sources.outlet",
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of outlets",
                "ordering": ["-weight", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="a_pair_of_outlets_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="a_pair_of_outlets_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SamePeople",
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
                    "reasons",
                    models.JSONField(
                        default=list, help_text='[{"rule", "says", "weight"}], best first.'
                    ),
                ),
                ("weight", models.FloatField(help_text="How much speaks for it, 0 to 1.")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "Proposed"), ("refused", "Refused")],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                (
                    "why",
                    models.CharField(blank=True, help_text="Why it was refused.", max_length=300),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sources.person",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="sources.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "pair of people",
                "ordering": ["-weight", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="a_pair_of_people_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="a_pair_of_people_in_order",
                    ),
                ],
            },
        ),
    ]
