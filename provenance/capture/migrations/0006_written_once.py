"""What was found when a capture was read back is written once."""

from django.db import migrations

from provenance.audit.triggers import written_once


class Migration(migrations.Migration):
    dependencies = [
        ("capture", "0005_opened_in_a_browser"),
        ("audit", "0002_written_once"),
    ]
    operations = [written_once("capture_proof")]
