"""Writing composed records with raw statements: in bulk for imports, one by one for the rest.

Every function runs inside the caller's transaction.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import gists, guises, indexes, superseding
from bowstreet.holdings.repository.composing import Composed, Kept
from bowstreet.holdings.repository.gists import Counted
from bowstreet.holdings.repository.searching import written
from bowstreet.vocabulary.drafts import Told
from bowstreet.vocabulary.envelope import Particulars

_RECORD = (
    "id, uid, kind, agency, terms_id, particulars_id, version, key_hash, market,"
    " products, grade, first_on, last_on, recorded_at, changed_at, changed_by, origin"
)
_VERSION = "record_id, number, at, by, act, what, terms_id, particulars_id, body, first_on, last_on, told"
_SELECTOR = "type, value, record_id, terms_id, depth, agency"
_COUNT = (
    "INSERT INTO repository_frequency (type, value, terms_id, depth, n) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (type, value, terms_id, depth) DO UPDATE SET n = repository_frequency.n + excluded.n"
)


OBEYED: Final = "Marked anew by its giver"
"""What the history says of a version by which a record was marked as strictly as its giver has it."""


class Before(NamedTuple):
    """A version before the last of a record that came by exchange: what is kept of it, and who made it elsewhere."""

    kept: Kept
    particulars_id: int
    told: Told


class Making(NamedTuple):
    """One record about to be written; a new one may have versions before its last, the oldest first.

    ``told`` says who made the last one where that was elsewhere.
    """

    uid: str
    kind: str
    agency: str
    key_hash: str
    terms_id: int
    particulars_id: int
    grade: str
    composed: Composed
    told: Told | None = None
    earlier: tuple[Before, ...] = ()

    @property
    def version(self) -> int:
        """The number of the last version of a new record."""
        return len(self.earlier) + 1


@dataclass(frozen=True, slots=True)
class Act:
    """By whom, when and by what act something is written, and what the history says of it."""

    by: str
    at: datetime
    act: str
    what: str


def particulars_id(particulars: Particulars) -> int:
    """Return the id of a value of particulars, recording it when it is new."""
    value = particulars.as_json()
    digest = _digest(value)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM repository_particulars WHERE digest = %s", [digest])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(
                "INSERT INTO repository_particulars (digest, value) VALUES (%s, %s) RETURNING id", [digest, value]
            )
            row = cursor.fetchone()
    return int(row[0])


def write(makings: Sequence[Making], act: Act) -> None:
    """Write new records with their versions, selectors, counts and texts; all that come at once are of one moment."""
    with connection.cursor() as cursor:
        first = _last(cursor, "repository_record") + 1
        at = connection.ops.adapt_datetimefield_value(act.at)
        numbered = list(enumerate(makings, first))
        dialect.insert(cursor, "repository_record", _RECORD, [
            (id, m.uid, m.kind, m.agency, m.terms_id, m.particulars_id, m.version, m.key_hash, m.composed.market,
             m.composed.products, m.grade, m.composed.first_on, m.composed.last_on, at, at, act.by, "local")
            for id, m in numbered
        ])  # fmt: skip
        versions = (each for id, m in numbered for each in (*_earlier(id, m, act), _version(id, m.version, m, act)))
        dialect.insert(cursor, "repository_version", _VERSION, versions)
        _write_content(cursor, numbered)


def rewrite(record_id: int, making: Making, number: int, act: Act) -> None:
    """Write a record's next version and put its selectors and texts in the place of the former ones.

    Its attachments follow its terms.
    """
    with connection.cursor() as cursor:
        at = connection.ops.adapt_datetimefield_value(act.at)
        composed = making.composed
        superseding.keep(cursor, record_id, composed, act.at)
        cursor.execute(
            "UPDATE repository_record SET version = %s, terms_id = %s, particulars_id = %s, key_hash = %s, market = %s,"
            " products = %s, grade = %s, first_on = %s, last_on = %s, changed_at = %s, changed_by = %s WHERE id = %s",
            [number, making.terms_id, making.particulars_id, making.key_hash, composed.market, composed.products,
             making.grade, composed.first_on, composed.last_on, at, act.by, record_id],
        )  # fmt: skip
        cursor.execute(
            "UPDATE repository_attachment SET terms_id = %s WHERE record_id = %s", [making.terms_id, record_id]
        )
        dialect.insert(cursor, "repository_version", _VERSION, [_version(record_id, number, making, act)])
        words, handles = indexes.texts.words_of(cursor, [record_id]), guises.handles_of(cursor, [record_id])
        _remove_content(cursor, record_id)
        _write_content(cursor, [(record_id, making)])
        indexes.texts.forget(cursor, set(words).difference(indexes.texts.words_of(cursor, [record_id])))
        guises.forget(cursor, handles)


def remove_content(record_ids: Sequence[int]) -> None:
    """Take away records' selectors, their counts, their texts and gists, and words and guises of theirs alone.

    What they said in the past goes with it.
    """
    with connection.cursor() as cursor:
        words = indexes.texts.words_of(cursor, record_ids)
        handles = {*guises.handles_of(cursor, record_ids), *guises.past_handles_of(cursor, record_ids)}
        for each in record_ids:
            _remove_content(cursor, each)
        indexes.texts.forget(cursor, words)
        superseding.forget(cursor, record_ids)
        guises.forget(cursor, handles)


def _remove_content(cursor: CursorWrapper, record_id: int) -> None:
    cursor.execute(
        "UPDATE repository_frequency SET n = n - 1 WHERE (type, value, terms_id, depth) IN"
        " (SELECT type, value, terms_id, depth FROM repository_selector WHERE record_id = %s)", [record_id],
    )  # fmt: skip
    cursor.execute("DELETE FROM repository_selector WHERE record_id = %s", [record_id])
    cursor.execute("DELETE FROM repository_text WHERE record_id = %s", [record_id])
    cursor.execute("DELETE FROM repository_gist WHERE id = %s", [record_id])


def _version(record_id: int, number: int, making: Making, act: Act) -> tuple[object, ...]:
    at, composed = connection.ops.adapt_datetimefield_value(act.at), making.composed
    return (
        record_id, number, at, act.by, act.act, act.what, making.terms_id, making.particulars_id,
        composed.body, composed.first_on, composed.last_on, making.told.as_json() if making.told else None,
    )  # fmt: skip


def _earlier(record_id: int, making: Making, act: Act) -> Iterator[tuple[object, ...]]:
    """Yield the versions before the last; the terms of a record are those of its last version in all of them."""
    at = connection.ops.adapt_datetimefield_value(act.at)
    for number, each in enumerate(making.earlier, 1):
        yield (
            record_id, number, at, act.by, act.act, act.what, making.terms_id, each.particulars_id,
            *each.kept, each.told.as_json(),
        )  # fmt: skip


def _write_content(cursor: CursorWrapper, numbered: Sequence[tuple[int, Making]]) -> None:
    selectors = [
        (type, value, id, m.terms_id, depth, m.agency)
        for id, m in numbered
        for type, value, depth in m.composed.selectors
    ]
    dialect.insert(cursor, "repository_selector", _SELECTOR, selectors)
    counts = Counter((type, value, terms, depth) for type, value, _, terms, depth, _ in selectors)
    dialect.write(cursor, _COUNT, [(*key, n) for key, n in counts.items()])
    gists.write(
        cursor, [Counted(id, m.terms_id, m.kind, m.agency, m.grade, m.composed) for id, m in numbered]
    )  # fmt: skip
    indexes.texts.write(cursor, [
        written((id, m.terms_id), depth, title, body) for id, m in numbered for depth, title, body in m.composed.texts
    ])  # fmt: skip


def _last(cursor: CursorWrapper, table: str) -> int:
    cursor.execute(f"SELECT max(id) FROM {table}")  # noqa: S608 - the two names stand above
    return int(cursor.fetchone()[0] or 0)


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
