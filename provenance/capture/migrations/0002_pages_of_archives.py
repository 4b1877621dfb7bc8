"""An archive is unpacked into its pages."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("capture", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="capturerequest",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("imported", "Imported"),
                    ("unchanged", "Unchanged"),
                    ("revised", "Revised"),
                    ("unpacked", "unpacked into its pages"),
                ],
                max_length=9,
            ),
        ),
    ]
