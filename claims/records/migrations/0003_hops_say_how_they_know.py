"""A hop says how its speaker knows, when they said it, in which words, and how we know."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0002_chains_and_merges_keep_their_past"),
        ("sources", "0007_find_articles_by_any_address"),
    ]

    operations = [
        migrations.AddField(
            model_name="attribution",
            name="article",
            field=models.ForeignKey(
                blank=True,
                help_text="The text in which the speaker says it, where we have it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="hops",
                to="sources.article",
            ),
        ),
        migrations.AddField(
            model_name="attribution",
            name="basis",
            field=models.CharField(
                blank=True,
                choices=[
                    ("witness", "was there"),
                    ("measured", "measured or counted it"),
                    ("document", "has it from a document"),
                    ("told", "was told by someone"),
                    ("tip", "has it from an anonymous tip"),
                    ("reasoned", "worked it out or guessed it"),
                    ("not_stated", "does not say how they know"),
                ],
                help_text="How the speaker knows.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="attribution",
            name="confidence",
            field=models.FloatField(blank=True, help_text="0 to 1.", null=True),
        ),
        migrations.AddField(
            model_name="attribution",
            name="gap",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_stated", "the text does not say"),
                    ("withheld", "the text keeps it back"),
                    ("lost", "the words that said so are lost"),
                    ("not_found", "looked for and not found"),
                ],
                help_text="Why this link is missing.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="attribution",
            name="known",
            field=models.CharField(
                blank=True,
                choices=[
                    ("in_text", "in the text"),
                    ("in_markup", "in the page's markup"),
                    ("inferred", "inferred"),
                    ("outside", "from outside"),
                    ("person", "entered by a person"),
                ],
                help_text="How this hop is known to us.",
                max_length=9,
            ),
        ),
        migrations.AddField(
            model_name="attribution",
            name="known_from",
            field=models.CharField(
                blank=True,
                help_text="An address or a note: whence we know this hop.",
                max_length=500,
            ),
        ),
        migrations.AddField(
            model_name="attribution",
            name="said_on",
            field=models.DateField(blank=True, help_text="When it was said.", null=True),
        ),
        migrations.AddField(
            model_name="attribution",
            name="said_precision",
            field=models.CharField(
                blank=True,
                choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                max_length=5,
            ),
        ),
        migrations.AddField(
            model_name="attribution",
            name="wording",
            field=models.CharField(
                blank=True, help_text="The words as this speaker had them.", max_length=1000
            ),
        ),
        migrations.AddField(
            model_name="attribution",
            name="wording_at",
            field=models.ForeignKey(
                blank=True,
                help_text="The same, where they stand in a text of the workspace.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="wordings",
                to="sources.passage",
            ),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said_on", None), ("said_precision", "")),
                    models.Q(
                        ("said_on__isnull", False), models.Q(("said_precision", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="a_hop_date_has_a_precision",
            ),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confidence", None),
                    models.Q(
                        ("confidence__gte", 0),
                        ("confidence__lte", 1),
                        models.Q(("known", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_hop_is_known_somehow_before_surely",
            ),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("known_from", ""), models.Q(("known", ""), _negated=True), _connector="OR"
                ),
                name="a_hop_is_known_somehow_before_whence",
            ),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("wording", ""), ("wording_at", None), _connector="OR"),
                name="a_hop_has_its_words_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.CheckConstraint(
                condition=models.Q(("gap", ""), ("speaker", None), _connector="OR"),
                name="only_a_missing_link_has_a_gap",
            ),
        ),
    ]
