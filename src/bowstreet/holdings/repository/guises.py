"""The forms of all handles, and under each part of a form where it stands: handles in disguise are found by these.

Beside the forms of a handle stand, each under one key, the whole names that it may hold.

Derived from the selectors by a follower, those of past days too, so that recording never waits for it; emptied in the
transaction that takes the last selector of a handle away. What stands here depends on hidden handles, too: it only
says which handles are asked for, and the gate is asked for their records.

A posting is the signature of a form and the last 16 bits of the guise's number. Postings of one key lie together
in a row for each 65,536 guises, so that a key of many names is few rows, and one name more rewrites one of them.
"""

import json
import struct
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.ledger import following
from bowstreet.vocabulary import enclosing, folding, likeness
from bowstreet.vocabulary.selector_types import SelectorType

FOLLOWER = "guises"
STEP = 4_000
"""So many selectors are followed in one transaction, of all types: some tenths of a second."""

_PLACE = f"{FOLLOWER}-{folding.NUMBER}"
NOW, PAST = "repository_selector", "repository_pastselector"
_FOLLOWED = ((NOW, ""), (PAST, "-past"))
"""The tables that are followed, the selectors that stand first, and how the name of the bookmark ends."""

_POSTING = struct.Struct("<QH")
_RANGE = 16
_ROW = 20
"""So many bits of a row's number say which range of guises it is of; the key stands before them."""

_BITS = 2 * likeness.MOST
_IS_HANDLE = f"s.type = '{SelectorType.HANDLE.value}'"
_NEW = (
    f"SELECT s.value FROM {{0}} s WHERE s.id > %s AND s.id <= %s AND {_IS_HANDLE}"  # noqa: S608
    " AND NOT EXISTS (SELECT 1 FROM repository_guise p WHERE p.value = s.value) ORDER BY s.id"
)
_APPEND = (
    "INSERT INTO repository_posting (id, held) VALUES (%s, %s)"  # noqa: S608
    f" ON CONFLICT (id) DO UPDATE SET held = CAST(repository_posting.held || excluded.held AS {dialect.BYTES})"
)
_POSTED = (
    f"SELECT p.id, p.held FROM {dialect.LISTED} CROSS JOIN repository_posting p"  # noqa: S608
    f" WHERE p.id BETWEEN {dialect.NUMBER} AND {dialect.NUMBER} + {(1 << _ROW) - 1}"
)
HANDLES_OF = (
    f"SELECT DISTINCT s.value FROM {dialect.LISTED} CROSS JOIN repository_selector s"  # noqa: S608
    f" WHERE s.record_id = {dialect.NUMBER} AND {_IS_HANDLE}"
)
"""Crossed, because the planner would walk all handles for those of a few records, and writers wait meanwhile."""

_PAST_HANDLES_OF = (
    f"SELECT DISTINCT s.value FROM {dialect.LISTED} CROSS JOIN repository_past p CROSS JOIN repository_pastselector s"  # noqa: S608
    f" WHERE p.record_id = {dialect.NUMBER} AND s.past_id = p.id AND {_IS_HANDLE}"
)
_GONE = (
    f"SELECT p.id, p.form FROM {dialect.LISTED} CROSS JOIN repository_guise p WHERE p.value = {dialect.TEXT}"  # noqa: S608
    + "".join(
        f" AND NOT EXISTS (SELECT 1 FROM {table} s WHERE {_IS_HANDLE} AND s.value = p.value)"  # noqa: S608
        for table, _ in _FOLLOWED
    )
)


def keep_up() -> bool:
    """Take in the handles of the next selectors, in one transaction, and say whether there are more."""
    if not is_behind():
        return False
    with transaction.atomic(), connection.cursor() as cursor:
        table, place, last = next(_behind(cursor))
        if place == 0 and table == _FOLLOWED[0][0]:
            _clear(cursor)
        until = min(place + STEP, last)
        cursor.execute(_NEW.format(table), [place, until])
        _post(cursor, dict.fromkeys(value for (value,) in cursor.fetchall()))
        following.move(_place(table), until)
        return next(_behind(cursor), None) is not None


def is_behind() -> bool:
    """Say whether there are selectors that were not followed yet."""
    with connection.cursor() as cursor:
        return next(_behind(cursor), None) is not None


def waiting() -> tuple[tuple[str, int], ...]:
    """Return the tables of selectors that were not followed to their end, each with the number followed last."""
    with connection.cursor() as cursor:
        return tuple((table, place) for table, place, _ in _behind(cursor))


def handles_of(cursor: CursorWrapper, records: Collection[int]) -> tuple[str, ...]:
    """Return the handles among the selectors of some records."""
    cursor.execute(HANDLES_OF, [json.dumps(list(records))])
    return tuple(value for (value,) in cursor.fetchall())


def past_handles_of(cursor: CursorWrapper, records: Collection[int]) -> tuple[str, ...]:
    """Return the handles among the selectors that some records had on past days."""
    cursor.execute(_PAST_HANDLES_OF, [json.dumps(list(records))])
    return tuple(value for (value,) in cursor.fetchall())


