"""Verdicts are written once; a change is a new verdict."""

from django.db import migrations

from provenance.audit.triggers import written_once


class Migration(migrations.Migration):
    """Triggers on verdicts."""

    dependencies = [("reviews", "0001_initial"), ("audit", "0002_written_once")]
    operations = [written_once("reviews_verdict")]
