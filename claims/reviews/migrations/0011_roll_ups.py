"""Say by which rule a claim follows from its parts, and keep it with the verdict."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_relations_are_proposed_and_decided"),
        ("reviews", "0010_checks_know_where_they_stand"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="verdict",
            name="rolled",
            field=models.JSONField(
                blank=True,
                help_text="The rule and the public parts it went out with; see reviews.rolling.",
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="RollUp",
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
                    "rule",
                    models.CharField(
                        choices=[
                            ("worst", "the whole is as its worst part"),
                            ("all", "all parts must hold"),
                            ("hand", "decided by hand"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "reason",
                    models.TextField(blank=True, help_text="Why this rule, or why so by hand."),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
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
                (
                    "rating",
                    models.ForeignKey(
                        blank=True,
                        help_text="What a person decided; only where the rule is by hand.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roll_ups",
                        to="reviews.rating",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None)),
                        fields=("claim",),
                        name="a_claim_is_rolled_up_one_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("rating__isnull", False),
                                ("rule", "hand"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            models.Q(models.Q(("rule", "hand"), _negated=True), ("rating", None)),
                            _connector="OR",
                        ),
                        name="only_by_hand_with_rating_and_reason",
                    ),
                ],
            },
        ),
    ]
