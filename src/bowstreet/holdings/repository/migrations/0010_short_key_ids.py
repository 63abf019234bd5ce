"""Fingerprints are found by the short id of their key."""

from django.db import migrations

from bowstreet.holdings.repository.indexes import tables


class Migration(migrations.Migration):

    dependencies = [("repository", "0009_past")]

    operations = [migrations.RunSQL(tables.SHORT_KEY_IDS, "DROP INDEX repository_selector_short_key_id")]
