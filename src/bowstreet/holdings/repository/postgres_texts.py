"""The index over texts as PostgreSQL keeps it: an array of the words of each text, and its parts by trigrams.

Words are cut and marked here, so that both engines find the same texts and put them in the same order.
"""

import json
from collections import Counter
from collections.abc import Collection, Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines import postgres as engine
from bowstreet.holdings.repository import cutting, spelling
from bowstreet.holdings.repository.asking import Asked
from bowstreet.holdings.repository.searching import OF_PAST, OF_RECORD, Places, Sought, Written

Condition = tuple[str, str | list[str]]
"""A condition on a text ``f``, and its value."""

_OWN = "words, cut_title, cut_body, parts"


def words(asked: Asked, *, past: bool = False) -> Sought | None:
    """Return how to find the texts with all words and phrases."""
    return _sought([*_held(asked.phrases())], past)


def parts(asked: Asked, *, past: bool = False) -> Sought | None:
    """Return how to find the texts with all words inside words; what is too short for that is a whole word."""
    likes: list[Condition] = [("f.parts LIKE %s", f"%{_escaped(cutting.folded(each))}%") for each in asked.long()]
    return _sought([*likes, *_held(asked.short_phrases()), *map(_signed, asked.sign_phrases())], past)


def places(word: str, rows: Collection[int]) -> Places:
    """Return where one plain word stands, counted in the texts that were found."""
    spaced = cutting.spaced([word])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, (length(cut_title) - length(replace(cut_title, %s, ''))) / %s,"  # noqa: S608
            " (length(cut_body) - length(replace(cut_body, %s, ''))) / %s"
            f" FROM repository_text WHERE id {engine.IN_NUMBERS}",
            [spaced, len(spaced), spaced, len(spaced), json.dumps(list(rows))],
        )
        found = cursor.fetchall()
    marks = Counter({row: in_title + in_body for row, in_title, in_body in found})
    return Places(marks, {row for row, in_title, _ in found if in_title})


def marked(
    asked: Asked, rows: Collection[int], begin: str, end: str, *, past: bool = False
) -> list[tuple[int, str, str]]:
    """Return texts with signs round the words and phrases."""
    phrases = [cutting.cut(each) for each in asked.phrases()]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, title, body FROM {_table(past)} WHERE id {engine.IN_NUMBERS}",  # noqa: S608
            [json.dumps(list(rows))],
        )
        return [
            (row, _mark(title, phrases, begin, end), _mark(body, phrases, begin, end))
            for row, title, body in cursor.fetchall()
        ]


def write(cursor: CursorWrapper, rows: Sequence[Written]) -> None:
    """Write new texts with their words."""
    engine.insert(cursor, "repository_text", f"{OF_RECORD}, {_OWN}", map(_row, rows))


def write_past(cursor: CursorWrapper, rows: Sequence[Written]) -> None:
    """Write texts of past days with their words."""
    engine.insert(cursor, "repository_pasttext", f"{OF_PAST}, {_OWN}", map(_row, rows))


def words_of(cursor: CursorWrapper, records: Collection[int]) -> tuple[str, ...]:
    """Return nothing: words stand in the rows of their texts and go with them."""
    return ()


def forget(cursor: CursorWrapper, words: Collection[str]) -> None:
    """Do nothing: words went with their texts."""


def carry_over(cursor: CursorWrapper) -> None:
    """Do nothing: the server's own checkpointer does it."""


def carries_over(cursor: CursorWrapper, *, usually: bool) -> None:
    """Do nothing: no commit carries the log over."""


def _row(row: Written) -> tuple[object, ...]:
    read_title = row.title if row.read_title is None else row.read_title
    read_body = row.body if row.read_body is None else row.read_body
    title, body = cutting.cut(read_title), cutting.cut(read_body)
    together = cutting.folded(f"{read_title}\n{read_body}")
    return (*row.columns(), sorted({*title, *body}), cutting.spaced(title), cutting.spaced(body), together)


def _held(phrases: Sequence[str]) -> list[Condition]:
    """Return the conditions that a text has all phrases; a row of words is looked for among those that have them."""
    cut = [words for words in map(cutting.cut, phrases) if words]
    every = sorted({word for words in cut for word in words})
    rows = [cutting.spaced(words) for words in cut if len(words) > 1]
    found: list[Condition] = [("f.words @> %s", every)] if every else []
    return found + [("strpos(f.cut_title || E'\\n' || f.cut_body, %s) > 0", row) for row in rows]


def _signed(signs: str) -> Condition:
    """Return the condition that a text has some signs, each of which may be a word, in a row."""
    return "strpos(' ' || f.signs || ' ', %s) > 0", f" {signs} "


def _mark(text: str, phrases: Sequence[Sequence[str]], begin: str, end: str) -> str:
    return cutting.mark(text, cutting.cut(spelling.evened(text)), phrases, begin, end)


def _sought(conditions: Sequence[Condition], past: bool) -> Sought | None:
    if not conditions:
        return None
    holds, values = " AND ".join(each for each, _ in conditions), [value for _, value in conditions]
    return Sought(f"{_table(past)} f", "f.id", holds, values)


def _table(past: bool) -> str:
    return "repository_pasttext" if past else "repository_text"


def _escaped(text: str) -> str:
    """Return a text with what LIKE would read as syntax taken for itself."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