def forget(cursor: CursorWrapper, handles: Collection[str]) -> None:
    """Take away the guises of handles that no record has any more, in the caller's transaction."""
    if not handles:
        return
    cursor.execute(_GONE, [json.dumps(list(handles))])
    gone = cursor.fetchall()
    taken: dict[int, set[int]] = defaultdict(set)
    for id, form in gone:
        for key in likeness.keys(form):
            taken[key << _ROW | id >> _RANGE].add(id & (1 << _RANGE) - 1)
    for row, lows in taken.items():
        _take_out(cursor, row, lows)
    cursor.execute(
        f"DELETE FROM repository_guise WHERE id {dialect.IN_NUMBERS}",  # noqa: S608
        [json.dumps([id for id, _ in gone])],
    )


def near(name: str) -> Iterator[tuple[str, likeness.Likeness]]:
    """Yield the handles whose name is like a name, with how alike, in no order; a handle may come more than once."""
    mine, whole, parts = folding.forms(name), enclosing.whole(name), enclosing.parts(name)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.value, p.form FROM {dialect.LISTED} CROSS JOIN repository_guise p WHERE p.id = {dialect.NUMBER}",  # noqa: S608
            [str(list(_alike(_wanted(mine, whole, parts))))],
        )
        found = cursor.fetchall()
    for value, form in found:
        its = value.partition(":")[2]
        if form.startswith(likeness.PART):
            alike = likeness.ENCLOSED if form == f"{likeness.PART}{whole}" else None
        else:
            alike = likeness.likeness_of(mine, its, form)
            if alike is None and form in parts and form == enclosing.whole(its):
                alike = likeness.ENCLOSED
        if alike is not None:
            yield value, alike


def _wanted(forms: tuple[str, ...], whole: str, parts: tuple[str, ...]) -> dict[int, list[int]]:
    """Return the keys that are asked for, of each the signatures: of near forms, of names within, of names around."""
    signs: dict[int, list[int]] = defaultdict(list)
    for form in (*forms, f"{likeness.PART}{whole}") if whole else forms:
        for key in likeness.wanted(form):
            signs[key].append(likeness.signature(form))
    for part in parts:
        signs[likeness.keys(part)[0]].append(likeness.signature(part))
    return signs


def _alike(signs: dict[int, list[int]]) -> set[int]:
    """Return the numbers of the guises that stand under one of some keys and have nearly its signs."""
    found: set[int] = set()
    with connection.cursor() as cursor:
        cursor.execute(_POSTED, [str([key << _ROW for key in signs])])
        for row, held in cursor.fetchall():
            first = (row & (1 << _ROW) - 1) << _RANGE
            for mine in signs[row >> _ROW]:
                found.update(
                    first | low for its, low in _POSTING.iter_unpack(held) if (its ^ mine).bit_count() <= _BITS
                )
    return found


def _post(cursor: CursorWrapper, handles: Iterable[str]) -> None:
    posted: dict[int, bytearray] = defaultdict(bytearray)
    cursor.execute("SELECT coalesce(max(id), 0) FROM repository_guise")
    spelled = [(value, form) for value in handles for form in _forms(value.partition(":")[2])]
    added = [(id, *each) for id, each in enumerate(spelled, cursor.fetchone()[0] + 1)]
    for id, _, form in added:
        posting = _POSTING.pack(likeness.signature(form), id & (1 << _RANGE) - 1)
        for key in likeness.keys(form):
            posted[key << _ROW | id >> _RANGE] += posting
    dialect.insert(cursor, "repository_guise", "id, value, form", added)
    dialect.write(cursor, _APPEND, sorted((row, bytes(held)) for row, held in posted.items()))


def _forms(name: str) -> Iterator[str]:
    """Yield the forms of a name, and the whole names that it may hold."""
    yield from folding.forms(name)
    yield from (f"{likeness.PART}{part}" for part in enclosing.parts(name))


def _take_out(cursor: CursorWrapper, row: int, lows: Collection[int]) -> None:
    cursor.execute("SELECT held FROM repository_posting WHERE id = %s", [row])
    found = cursor.fetchone()
    held = _POSTING.iter_unpack(found[0]) if found else ()
    left = b"".join(_POSTING.pack(its, low) for its, low in held if low not in lows)
    if left:
        cursor.execute("UPDATE repository_posting SET held = %s WHERE id = %s", [left, row])
    else:
        cursor.execute("DELETE FROM repository_posting WHERE id = %s", [row])


def _clear(cursor: CursorWrapper) -> None:
    """Empty what another way of folding left."""
    for table in ("repository_guise", "repository_posting"):
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - the two names stand above


def _behind(cursor: CursorWrapper) -> Iterator[tuple[str, int, int]]:
    """Yield the tables that were not followed to their end, each with how far it was and its last number."""
    for table, _ in _FOLLOWED:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")  # noqa: S608 - the names stand above
        last, place = int(cursor.fetchone()[0]), following.bookmark(_place(table))
        if place < last:
            yield table, place, last


def _place(table: str) -> str:
    return _PLACE + dict(_FOLLOWED)[table]
