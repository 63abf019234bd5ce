"""Records as they stand in the tables, read for the acts and queries of this room; nothing here goes out."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.repository import fetching, models
from bowstreet.vocabulary.envelope import Particulars
from bowstreet.vocabulary.refusals import Refusal, Sort

COLUMNS = (
    "r.id, r.uid, r.kind, r.agency, r.terms_id, r.particulars_id, r.version, r.key_hash, r.market, r.products,"
    " r.grade, r.first_on, r.last_on, coalesce(r.recorded_at, NULL), coalesce(r.changed_at, NULL), r.changed_by"
)


_SHORT_ID, _ID = re.compile("[0-9a-f]{8}"), re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Row(NamedTuple):
    """One record's row. ``id`` never leaves the database. Moments are read from their texts when they are asked for."""

    id: int
    uid: str
    kind: str
    agency: str
    terms_id: int
    particulars_id: int
    version: int
    key_hash: str
    market: str | None
    products: str
    grade: str
    first_on: str
    last_on: str
    recorded: str
    changed: str
    changed_by: str

    @property
    def recorded_at(self) -> datetime:
        """When it was recorded, in UTC."""
        return moment(self.recorded)

    @property
    def changed_at(self) -> datetime:
        """When its current version was written, in UTC."""
        return moment(self.changed)


class SeveralRecords(Refusal):
    """A short id that several records have which the reader may see."""

    sort = Sort.CONFLICT

    def __init__(self, found: Iterable[Row]) -> None:
        """Name them."""
        super().__init__(
            f"Several records have this short id; give one whole: {', '.join(each.uid for each in sorted(found))}."
        )


def named(id: str, within: Collection[int]) -> Row | None:
    """Return the row of a record by its id or short id among the terms given, None where there is none among them.

    Raise ``SeveralRecords`` where a short id is that of several among them.
    """
    found = [row for row in _many(*identified(id)) if row.terms_id in within]
    if len(found) > 1:
        raise SeveralRecords(found)
    return found[0] if found else None


def is_id(text: str) -> bool:
    """Say whether a text is written as the id or the short id of a record.

    >>> is_id("0F3A9C2E"), is_id("0f3a9c2")
    (True, False)
    """
    return bool(_SHORT_ID.fullmatch(text.lower()) or _ID.fullmatch(text.lower()))


def identified(id: str) -> tuple[str, str]:
    """Return the condition on records (``r``), and its value, of an id or short id in letters of either case."""
    plain = id.strip().lower()
    return (f"{dialect.ending('r.uid', 8)} = %s" if _SHORT_ID.fullmatch(plain) else "r.uid = %s"), plain


def by_uid(uid: str) -> Row | None:
    """Return the row of a record, None for an id that nothing has."""
    return _one("r.uid = %s", uid)


def by_key(key_hash: str) -> Row | None:
    """Return the row of the record with a natural key and terms."""
    return _one("r.key_hash = %s", key_hash)


def by_keys(hashes: Iterable[str]) -> dict[str, Row]:
    """Return rows by the hash of natural key and terms."""
    found = _many(f"r.key_hash {dialect.IN_TEXTS}", json.dumps(list(hashes)))
    return {row.key_hash: row for row in found}


def by_ids(ids: Iterable[int]) -> dict[int, Row]:
    """Return rows by running number."""
    return {row.id: row for row in _many(f"r.id {dialect.IN_NUMBERS}", json.dumps(list(ids)))}


def by_uids(uids: Iterable[str]) -> dict[str, Row]:
    """Return rows by id."""
    return {row.uid: row for row in _many(f"r.uid {dialect.IN_TEXTS}", json.dumps(list(uids)))}


def body_of(record_id: int, number: int) -> dict[str, Any]:
    """Return the body of a version."""
    text = models.Version.objects.values_list("body", flat=True).get(record_id=record_id, number=number)
    return dict(json.loads(text))


def bodies(current: Iterable[Row]) -> dict[int, dict[str, Any]]:
    """Return the current bodies of some rows by running number."""
    pairs = json.dumps([row.id for row in current])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.record_id, v.body FROM repository_record r JOIN repository_version v"  # noqa: S608
            f" ON v.record_id = r.id AND v.number = r.version WHERE r.id {dialect.IN_NUMBERS}",
            [pairs],
        )
        return {id: json.loads(body) for id, body in cursor.fetchall()}


def bodies_of(numbers: Mapping[int, int]) -> dict[int, dict[str, Any]]:
    """Return bodies by running number of the record, each of the version whose number is given."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT v.record_id, v.body FROM {dialect.LISTED} CROSS JOIN repository_version v"  # noqa: S608
            f" WHERE v.record_id = {dialect.number(0)} AND v.number = {dialect.number(1)}",
            [json.dumps(list(numbers.items()))],
        )
        return {id: json.loads(body) for id, body in cursor.fetchall()}


def particulars(ids: Iterable[int]) -> dict[int, Particulars]:
    """Return values of particulars by id."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, value FROM repository_particulars WHERE id {dialect.IN_NUMBERS}",  # noqa: S608
            [json.dumps(sorted(set(ids)))],
        )
        return {id: _particulars(value) for id, value in cursor.fetchall()}


@lru_cache(maxsize=1000)
def _particulars(value: str) -> Particulars:
    return Particulars.from_json(value)


def moment(value: Any) -> datetime:
    """Return a moment as Django or SQLite gives it, in UTC."""
    read = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def day(stored: str | None) -> date | None:
    """Return a day as it is stored; None where none was stated."""
    return date.fromisoformat(stored) if stored else None


def _one(where: str, value: str) -> Row | None:
    found = _many(where, value)
    return found[0] if found else None


def _many(where: str, value: str) -> list[Row]:
    found = map(Row._make, fetching.at_once(COLUMNS, f"repository_record r WHERE {where}", [value]))
    return sorted(found, key=lambda row: row.id)
