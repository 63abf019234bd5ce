"""What versions said before they were superseded can be searched by the day."""

import django.db.models.deletion
from django.db import connection, migrations, models

from bowstreet.holdings.repository import superseding
from bowstreet.holdings.repository.indexes import tables

OF_RECORD = {"db_constraint": False, "on_delete": django.db.models.deletion.CASCADE, "related_name": "+"}
ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
DAYS = (("since", models.CharField(max_length=10)), ("until", models.CharField(max_length=10)))


def keep_what_is_there(apps: object, _: object) -> None:
    """Keep what the superseded versions of all records said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM repository_record WHERE version > 1 ORDER BY id")
        for (record,) in cursor.fetchall():
            superseding.keep_versions(cursor, record)


class Migration(migrations.Migration):

    dependencies = [("repository", "0006_drafts_changes_attachments"), ("repository", "0008_guise")]

    operations = [
        migrations.CreateModel(
            name="PastGist",
            fields=[
                ID,
                ("number", models.IntegerField()),
                *DAYS,
                ("traits_id", models.BigIntegerField()),
                ("record", models.ForeignKey(db_index=False, to="repository.record", **OF_RECORD)),
            ],
            options={"indexes": [models.Index(fields=["record", "until"], name="repository_pastgist_days")]},
        ),
        migrations.CreateModel(
            name="Past",
            fields=[
                ID,
                *DAYS,
                ("open", models.IntegerField()),
                ("whole", models.IntegerField()),
                ("record", models.ForeignKey(db_index=False, to="repository.record", **OF_RECORD)),
            ],
            options={"indexes": [models.Index(fields=["record", "until"], name="repository_past_days")]},
        ),
        migrations.CreateModel(
            name="PastText",
            fields=[
                ID,
                ("depth", models.SmallIntegerField()),
                ("title", models.TextField()),
                ("body", models.TextField()),
                ("read_title", models.TextField(null=True)),
                ("read_body", models.TextField(null=True)),
                ("signs", models.TextField(null=True)),
                ("past", models.ForeignKey(to="repository.past", **OF_RECORD)),
            ],
        ),
        migrations.CreateModel(
            name="PastSelector",
            fields=[
                ID,
                ("type", models.CharField(max_length=20)),
                ("value", models.TextField()),
                ("depth", models.SmallIntegerField()),
                ("past", models.ForeignKey(to="repository.past", **OF_RECORD)),
            ],
            options={"indexes": [models.Index(fields=["type", "value"], name="repository_pastselector_value")]},
        ),
        migrations.RunSQL(list(tables.PAST), list(tables.NO_PAST)),
        migrations.RunPython(keep_what_is_there, migrations.RunPython.noop),
    ]
