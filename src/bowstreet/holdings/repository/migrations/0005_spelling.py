"""Texts are spelled for the indexes as questions are; scripts without spaces and short ids are found. A link is once an agency and terms."""

from django.db import connection, migrations, models
from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.repository import lexicon, spelling, sqlite
from bowstreet.holdings.repository.indexes import tables

TEXTS = 20_000


def take_in(*_: object) -> None:
    """Spell all texts and take in their words, some at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM repository_text")
        last = cursor.fetchone()[0]
        for first in () if last is None else range(0, last + 1, TEXTS):
            former = spell(cursor, first, first + TEXTS - 1)
            lexicon.keep(cursor, first, first + TEXTS - 1)
            lexicon.forget(cursor, former)


def spell(cursor: CursorWrapper, first: int, last: int) -> tuple[str, ...]:
    """Spell those of a range of texts that are not yet; return the words of those that are read otherwise now."""
    cursor.execute(
        "SELECT id, record_id, title, body FROM repository_text WHERE id BETWEEN %s AND %s"
        " AND read_title IS NULL AND read_body IS NULL AND signs IS NULL",
        [first, last],
    )
    changed = [
        (id, record, title, body, made)
        for id, record, title, body in cursor.fetchall()
        if any(made := spelling.spelled(title, body))
    ]
    former = lexicon.words_of(cursor, sorted({record for _, record, *_ in changed}))
    for id, _, title, body, _ in changed:
        for statement in sqlite.UNINDEX:
            cursor.execute(statement, [id, title, body])
    for id, _, _, _, made in changed:
        cursor.execute(
            "UPDATE repository_text SET read_title = %s, read_body = %s, signs = %s WHERE id = %s", [*made, id]
        )
        for statement in sqlite.INDEX_RANGE:
            cursor.execute(statement, [id, id])
    return former


class Migration(migrations.Migration):
    """Columns are added in place: a table made anew would lose its trigger."""

    dependencies = [("repository", "0004_judgement")]

    operations = [
        migrations.RunSQL(
            list(tables.SPELLING),
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AddField("text", name, models.TextField(null=True))
                for name in ("read_title", "read_body", "signs")
            ],
        ),
        migrations.RunPython(take_in, migrations.RunPython.noop),
        migrations.RunSQL(tables.SHORT_IDS, "DROP INDEX repository_record_short_id"),
        migrations.RemoveConstraint("link", "repository_link_once"),
        migrations.AddConstraint(
            "link",
            models.UniqueConstraint(
                fields=("left", "type", "right", "agency", "terms_id"), name="repository_link_once"
            ),
        ),
    ]
