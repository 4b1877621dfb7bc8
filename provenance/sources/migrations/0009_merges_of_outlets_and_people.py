"""Outlets and people are merged by a row that says why; see decision 0026. More identities."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_notes_of_students_may_wait"),
        ("sources", "0008_citations_say_why_and_are_proposed_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OutletMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                (
                    "visibility_before",
                    models.CharField(
                        help_text="Who saw the merged one; given back when this is undone.",
                        max_length=9,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PersonMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                (
                    "visibility_before",
                    models.CharField(
                        help_text="Who saw the merged one; given back when this is undone.",
                        max_length=9,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="outlet",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="sources.outlet",
            ),
        ),
        migrations.AddField(
            model_name="outlet",
            name="other_domains",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=253), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="outlet",
            name="same_as",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.URLField(max_length=500),
                blank=True,
                default=list,
                help_text="Other addresses at which they are known.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="sources.person",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="same_as",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.URLField(max_length=500),
                blank=True,
                default=list,
                help_text="Other addresses at which they are known.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="outlet",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["other_domains"], name="outlet_by_other_domain"
            ),
        ),
        migrations.AddConstraint(
            model_name="outlet",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="no_outlet_is_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="no_person_is_merged_into_themselves",
            ),
        ),
        migrations.AddField(
            model_name="outletmerge",
            name="carried",
            field=models.ManyToManyField(
                blank=True,
                help_text="What had been merged into the merged one earlier and moved with it.",
                related_name="+",
                to="sources.outlet",
            ),
        ),
        migrations.AddField(
            model_name="outletmerge",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="outletmerge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_in",
                to="sources.outlet",
            ),
        ),
        migrations.AddField(
            model_name="outletmerge",
            name="merged",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_out",
                to="sources.outlet",
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="carried",
            field=models.ManyToManyField(
                blank=True,
                help_text="Those merged into the merged one earlier, who moved with them.",
                related_name="+",
                to="sources.person",
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="created_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_in",
                to="sources.person",
            ),
        ),
        migrations.AddField(
            model_name="personmerge",
            name="merged",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_out",
                to="sources.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="outletmerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("merged",),
                name="an_outlet_is_merged_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="outletmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("merged")), _negated=True),
                name="no_outlet_merges_with_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="outletmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="a_merge_of_outlets_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="personmerge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("merged",),
                name="a_person_is_merged_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="personmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("merged")), _negated=True),
                name="no_person_merges_with_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="personmerge",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="a_merge_of_people_says_why"
            ),
        ),
    ]
