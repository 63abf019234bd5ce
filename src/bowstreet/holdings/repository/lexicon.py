"""The distinct words of all texts: a part of a word leads to the words that hold it, and these to their texts.

A part stands in few words and in many texts, so this finds in a thousandth of the time what the index of parts finds
in the texts. Where both might differ, or the words are too many, it says nothing and the index of parts is asked.
What it says depends on hidden texts, too; what a search answers does not.
"""

import json
from collections.abc import Collection, Iterable, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.repository import spelling, sqlite
from bowstreet.holdings.repository.asking import SHORTEST_PART, folded

_HEX = frozenset("0123456789abcdef")
_KEY = 32
"""Hexadecimal words of so many signs, keys and digests, are left out: each is another, few are asked for in parts."""

MOST_WORDS = 100
"""So many words are asked for in the place of a part; more take longer than the index of parts."""

_HOLDING = (
    f"SELECT l.word, l.plain FROM {sqlite.LEXEME_PARTS} p JOIN repository_lexeme l ON l.id = p.rowid"  # noqa: S608
    f" WHERE p.{sqlite.LEXEME_PARTS} MATCH %s LIMIT %s"
)
_SAME_PLAIN = (
    "SELECT l.word FROM json_each(%s) j JOIN repository_lexeme l ON l.plain = j.value UNION ALL"
    " SELECT l.word FROM json_each(%s) j JOIN repository_lexeme l ON l.word = j.value WHERE l.plain IS NULL"
)
_KNOWN = (
    "SELECT l.id, l.word, l.plain IS NOT NULL OR EXISTS (SELECT 1 FROM repository_lexeme o WHERE o.plain = l.word)"
    " FROM json_each(%s) j JOIN repository_lexeme l ON l.word = j.value"
)
_HELD = f"SELECT 1 FROM {sqlite.WORDS} w WHERE w.{sqlite.WORDS} MATCH %s"  # noqa: S608
_SPELLED = f"{_HELD} AND EXISTS (SELECT 1 FROM {sqlite.PARTS} p WHERE p.{sqlite.PARTS} MATCH %s AND p.rowid = w.rowid)"  # noqa: S608


def keep(cursor: CursorWrapper, first: int, last: int) -> None:
    """Take in the words of a range of texts, in the caller's transaction."""
    _gather(cursor, "id BETWEEN %s AND %s", [first, last])
    cursor.execute("SELECT coalesce(max(id), 0) FROM repository_lexeme")
    before = cursor.fetchone()[0]
    cursor.execute(
        f"INSERT OR IGNORE INTO repository_lexeme (word) SELECT term FROM {sqlite.GATHERED_WORDS}"  # noqa: S608
        " WHERE length(term) >= %s AND (length(term) < %s OR term GLOB '*[^0-9a-f]*')", [SHORTEST_PART, _KEY],
    )  # fmt: skip
    cursor.execute("SELECT id, word FROM repository_lexeme WHERE id > %s AND word GLOB '*[^ -~]*'", [before])
    plain = [(folded(word), id) for id, word in cursor.fetchall() if folded(word) != word]
    cursor.cursor.connection.executemany("UPDATE repository_lexeme SET plain = ? WHERE id = ?", plain)
    cursor.execute(sqlite.INDEX_LEXEMES, [before])


def words_of(cursor: CursorWrapper, records: Collection[int]) -> tuple[str, ...]:
    """Return the words of the texts of some records."""
    _gather(cursor, "record_id IN (SELECT value FROM json_each(%s))", [json.dumps(list(records))])
    cursor.execute(f"SELECT term FROM {sqlite.GATHERED_WORDS}")  # noqa: S608
    return tuple(word for (word,) in cursor.fetchall())


def forget(cursor: CursorWrapper, words: Collection[str]) -> None:
    """Drop those words that no text holds any more, in the caller's transaction.

    The word index does not tell one accent from another; the index of parts does.
    """
    cursor.execute(_KNOWN, [json.dumps(list(words))])
    for id, word, has_others in cursor.fetchall():
        asked = [sqlite.quoted(word)] * (2 if has_others else 1)
        cursor.execute(f"{_SPELLED if has_others else _HELD} LIMIT 1", asked)
        if cursor.fetchone() is None:
            cursor.execute("DELETE FROM repository_lexeme WHERE id = %s", [id])


def spelled_out(parts: Iterable[str]) -> str | None:
    """Return a query of the word index that finds the texts with all these parts of words; empty when there are none.

    Return None where the index of parts must be asked.
    """
    groups = []
    for part in parts:
        words = _holding(part)
        if not words:
            return None if words is None else ""
        groups.append(f"({' OR '.join(map(sqlite.quoted, words))})")
    return " AND ".join(groups)


def _holding(part: str) -> Sequence[str] | None:
    """Return the words that hold a part, None where they are too many or the word index would find others, too."""
    if not all(map(spelling.is_of_words, part)) or _HEX.issuperset(part.lower()):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_HOLDING, [sqlite.quoted(part), MOST_WORDS + 1])
        found = dict(cursor.fetchall())
        if len(found) > MOST_WORDS:
            return None
        plain = json.dumps([plain or word for word, plain in found.items()])
        cursor.execute(_SAME_PLAIN, [plain, plain])
        return list(found) if all(word in found for (word,) in cursor.fetchall()) else None


def _gather(cursor: CursorWrapper, which: str, given: Sequence[int | str]) -> None:
    """Gather the words of some texts as the tokenizer of the word index cuts them, their accents kept."""
    for statement in sqlite.GATHER:
        cursor.execute(statement)
    cursor.execute(
        f"INSERT INTO {sqlite.GATHERED} (rowid, words)"  # noqa: S608
        f" SELECT id, {sqlite.TITLE} || char(10) || {sqlite.BODY} FROM repository_text t WHERE {which}",
        given,
    )
