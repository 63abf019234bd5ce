"""Which records officers edited is found without a look at all that imports wrote."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("repository", "0011_without_runs")]

    operations = [
        migrations.AddIndex(
            "version",
            models.Index(fields=("record",), name="repository_version_edits", condition=models.Q(act="")),
        )
    ]
