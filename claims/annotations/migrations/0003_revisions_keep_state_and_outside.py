"""Earlier wordings keep how far they had passed, and what other programs had sent."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0002_motivations_flags_and_moderation"),
    ]

    operations = [
        migrations.AddField(
            model_name="annotationrevision",
            name="outside",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="What other programs had sent with the note by then.",
            ),
        ),
        migrations.AddField(
            model_name="annotationrevision",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "waits for a moderator"),
                    ("approved", "Approved"),
                    ("denied", "Denied"),
                    ("spam", "Spam"),
                ],
                db_default="approved",
                default="approved",
                max_length=8,
            ),
        ),
    ]
