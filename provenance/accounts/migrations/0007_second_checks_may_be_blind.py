"""A workspace chooses whether second checks are blind, and whether readers hear of two that differ."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_accounts_for_classes")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="seconds_blind",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Whoever checks a claim second answers without seeing the first answer.",
            ),
        ),
        migrations.AddField(
            model_name="workspace",
            name="tells_disagreement",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Readers are told where two checkers differed, and why a third decided so.",
            ),
        ),
    ]
