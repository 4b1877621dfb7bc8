"""Whoever upgrades is not told of everything that ever happened: reading begins at the ends."""

from django.db import migrations


def begin(apps, schema_editor):  # noqa: ARG001 - Django gives it.
    heads = apps.get_model("audit", "AuditHead").objects.filter(chain__gt=0)
    bookmark = apps.get_model("audit", "Bookmark")
    bookmark.objects.bulk_create(
        [
            bookmark(reader="notifications", chain=chain, number=number)
            for chain, number in heads.values_list("chain", "number")
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("attention", "0001_what_people_follow_and_are_told"),
        ("audit", "0003_readers_have_bookmarks"),
    ]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
