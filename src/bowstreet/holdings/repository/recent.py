"""Records in short: what an officer saw and changed last, and what is named elsewhere, as far as it still opens."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection

from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking, lookups
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import dockets, rows
from bowstreet.holdings.repository.answers import Glance
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import Reader

_LOOKED_BACK = 200


def seen(*, reader: Reader, now: datetime, limit: int = 8) -> tuple[Glance, ...]:
    """Return the records that the reader opened last, each once, by the reader's own entries in the ledger."""
    reach = reach_of(reader, now)
    looked: dict[str, datetime] = {}
    for at, body in _entries(reader):
        fields = json.loads(body)
        if fields["action"] == "record.show" and fields["records"] and fields["result"] == "permit":
            looked.setdefault(fields["records"][0], rows.moment(at))
    found = rows.by_uids(looked)
    kept = [(found[uid], at) for uid, at in looked.items() if uid in found]
    return _glances(kept, reach, reader, now, limit)


def named(*, reader: Reader, now: datetime, ids: Collection[str], action: str) -> dict[str, Glance]:
    """Return those of some records that open, by their ids; the look is in the ledger before it is given."""
    found = rows.by_uids(ids)
    kept = [(row, row.changed_at) for row in found.values()]
    shown = _glances(kept, reach_of(reader, now), reader, now, len(kept), action)
    return {each.id: each for each in shown}


def edited(*, reader: Reader, now: datetime, limit: int = 8) -> tuple[Glance, ...]:
    """Return the records that the reader changed last, newest first."""
    reach = reach_of(reader, now)
    allowed, allowed_with = gate.within("r.terms_id", reach.sets.meta)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT r.id FROM repository_record r WHERE r.changed_by = %s AND {allowed}"  # noqa: S608
            " ORDER BY r.changed_at DESC, r.uid DESC LIMIT %s",
            [reader.officer, *allowed_with, limit],
        )
        ids = [row[0] for row in cursor.fetchall()]
    found = rows.by_ids(ids)
    return _glances([(found[id], found[id].changed_at) for id in ids], reach, reader, now, limit)


def _entries(reader: Reader) -> Sequence[tuple[str, str]]:
    with lookups.reading() as store:
        return store.execute(
            "SELECT at, body FROM entry WHERE agency = ? AND officer = ? AND event = ?"
            " ORDER BY at DESC, number DESC LIMIT ?",
            (reader.agency, reader.officer, Event.CONSULTATION.value, _LOOKED_BACK),
        ).fetchall()


def _glances(
    kept: Sequence[tuple[Row, datetime]],
    reach: Reach,
    reader: Reader,
    now: datetime,
    limit: int,
    action: str = "recent",
) -> tuple[Glance, ...]:
    shown = [(row, at) for row, at in kept if reach.depth_of(row.terms_id)][:limit]
    some = [row for row, _ in shown]
    dockets.check_out(reader, some, reach, now)
    bodies, on_top = rows.bodies(some), dockets.dockets(some, reader, reach)
    glances = []
    for row, at in shown:
        depth = reach.depth_of(row.terms_id) or "meta"
        title = dockets.title(row, depth, bodies[row.id], on_top[row.id].owner)
        market = row.market if depth != "meta" else None
        glances.append(Glance(row.uid, title, catalogue.kind(row.kind).label, market, on_top[row.id], at, row.version))
    if glances:
        looking.note(
            actor=reader, event=Event.CONSULTATION, action=action, now=now, records=[each.id for each in glances],
            touched=[(row.uid, row.agency) for row in some if row.agency != reader.agency],
        )  # fmt: skip
    return tuple(glances)
