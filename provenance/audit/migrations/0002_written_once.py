"""Events are written once."""

from django.db import migrations

from provenance.audit.triggers import refuse_changes, written_once


class Migration(migrations.Migration):
    """Triggers on events."""

    dependencies = [("audit", "0001_initial")]
    operations = [refuse_changes(), written_once("audit_auditevent")]
