"""The distinct words of all texts, taken out of the texts that stand there."""

from django.db import connection, migrations, models

from bowstreet.holdings.repository import lexicon, sqlite

TEXTS = 20_000


def take_in(*_: object) -> None:
    """Take in the words of all texts, some at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM repository_text")
        for first in range(0, cursor.fetchone()[0] + 1, TEXTS):
            lexicon.keep(cursor, first, first + TEXTS - 1)


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
        migrations.RunSQL(list(sqlite.LEXICON), list(sqlite.NO_LEXICON)),
        migrations.RunPython(take_in, migrations.RunPython.noop),
    ]
