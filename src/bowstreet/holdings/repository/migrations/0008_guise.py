"""The forms of handles and the parts by which they are found; a follower fills both."""

from django.db import migrations, models

from bowstreet.holdings.repository.indexes import tables


class Migration(migrations.Migration):

    dependencies = [("repository", "0007_mention")]

    operations = [
        migrations.CreateModel(
            name="Guise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.TextField()),
                ("form", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("value", "form"), name="repository_guise_once")],
            },
        ),
        migrations.RunSQL(list(tables.POSTINGS), list(tables.NO_POSTINGS)),
    ]
