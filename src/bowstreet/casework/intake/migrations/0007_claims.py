"""What a source holds of two records is kept beside its intake, which opens as its most closed thing does."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0006_exchange")]

    operations = [
        migrations.AddField("intake", "closed", models.TextField(default="")),
        migrations.CreateModel(
            "Claim",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("left", models.CharField(max_length=36)),
                ("right", models.CharField(max_length=36)),
                ("verdict", models.CharField(max_length=20)),
                ("ground", models.TextField(default="")),
                ("said_by", models.CharField(default="", max_length=200)),
                ("said_at", models.DateTimeField(null=True)),
                (
                    "intake",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="+", to="intake.intake"
                    ),
                ),
            ],
        ),
    ]
