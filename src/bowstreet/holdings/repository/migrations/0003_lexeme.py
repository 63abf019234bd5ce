"""The distinct words of all texts, taken out of the texts that stand there."""

from django.db import connection, migrations, models

from bowstreet.holdings.repository import lexicon
from bowstreet.holdings.repository.indexes import tables

TEXTS = 20_000


def take_in(*_: object) -> None:
    """Take in the words of all texts, some at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM repository_text")
        last = cursor.fetchone()[0]
        for first in () if last is None else range(0, last + 1, TEXTS):
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
        migrations.RunSQL(list(tables.LEXICON), list(tables.NO_LEXICON)),
        migrations.RunPython(take_in, migrations.RunPython.noop),
    ]
