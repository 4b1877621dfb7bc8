"""Say of each verdict what it did to the one before, how sure we are and what would change it."""

from django.db import migrations, models


# Until now every change was told as a correction. The rows are written once, so the trigger rests.
FIRST_OR_CORRECTED = """
ALTER TABLE reviews_verdict DISABLE TRIGGER written_once;
UPDATE reviews_verdict SET kind = 'correct' WHERE number > 1;
ALTER TABLE reviews_verdict ENABLE TRIGGER written_once;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0004_rechecks"),
    ]

    operations = [
        migrations.AddField(
            model_name="verdict",
            name="confidence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("high", "high confidence"),
                    ("medium", "medium confidence"),
                    ("low", "low confidence"),
                ],
                help_text="Empty: nothing is said of it.",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="kind",
            field=models.CharField(
                choices=[
                    ("first", "first verdict"),
                    ("update", "updated: more is known now"),
                    ("correct", "corrected: it was wrong"),
                    ("clarify", "clarified: the same, said better"),
                    ("withdraw", "withdrawn"),
                ],
                default="first",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="verdict",
            name="would_change",
            field=models.TextField(blank=True, help_text="What would change our mind."),
        ),
        migrations.AlterField(
            model_name="rating",
            name="neutral",
            field=models.CharField(
                choices=[
                    ("true", "True"),
                    ("mixed", "Mixed"),
                    ("false", "False"),
                    ("unproven", "Unproven"),
                    ("outdated", "true when said, outdated now"),
                    ("satire", "Satire"),
                    ("opinion", "Opinion"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="verdict",
            name="neutral",
            field=models.CharField(
                choices=[
                    ("true", "True"),
                    ("mixed", "Mixed"),
                    ("false", "False"),
                    ("unproven", "Unproven"),
                    ("outdated", "true when said, outdated now"),
                    ("satire", "Satire"),
                    ("opinion", "Opinion"),
                    ("withdrawn", "withdrawn"),
                ],
                max_length=9,
            ),
        ),
        migrations.RunSQL(FIRST_OR_CORRECTED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "first"), ("number", 1)),
                    models.Q(("number__gt", 1), models.Q(("kind", "first"), _negated=True)),
                    _connector="OR",
                ),
                name="only_verdict_1_is_the_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="verdict",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "withdraw"), ("neutral", "withdrawn")),
                    models.Q(
                        models.Q(("kind", "withdraw"), _negated=True),
                        models.Q(("neutral", "withdrawn"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_withdrawn_verdict_says_so",
            ),
        ),
    ]
