"""Claims have ids of their own, and say when and by whom they were answered."""

import uuid

from django.db import migrations, models


def name(apps, editor):
    """Give those that wait an id by which they can be answered."""
    claims = apps.get_model("intake", "Claim").objects
    for each in claims.filter(uid="").values_list("id", flat=True):
        claims.filter(id=each).update(uid=str(uuid.uuid4()))


class Migration(migrations.Migration):

    dependencies = [("intake", "0007_claims")]

    operations = [
        migrations.AddField("claim", "uid", models.CharField(max_length=36, default="", db_index=True)),
        migrations.AddField("claim", "decided_at", models.DateTimeField(null=True)),
        migrations.AddField("claim", "decided_by", models.CharField(max_length=36, default="")),
        migrations.AddField("claim", "judgement", models.CharField(max_length=36, default="")),
        migrations.RunPython(name, migrations.RunPython.noop),
    ]
