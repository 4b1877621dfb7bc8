"""Replaced chains stay on record, and so does every merge with its reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Merge",
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
                        help_text="Who saw the merged claim; given back when this is undone.",
                        max_length=9,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AlterModelOptions(
            name="attribution",
            options={"default_manager_name": "objects", "ordering": ["appearance", "position"]},
        ),
        migrations.RemoveConstraint(
            model_name="attribution",
            name="hops_of_a_chain_are_in_order",
        ),
        migrations.AddField(
            model_name="attribution",
            name="deleted_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="attribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at", None)),
                fields=("appearance", "position"),
                name="hops_of_a_chain_are_in_order",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="carried",
            field=models.ManyToManyField(
                blank=True,
                help_text="Claims merged into the merged one earlier, which moved with it.",
                related_name="+",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="merge",
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
            model_name="merge",
            name="kept",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_in",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="merge",
            name="merged",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merges_out",
                to="claims.claim",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("merged",),
                name="a_claim_is_merged_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("merged")), _negated=True),
                name="no_merge_with_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="a_merge_says_why"
            ),
        ),
    ]
