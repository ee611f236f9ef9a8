"""What an editor says of a claim."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contributions", "0004_accounts")]

    operations = [
        migrations.AddField(
            model_name="organisationclaim",
            name="reason",
            field=models.TextField(blank=True, default="", max_length=600),
            preserve_default=False,
        ),
    ]
