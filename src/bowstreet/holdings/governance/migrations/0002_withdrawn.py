"""Twins that were admitted and are taken back."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]

    operations = [
        migrations.CreateModel(
            "Withdrawn",
            [
                (
                    "terms",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="governance.terms",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
