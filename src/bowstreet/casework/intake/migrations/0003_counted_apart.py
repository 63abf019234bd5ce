"""What was read is counted apart from what became of it, and what was left of a broken file is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_owed")]

    operations = [
        migrations.RemoveConstraint("source", "source_reconciles"),
        migrations.AddField("source", "bytes_unread", models.BigIntegerField(default=0)),
    ]
