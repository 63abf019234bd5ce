"""Changes that would do the same share a hash, so that the second is not kept while the first waits."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("repository", "0012_edits")]

    operations = [
        migrations.AddField("proposed", "likeness", models.CharField(max_length=64, default="")),
        migrations.AddIndex(
            "proposed", models.Index(fields=("likeness", "state"), name="repository_proposed_alike")
        ),
    ]
