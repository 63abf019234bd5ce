"""The distinct words of all texts; 0005 takes them out of the texts that stand there, once it has spelled these."""

from django.db import migrations, models

from bowstreet.holdings.repository.indexes import tables


class Migration(migrations.Migration):

    dependencies = [("repository", "0002_days_and_key_ids")]

    operations = [
        migrations.CreateModel(
            name="Lexeme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.TextField(unique=True)),
                ("plain", models.TextField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["plain"], name="repository_lexeme_plain", condition=models.Q(plain__isnull=False)
                    )
                ],
            },
        ),
        migrations.RunSQL(list(tables.LEXICON), list(tables.NO_LEXICON)),
    ]
