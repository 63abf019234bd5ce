"""A file may hold several tables, each counted apart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_counted_apart")]

    operations = [
        migrations.AddField("source", "part", models.CharField(default="", max_length=200)),
        migrations.AddField("source", "file", models.PositiveIntegerField(default=0)),
    ]
