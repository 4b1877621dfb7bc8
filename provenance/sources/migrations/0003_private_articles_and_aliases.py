"""Private articles keep out of each other's way; aliases are found folded; reasons for citations."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.conf import settings
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("sources", "0002_written_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        TrigramExtension(),
        migrations.RemoveConstraint(
            model_name="article",
            name="one_article_per_address",
        ),
        migrations.AddField(
            model_name="citation",
            name="reason",
            field=models.CharField(
                blank=True, help_text="Why it was confirmed or rejected.", max_length=300
            ),
        ),
        migrations.AddField(
            model_name="outlet",
            name="alias_keys",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200),
                blank=True,
                default=list,
                editable=False,
                help_text="The aliases folded, in the same order.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="alias_keys",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200),
                blank=True,
                default=list,
                editable=False,
                help_text="The aliases folded, in the same order.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("input_name", ""), _negated=True),
                fields=["workspace", "input_name"],
                name="article_by_file_name",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("title", "gin_trgm_ops"),
                name="article_title_parts",
            ),
        ),
        migrations.AddIndex(
            model_name="outlet",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["alias_keys"], name="outlet_by_alias"
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["alias_keys"], name="person_by_alias"
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("address_key", ""), _negated=True),
                    models.Q(("visibility", "me"), _negated=True),
                ),
                fields=("workspace", "address_key"),
                name="one_shared_article_per_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("address_key", ""), _negated=True), ("visibility", "me")
                ),
                fields=("workspace", "created_by", "address_key"),
                name="one_private_article_per_address",
            ),
        ),
    ]
