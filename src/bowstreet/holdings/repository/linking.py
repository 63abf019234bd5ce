"""The links of a record, both ways, where link and other end open for the reader."""

import json
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate
from bowstreet.holdings.repository import dockets, rows, standing
from bowstreet.holdings.repository.answers import LinkRow
from bowstreet.holdings.repository.reach import Reach
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader

MOST_SHOWN = 200
MOST_COUNTED = 10_000


class Joined(NamedTuple):
    """A link that leads to a record, as its agency stated it, and the record at its other end."""

    id: str
    type: str
    right: int
    left: Row
    agency: str
    terms_id: int
    first_on: str
    last_on: str
    cites: tuple[str, ...]

    @property
    def made_at(self) -> datetime:
        """When it was stated."""
        return made_at(self.id)


def made_at(id: str) -> datetime:
    """Return the moment at which a link was made, which its id tells (UUIDv7, RFC 9562)."""
    return datetime.fromtimestamp(int(id.replace("-", "")[:12], 16) / 1000, UTC)


def first_id(at: datetime) -> str:
    """Return what the ids of all links made from a moment on are not less than.

    >>> first_id(datetime(2026, 3, 2, tzinfo=UTC))
    '019cabd8-3800'
    """
    digits = f"{int(at.timestamp() * 1000):012x}"
    return f"{digits[:8]}-{digits[8:]}"


def joined(found: Collection[Row], types: Collection[LinkType], reach: Reach) -> list[Joined]:
    """Return the links of some types that lead to some records, by id, as the times at which they were made are.

    Only those of which link and other end open to the reader with their content; at most ``MOST_COUNTED`` of them, the
    newest. Nothing has gone out yet: who shows them asks the gate once more, and enters the look.
    """
    own, own_with = gate.within("k.terms_id", reach.sets.body)
    other, other_with = gate.within("o.terms_id", reach.sets.body)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT k.uid, k.type, k.right_id, k.left_id, k.agency, k.terms_id, k.first_on, k.last_on, k.cites"  # noqa: S608
            " FROM repository_link k JOIN repository_record o ON o.id = k.left_id"
            f" WHERE k.right_id {dialect.IN_NUMBERS} AND k.type {dialect.IN_TEXTS} AND {own} AND {other}"
            " ORDER BY k.uid DESC LIMIT %s",
            [json.dumps([each.id for each in found]), json.dumps([str(each) for each in types]), *own_with,
             *other_with, MOST_COUNTED],
        )  # fmt: skip
        told = cursor.fetchall()
    ends = rows.by_ids({each[3] for each in told})
    return [
        Joined(uid, type, right, ends[left], agency, terms_id, first, last, tuple(cites.split("\n")) if cites else ())
        for uid, type, right, left, agency, terms_id, first, last, cites in reversed(told)
    ]


def links(
    row: Row, reach: Reach, reader: Reader, now: datetime, until: datetime | None = None
) -> tuple[tuple[LinkRow, ...], int]:
    """Return the links that open, by type and other end, and how many there are.

    With ``until`` those stated before a moment that stand still, each with the title that the other end had then.
    """
    own, own_with = gate.within("k.terms_id", reach.sets.body)
    other, other_with = gate.within("o.terms_id", reach.sets.meta)
    one_way = (
        "SELECT k.uid, k.type, {outward}, o.id, k.basis, k.grade, k.first_on, k.last_on, k.cites, o.uid AS other,"  # noqa: S608
        " k.agency, k.terms_id"
        " FROM repository_link k JOIN repository_record o ON o.id = k.{far} WHERE k.{near} = %s"
        f" AND {own} AND {other}{'' if until is None else ' AND k.uid < %s AND o.recorded_at < %s'}"
    )
    then = [] if until is None else [first_id(until), str(connection.ops.adapt_datetimefield_value(until))]
    both = " UNION ALL ".join(
        (
            one_way.format(outward=1, far="right_id", near="left_id"),
            one_way.format(outward=0, far="left_id", near="right_id"),
        )
    )
    ends: list[Any] = [row.id, *own_with, *other_with, *then]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM ({both}) k ORDER BY 2, 3 DESC, other LIMIT %s",  # noqa: S608
            [*ends, *ends, MOST_COUNTED],
        )
        found = cursor.fetchall()
    return _rows(row, found[:MOST_SHOWN], reach, reader, now, until), len(found)


def _rows(
    row: Row, found: list[tuple[object, ...]], reach: Reach, reader: Reader, now: datetime, until: datetime | None
) -> tuple[LinkRow, ...]:
    ends = rows.by_ids({int(str(each[3])) for each in found})
    dockets.check_out(reader, ends.values(), reach, now)
    stands = standing.stood_before(ends, until)
    bodies, titled = rows.bodies((row, *ends.values())), rows.bodies_of({id: it.number for id, it in stands.items()})
    owners = dockets.owners(ends.values())
    made = []
    for uid, type, outward, other_id, basis, grade, first, last, cites, _, agency, terms_id in found:
        other = ends[int(str(other_id))]
        depth = reach.depth_of(other.terms_id) or "meta"
        lines, both = str(cites).split("\n") if cites else (), [(each, bodies[each.id]) for each in (row, other)]
        made.append(
            LinkRow(
                id=str(uid), type=str(type), label=str(type).replace("_", " "), outward=bool(outward), other=other.uid,
                other_title=dockets.title(other, depth, titled.get(other.id), owners[other.id]),
                other_kind=catalogue.kind(other.kind).label, basis=str(basis), grade=str(grade),
                owner=owners[other.id], first_seen=rows.day(str(first)), last_seen=rows.day(str(last)),
                evidence=dockets.written(lines, (str(agency), int(str(terms_id))), both, reader, reach),
            )
        )  # fmt: skip
    return tuple(made)
