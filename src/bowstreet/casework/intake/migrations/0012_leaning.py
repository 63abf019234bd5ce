"""On which earlier intakes an intake leans."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep whose rows an intake found already held; of those before it stays unknown."""

    dependencies = (("intake", "0011_remarks"),)
    operations = (
        migrations.AddField(model_name="intake", name="leans", field=models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Leaning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.CharField(db_index=True, max_length=24)),
                (
                    "intake",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+",
                        to="intake.intake",
                    ),
                ),
            ],
            options={
                "constraints": (
                    models.UniqueConstraint(fields=("intake", "on"), name="intake_leaning_once"),
                ),
            },
        ),
    )
