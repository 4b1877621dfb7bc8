"""Who marked a passage for its own sake: a mark on which nothing rests is its maker's alone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0005_followings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="passage",
            name="marked_by",
            field=models.ManyToManyField(
                blank=True,
                help_text="For its own sake.",
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
