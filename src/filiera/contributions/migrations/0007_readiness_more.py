"""What shows an answer; blocks that renew earlier ones of the same organisations."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0005_accounts_more"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerProof",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(max_length=80)),
                ("note", models.TextField(blank=True)),
                ("link", models.CharField(blank=True, max_length=500)),
                ("by", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "assessment",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="contributions.assessment"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["assessment", "question"], name="proof_of_question")],
            },
        ),
        migrations.AddField(
            model_name="peerblock",
            name="renews",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contributions.peerblock",
            ),
        ),
    ]
