"""The index over texts as SQLite keeps it: two full-text indexes, and the lexicon that leads to parts of words."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines import sqlite as engine
from bowstreet.holdings.repository import lexicon, sqlite
from bowstreet.holdings.repository.asking import Asked
from bowstreet.holdings.repository.searching import OF_PAST, OF_RECORD, Places, Sought, Written


def words(asked: Asked, *, past: bool = False) -> Sought | None:
    """Return how to find the texts with all words and phrases."""
    return _sought(sqlite.PAST_WORDS if past else sqlite.WORDS, asked.words(), {}) if asked.words() else None


def parts(asked: Asked, *, past: bool = False) -> Sought | None:
    """Return how to find the texts with all words inside words, by the lexicon where it knows them."""
    if past:
        return _past_parts(asked)
    others = {sqlite.WORDS: asked.short(), sqlite.SIGNS: asked.signs()}
    if not asked.long():
        table, query = sqlite.SIGNS, others.pop(sqlite.SIGNS)
    elif (words := lexicon.spelled_out(asked.long())) is None:
        table, query = sqlite.PARTS, asked.parts()
    else:
        table, query = sqlite.WORDS, words
    return _sought(table, query, others) if query else None


def places(word: str, rows: Collection[int]) -> Places:
    """Return where one plain word stands, out of the index itself, so that no text is opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.doc, p.col FROM {sqlite.PLACES} p WHERE p.term = %s"  # noqa: S608
            " AND +p.doc IN (SELECT value FROM json_each(%s))",
            [word, json.dumps(list(rows))],
        )
        found = cursor.fetchall()
    return Places(Counter(row for row, _ in found), {row for row, column in found if column == "title"})


def marked(
    asked: Asked, rows: Collection[int], begin: str, end: str, *, past: bool = False
) -> list[tuple[int, str, str]]:
    """Return texts with signs round the words and phrases, as the index sets them."""
    table = sqlite.PAST_WORDS if past else sqlite.WORDS
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT f.rowid, highlight({table}, 0, %s, %s), highlight({table}, 1, %s, %s)"  # noqa: S608
            f" FROM {table} f WHERE f.{table} MATCH %s AND f.rowid BETWEEN %s AND %s"
            f" AND +f.rowid IN (SELECT value FROM json_each(%s))",
            [begin, end, begin, end, asked.words(), min(rows), max(rows), json.dumps(list(rows))],
        )
        return list(cursor.fetchall())


def write(cursor: CursorWrapper, rows: Sequence[Written]) -> None:
    """Write new texts with their words."""
    if not rows:
        return
    engine.insert(cursor, "repository_text", OF_RECORD, map(Written.columns, rows))
    first, last = min(row.id for row in rows), max(row.id for row in rows)
    for statement in sqlite.INDEX_RANGE:
        cursor.execute(statement, [first, last])
    lexicon.keep(cursor, first, last)


def write_past(cursor: CursorWrapper, rows: Sequence[Written]) -> None:
    """Write texts of past days with their words."""
    if not rows:
        return
    engine.insert(cursor, "repository_pasttext", OF_PAST, map(Written.columns, rows))
    for statement in sqlite.INDEX_PAST:
        cursor.execute(statement, [min(row.id for row in rows), max(row.id for row in rows)])


def words_of(cursor: CursorWrapper, records: Collection[int]) -> tuple[str, ...]:
    """Return the words of the texts of some records."""
    return lexicon.words_of(cursor, records)


def forget(cursor: CursorWrapper, words: Collection[str]) -> None:
    """Drop those words that no text holds any more."""
    lexicon.forget(cursor, words)


def carry_over(cursor: CursorWrapper) -> None:
    """Write what the log holds into the file."""
    cursor.execute(sqlite.CARRY_OVER).fetchall()


def carries_over(cursor: CursorWrapper, *, usually: bool) -> None:
    """Say whether commits carry the log over."""
    cursor.execute(sqlite.CARRIES_OVER.format(sqlite.USUALLY if usually else sqlite.NEVER))


def _past_parts(asked: Asked) -> Sought | None:
    others = {sqlite.PAST_WORDS: asked.short(), sqlite.PAST_SIGNS: asked.signs()}
    if asked.long():
        return _sought(sqlite.PAST_PARTS, asked.parts(), others)
    signs = others.pop(sqlite.PAST_SIGNS)
    return _sought(sqlite.PAST_SIGNS, signs, others) if signs else None


def _sought(table: str, query: str, others: Mapping[str, str]) -> Sought:
    """Return how to ask an index; ``others`` are queries that the text must match in other indexes, too."""
    more = {other: asked for other, asked in others.items() if asked}
    extra = "".join(f" AND +f.rowid IN (SELECT rowid FROM {other} WHERE {other} MATCH %s)" for other in more)  # noqa: S608
    return Sought(f"{table} f", "f.rowid", f"f.{table} MATCH %s{extra}", [query, *more.values()])
