from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RemoveField(model_name="idempotentrequest", name="answer"),
        migrations.AddField(
            model_name="idempotentrequest",
            name="body",
            field=models.TextField(blank=True, help_text="The answer, byte for byte."),
        ),
        migrations.AddField(
            model_name="idempotentrequest",
            name="headers",
            field=models.JSONField(
                default=dict, help_text="Those worth repeating: ETag, Location."
            ),
        ),
        migrations.AlterField(
            model_name="idempotentrequest",
            name="created_at",
            field=models.DateTimeField(auto_now_add=True, db_index=True),
        ),
    ]
