"""The three usual scales come ready, for every workspace."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from claims.reviews.scales import install


def add_usual_scales(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Add the scales and their ratings; the first is the default where nobody chose."""
    install(apps.get_model("reviews", "Scale"), apps.get_model("reviews", "Rating"))


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("reviews", "0002_written_once")]
    operations = [migrations.RunPython(add_usual_scales, migrations.RunPython.noop)]
