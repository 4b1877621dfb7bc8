"""A rating may have a colour of its own, and words in other languages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0005_verdict_kinds"),
    ]

    operations = [
        migrations.AddField(
            model_name="rating",
            name="colour",
            field=models.CharField(
                blank=True,
                choices=[
                    ("true", "green"),
                    ("mixed", "amber"),
                    ("false", "red"),
                    ("unproven", "grey"),
                    ("outdated", "violet"),
                    ("link", "blue"),
                ],
                help_text="Empty: that of what it stands for.",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="colour",
            field=models.CharField(
                blank=True,
                choices=[
                    ("true", "green"),
                    ("mixed", "amber"),
                    ("false", "red"),
                    ("unproven", "grey"),
                    ("outdated", "violet"),
                    ("link", "blue"),
                ],
                help_text="That of the rating on the day.",
                max_length=8,
            ),
        ),
        migrations.CreateModel(
            name="RatingText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(help_text="A code such as `de` or `pt-br`.", max_length=8),
                ),
                ("label", models.CharField(max_length=80)),
                ("meaning", models.CharField(max_length=300)),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="reviews.rating",
                    ),
                ),
            ],
            options={
                "ordering": ["language", "rating"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rating", "language"),
                        name="a_rating_reads_one_way_in_each_language",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("label", ""), _negated=True),
                            models.Q(("meaning", ""), _negated=True),
                        ),
                        name="a_translated_rating_has_label_and_meaning",
                    ),
                ],
            },
        ),
    ]
