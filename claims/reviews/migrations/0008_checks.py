"""A check holds what several people do on one claim; a review is what one of them answers in it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of checks, and what a review gains."""

    dependencies = [
        ("accounts", "0007_second_checks_may_be_blind"),
        ("claims", "0005_relations_are_proposed_and_decided"),
        ("reviews", "0007_satire_and_opinion"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("requested", "asked for"),
                            ("triaged", "to be checked"),
                            ("assigned", "given to someone"),
                            ("in_progress", "being written"),
                            ("submitted", "waiting for a second person"),
                            ("second_check", "with a second person"),
                            ("adjudication", "waiting for a third person"),
                            ("editor", "waiting for an editor"),
                            ("published", "published"),
                            ("re_review", "looked at again"),
                            ("withdrawn", "withdrawn"),
                            ("declined", "declined"),
                        ],
                        default="requested",
                        max_length=12,
                    ),
                ),
                (
                    "is_blind",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="The second person answers without seeing the first answer.",
                    ),
                ),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "reason",
                    models.TextField(
                        blank=True,
                        help_text="Why it is where it is: asked for, returned, reopened, "
                        "withdrawn.",
                    ),
                ),
                (
                    "second_note",
                    models.TextField(blank=True, help_text="What the second person adds."),
                ),
                (
                    "decision",
                    models.TextField(blank=True, help_text="Why the third person decided so."),
                ),
                (
                    "tells_disagreement",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Readers are told that two differed, and why a third decided so.",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                (
                    "unsealed_at",
                    models.DateTimeField(blank=True, help_text="When both were in.", null=True),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "adjudicator",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        blank=True,
                        help_text="The first checker.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="claims.claim",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_checks",
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
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["workspace", "state", "-id"], name="check_board")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("assignee", models.F("second")), _negated=True),
                        name="nobody_seconds_their_own_check",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adjudicator", models.F("assignee")), _negated=True),
                            models.Q(("adjudicator", models.F("second")), _negated=True),
                        ),
                        name="the_third_person_is_neither_of_the_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state__in", ("published", "withdrawn", "declined")),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("published", "withdrawn", "declined")),
                                    _negated=True,
                                ),
                                ("closed_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_check_is_open_or_closed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("claim",),
                        name="one_open_check_per_claim",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="review",
            name="confidence",
            field=models.CharField(
                blank=True,
                choices=[("low", "Low"), ("medium", "Medium"), ("high", "High")],
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="independent_rating",
            field=models.ForeignKey(
                blank=True,
                help_text="What was handed in before either saw the other's answer; never changed "
                "after.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="reviews.rating",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="left_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it went to someone else, or was overtaken.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="role",
            field=models.CharField(
                choices=[
                    ("first", "the first checker"),
                    ("second", "the second checker"),
                    ("adjudicator", "the third person"),
                ],
                default="first",
                max_length=11,
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="submitted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="reviews.check",
            ),
        ),
    ]
