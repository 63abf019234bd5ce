"""What of an exchange document finds no home is kept; such an intake may wait for its officer's word."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0005_parts")]

    operations = [
        migrations.AddField("intake", "look", models.BooleanField(default=False)),
        migrations.AddField("intake", "looked", models.TextField(default="{}")),
        migrations.AddField("intake", "as_document", models.BooleanField(default=False)),
        migrations.AddField("source", "losses", models.TextField(default="[]")),
    ]
