"""Who owns an outlet, from when to when, and how that is known."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


OWNERS_SO_FAR = """
INSERT INTO sources_ownership (created_at, version, outlet_id, owner_id, since_precision,
                               until_precision, known, note, address)
SELECT now(), 1, id, owner_id, '', '', 'person', '', '' FROM sources_outlet
WHERE owner_id IS NOT NULL AND owner_id <> id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0009_merges_of_outlets_and_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="outlet",
            name="kind",
            field=models.CharField(
                choices=[
                    ("newspaper", "Newspaper"),
                    ("agency", "Agency"),
                    ("broadcaster", "Broadcaster"),
                    ("online", "online outlet"),
                    ("blog", "Blog"),
                    ("office", "public office"),
                    ("platform", "social platform"),
                    ("company", "publishing house or company"),
                    ("other", "Other"),
                ],
                default="other",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="outlet",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="Whoever owns it now; kept up to date from the ownerships by the services.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="owns",
                to="sources.outlet",
            ),
        ),
        migrations.CreateModel(
            name="Ownership",
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
                ("since", models.DateField(blank=True, null=True)),
                (
                    "since_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                    ),
                ),
                ("until", models.DateField(blank=True, null=True)),
                (
                    "until_precision",
                    models.CharField(
                        blank=True,
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        max_length=5,
                    ),
                ),
                (
                    "known",
                    models.CharField(
                        choices=[
                            ("in_text", "in the text"),
                            ("in_markup", "in the page's markup"),
                            ("inferred", "inferred"),
                            ("outside", "from outside"),
                            ("person", "entered by a person"),
                        ],
                        default="person",
                        max_length=9,
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, help_text="How that is known.", max_length=300),
                ),
                (
                    "address",
                    models.URLField(blank=True, help_text="Where it can be read.", max_length=500),
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
                    "outlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ownerships",
                        to="sources.outlet",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holdings",
                        to="sources.outlet",
                    ),
                ),
            ],
            options={
                "ordering": [
                    "outlet",
                    models.OrderBy(models.F("since"), descending=True, nulls_last=True),
                    "-id",
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("deleted_at", None), ("until", None)),
                        fields=("outlet",),
                        name="one_present_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outlet", models.F("owner")), _negated=True),
                        name="no_outlet_owns_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("since", None),
                            ("until", None),
                            ("since__lte", models.F("until")),
                            _connector="OR",
                        ),
                        name="an_ownership_begins_before_it_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("since", None), ("since_precision", "")),
                            models.Q(
                                ("since__isnull", False),
                                models.Q(("since_precision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="the_beginning_of_an_ownership_has_a_precision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("until", None), ("until_precision", "")),
                            models.Q(
                                ("until__isnull", False),
                                models.Q(("until_precision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="the_end_of_an_ownership_has_a_precision",
                    ),
                ],
            },
        ),
        migrations.RunSQL(OWNERS_SO_FAR, migrations.RunSQL.noop),
    ]
