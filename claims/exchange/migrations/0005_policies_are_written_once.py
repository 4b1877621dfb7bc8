"""A version of a policy is written once; a change is a new version."""

from django.db import migrations

from provenance.audit.triggers import written_once


class Migration(migrations.Migration):
    """Triggers on the texts of policies."""

    dependencies = [("exchange", "0004_policies_are_versions"), ("audit", "0002_written_once")]
    operations = [written_once("exchange_policytext")]
