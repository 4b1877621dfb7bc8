"""Whoever upgrades is not told of everything that ever happened: reading begins at the ends."""

from django.db import migrations


def begin(apps, schema_editor):  # noqa: ARG001 - Django gives it.
    heads = apps.get_model("audit", "AuditHead").objects.filter(chain__gt=0)
    apps.get_model("attention", "ReadUpTo").objects.bulk_create(
        apps.get_model("attention", "ReadUpTo")(chain=chain, number=number)
        for chain, number in heads.values_list("chain", "number")
    )


class Migration(migrations.Migration):
    dependencies = [("attention", "0001_what_people_follow_and_are_told")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
