"""Which imports spoke of a record (of earlier ones, those that changed it), and versions that can be emptied."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from bowstreet.holdings.repository.indexes import tables

_EARLIER = (
    "INSERT INTO repository_mention (act, record_id) SELECT DISTINCT v.act, v.record_id FROM repository_version v"
    " JOIN repository_twin t ON t.act = v.act JOIN repository_record r ON r.id = v.record_id"
    " WHERE v.number > 1 AND r.terms_id NOT IN (SELECT terms_id FROM repository_twin w WHERE w.act = v.act)"
)


def remember(apps: Any, schema_editor: Any) -> None:
    """Note what the versions tell of earlier imports."""
    schema_editor.execute(_EARLIER)


class Migration(migrations.Migration):
    dependencies = [("repository", "0005_spelling"), ("governance", "0002_withdrawn")]

    operations = [
        migrations.CreateModel(
            "Mention",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("act", models.CharField(max_length=64)),
                (
                    "record",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="repository.record",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("act", "record"), name="repository_mention_once")]
            },
        ),
        migrations.RunPython(remember, migrations.RunPython.noop),
        *(migrations.RunSQL(each, migrations.RunSQL.noop) for each in tables.ERASABLE),
    ]
