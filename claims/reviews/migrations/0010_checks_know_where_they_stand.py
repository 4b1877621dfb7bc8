"""Where a review stands is said by its check alone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """What checks have taken over leaves the table of reviews."""

    dependencies = [("reviews", "0009_a_check_for_each_review")]

    operations = [
        migrations.RemoveConstraint(model_name="review", name="nobody_seconds_their_own_review"),
        migrations.RemoveConstraint(
            model_name="review", name="a_submitted_review_has_rating_and_reason"
        ),
        migrations.RemoveConstraint(model_name="review", name="one_open_review_per_claim"),
        migrations.RemoveField(model_name="review", name="reason"),
        migrations.RemoveField(model_name="review", name="second_note"),
        migrations.RemoveField(model_name="review", name="seconded_by"),
        migrations.RemoveField(model_name="review", name="state"),
        migrations.AlterField(
            model_name="review",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="reviews.check",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("submitted_at", None),
                    models.Q(("rating__isnull", False), models.Q(("summary", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_submitted_review_has_rating_and_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)),
                fields=("round", "role"),
                name="one_review_per_role_of_a_check",
            ),
        ),
    ]
