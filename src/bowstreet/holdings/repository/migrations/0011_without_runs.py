"""What holds words by chance alone leaves the texts that are searched, those of past days too."""

from django.db import connection, migrations
from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.repository import indexes
from bowstreet.holdings.repository.composing import IDENTIFYING, OPEN
from bowstreet.holdings.repository.searching import Written, written
from bowstreet.vocabulary.kinds.wordless import without_runs

TEXTS = 20_000


def leave_out(*_: object) -> None:
    """Write the texts with such runs anew, some at a time, and how long they are."""
    with connection.cursor() as cursor:
        for first in _steps(cursor, "repository_text"):
            rows = _changed(cursor, "repository_text", "record_id, terms_id", first)
            words = indexes.texts.words_of(cursor, sorted({row.of[0] for row in rows}))
            for row in rows:
                cursor.execute("DELETE FROM repository_text WHERE id = %s", [row.id])
                indexes.texts.write(cursor, [row])
                _measure(cursor, "repository_gist", row)
            indexes.texts.forget(cursor, words)
        for first in _steps(cursor, "repository_pasttext"):
            for row in _changed(cursor, "repository_pasttext", "past_id", first):
                cursor.execute("DELETE FROM repository_pasttext WHERE id = %s", [row.id])
                indexes.texts.write_past(cursor, [row])
                _measure(cursor, "repository_past", row)


def _steps(cursor: CursorWrapper, table: str) -> range:
    cursor.execute(f"SELECT coalesce(max(id), -1) FROM {table}")  # noqa: S608 - the two names stand above
    return range(0, cursor.fetchone()[0] + 1, TEXTS)


def _changed(cursor: CursorWrapper, table: str, of: str, first: int) -> list[Written]:
    cursor.execute(
        f"SELECT depth, title, body, {of} FROM {table} WHERE id BETWEEN %s AND %s AND length(body) >= 60",  # noqa: S608
        [first, first + TEXTS - 1],
    )
    read = [(of, depth, title, body, without_runs(body)) for depth, title, body, *of in cursor.fetchall()]
    return [written(tuple(of), depth, title, now) for of, depth, title, body, now in read if now != body]


def _measure(cursor: CursorWrapper, table: str, row: Written) -> None:
    for column, holds in (("open", row.depth != IDENTIFYING), ("whole", row.depth != OPEN)):
        if holds:
            cursor.execute(
                f"UPDATE {table} SET {column} = %s WHERE id = %s",  # noqa: S608 - the names stand above
                [len(row.title) + len(row.body), row.of[0]],
            )


class Migration(migrations.Migration):

    dependencies = [("repository", "0010_short_key_ids")]

    operations = [migrations.RunPython(leave_out, migrations.RunPython.noop)]
