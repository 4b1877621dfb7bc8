"""When evidence went out with a verdict; what stands on a published claim today is out already."""

from django.db import migrations, models
from django.db.models import F


def what_is_public_is_out(apps, _schema_editor):
    """Evidence on public claims was seen by everyone since it was entered."""
    rows = apps.get_model("evidence", "Evidence").objects.filter(claim__visibility="public")
    rows.update(shown_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [("evidence", "0002_evidence_may_come_of_a_note")]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="shown_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it went out with a verdict; until then it is the workspace's own.",
                null=True,
            ),
        ),
        migrations.RunPython(what_is_public_is_out, migrations.RunPython.noop),
    ]
