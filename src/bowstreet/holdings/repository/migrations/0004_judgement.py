"""Judgements, which are never changed."""

import django.db.models.deletion
from django.db import migrations, models

from bowstreet.holdings.repository.indexes import tables

END = {
    "db_constraint": False,
    "on_delete": django.db.models.deletion.CASCADE,
    "related_name": "+",
    "to": "repository.record",
}


class Migration(migrations.Migration):

    dependencies = [("repository", "0003_lexeme")]

    operations = [
        migrations.CreateModel(
            name="Judgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(max_length=36, unique=True)),
                ("verdict", models.CharField(max_length=10)),
                ("terms_id", models.BigIntegerField()),
                ("agency", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                ("note", models.TextField()),
                ("cites", models.TextField()),
                ("supersedes", models.CharField(default="", max_length=36)),
                ("left", models.ForeignKey(db_index=False, **END)),
                ("right", models.ForeignKey(**END)),
            ],
            options={
                "indexes": [models.Index(fields=["left", "right", "agency"], name="repository_judgement_pair")],
            },
        ),
        migrations.RunSQL(list(tables.JUDGEMENTS_STAY), migrations.RunSQL.noop),
    ]
