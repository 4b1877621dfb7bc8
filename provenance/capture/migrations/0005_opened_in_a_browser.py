"""A page may be opened in a browser."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("capture", "0004_proofs"),
    ]

    operations = [
        migrations.AddField(
            model_name="capturerequest",
            name="in_browser",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Opened in a browser: scripts build the page.",
            ),
        ),
    ]
