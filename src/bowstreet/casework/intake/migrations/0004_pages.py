"""Sources that were unpacked from an archive, and the day on which a page was crawled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_counted_apart")]

    operations = [
        migrations.AddField("intake", "seen_on", models.DateField(null=True)),
        migrations.AddField("source", "seen_on", models.DateField(null=True)),
        migrations.AddField("source", "archive", models.PositiveIntegerField(null=True)),
    ]
