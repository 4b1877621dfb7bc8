"""The first of the usual scales can say that something is satire or an opinion."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from claims.reviews.scales import OPINION, SATIRE


def add_satire_and_opinion(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Add the two where they are missing; neither best nor worst of the scale changes."""
    scale = apps.get_model("reviews", "Scale").objects.get(workspace=None, slug="truth", edition=1)
    for position, spec in enumerate((SATIRE, OPINION), start=7):
        given = {"value": spec.value, "label": spec.label, "meaning": spec.meaning}
        apps.get_model("reviews", "Rating").objects.get_or_create(
            scale=scale,
            slug=spec.slug,
            defaults=given | {"neutral": spec.neutral, "position": position},
        )


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("reviews", "0006_ratings_in_colour_and_languages")]
    operations = [migrations.RunPython(add_satire_and_opinion, migrations.RunPython.noop)]
