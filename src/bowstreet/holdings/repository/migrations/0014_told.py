"""Versions that came by exchange say who made them elsewhere, and when."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("repository", "0013_likeness")]

    operations = [migrations.AddField("version", "told", models.TextField(null=True))]
