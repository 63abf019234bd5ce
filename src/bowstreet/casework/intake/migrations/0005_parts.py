"""A file may hold several tables, each counted apart; an intake may be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_pages")]

    operations = [
        migrations.AddField("source", "part", models.CharField(default="", max_length=200)),
        migrations.AddField("source", "file", models.PositiveIntegerField(default=0)),
        migrations.AddField("intake", "taken_back_by", models.CharField(default="", max_length=36)),
        migrations.AddField("intake", "taken_back_at", models.DateTimeField(null=True)),
    ]
