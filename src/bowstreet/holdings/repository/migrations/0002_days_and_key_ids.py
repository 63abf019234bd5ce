"""Versions keep the days on which their record was seen; fingerprints are found by their key's id."""

from django.db import migrations, models

from bowstreet.holdings.repository.indexes import tables


class Migration(migrations.Migration):
    """Columns are added in place: a table made anew would lose the triggers that keep versions as written."""

    dependencies = [("repository", "0001_initial")]

    operations = [
        migrations.RunSQL(
            [f"ALTER TABLE repository_version ADD COLUMN {name} varchar(10) NOT NULL DEFAULT ''" for name in names],
            [f"ALTER TABLE repository_version DROP COLUMN {name}" for name in names],
            state_operations=[
                migrations.AddField("version", name, models.CharField(default="", max_length=10)) for name in names
            ],
        )
        for names in [("first_on", "last_on")]
    ] + [migrations.RunSQL(tables.KEY_IDS, "DROP INDEX repository_selector_key_id")]
