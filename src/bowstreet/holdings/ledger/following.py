"""How rooms above learn what happened: by reading a store from their own bookmark."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from bowstreet.holdings.ledger import keys, looking, lookups, touching
from bowstreet.holdings.ledger.models import Act, Bookmark
from bowstreet.holdings.ledger.recording import STORE as ACTS
from bowstreet.holdings.ledger.recording import append, without_name

FOLLOWER = "owners"
STEP = 200
_WITHHELD = ("session", "case", "reason", "query", "store", "agency", "number")


@dataclass(frozen=True)
class Followed:
    """One entry as a follower gets it; ``place`` is the bookmark after it."""

    place: int
    agency: str
    number: int
    at: datetime
    fields: dict[str, Any]


Veil = Callable[[str, str, str], str]
"""Through which group a record was touched whose owner may not know who is in it, or nothing.

It is asked of a record, its owner and the agency that looked."""

React = Callable[[Followed, dict[str, Any], datetime], None]
"""What a room above does about a look-up: it, with its own moment, what it was told, and the moment of now."""


def after(store: str, place: int, limit: int = STEP) -> tuple[Followed, ...]:
    """Return the entries of a store (``acts`` or ``lookups``) after a bookmark, all agencies, oldest first."""
    if store == ACTS:
        rows = Act.objects.filter(id__gt=place).order_by("id")[:limit]
        return tuple(Followed(row.id, row.agency, row.number, row.at, json.loads(row.body)) for row in rows)
    with lookups.reading() as reading:
        found = reading.execute(
            "SELECT id, agency, number, at, body FROM entry WHERE id > ? ORDER BY id LIMIT ?", (place, limit)
        ).fetchall()
    return tuple(
        Followed(number, agency, own, datetime.fromisoformat(at), json.loads(body))
        for number, agency, own, at, body in found
    )


def bookmark(name: str) -> int:
    """Return how far a follower has come; a follower of two stores has two names."""
    return Bookmark.objects.filter(name=name).values_list("place", flat=True).first() or 0


def move(name: str, place: int) -> None:
    """Move a follower's bookmark, inside the transaction of what it did; raise ``RuntimeError`` outside one."""
    if not connection.in_atomic_block:
        raise RuntimeError("A bookmark moves in the transaction of its result.")
    Bookmark.objects.update_or_create(
        name=name, defaults={"place": place, "vouched": keys.vouch("bookmark", name, place)}
    )


def pass_on(*, now: datetime, react: React | None = None, veil: Veil | None = None) -> int:
    """Enter in each owner's tree that its records were looked at, and return how many look-ups were passed on.

    The entry bears the look-up's own time, and comes without session, case and reason. Bookmark and entries move in
    one transaction; what was sealed for followers is emptied once they have passed. ``react`` is called in that
    transaction with each look-up that was told something for a room above, what that was, and the moment of now.
    What ``veil`` names a group for is entered without the name of whoever looked.
    """
    done = 0
    while step := _step(now, react, veil):
        done += step
    return done


def _step(now: datetime, react: React | None, veil: Veil | None) -> int:
    mark = bookmark(FOLLOWER)
    with lookups.reading() as store:
        rows = store.execute(
            "SELECT t.place, e.agency, e.number, e.body, t.sealed FROM touched t JOIN entry e ON e.id = t.place"
            " WHERE t.place > ? ORDER BY t.place LIMIT ?",
            (mark, STEP),
        ).fetchall()
        left = store.execute("SELECT EXISTS (SELECT 1 FROM touched WHERE place <= ?)", (mark,)).fetchone()[0]
    if rows:
        mark = rows[-1][0]
        with transaction.atomic():
            passed = bookmark(FOLLOWER)
            for place, agency, number, body, sealed in rows:
                if place > passed:
                    _enter(Followed(place, agency, number, now, json.loads(body)), bytes(sealed), react, veil)
            mark = max(mark, passed)
            move(FOLLOWER, mark)
    if rows or left:
        looking.write(lookups.Passed(mark))
    return len(rows)


def _enter(looked: Followed, sealed: bytes, react: React | None, veil: Veil | None) -> None:
    fields, by_owner = looked.fields, dict[tuple[str, str], list[str]]()
    pairs, told = touching.opened(sealed, looked.agency, fields)
    for record, owner in pairs:
        if owner != looked.agency:
            group = veil(record, owner, looked.agency) if veil and record else ""
            by_owner.setdefault((owner, group), []).append(record)
    kept = {name: value for name, value in fields.items() if name not in _WITHHELD}
    at = datetime.fromisoformat(fields["at"]).astimezone(UTC) if "at" in fields else looked.at
    for (owner, group), touched in sorted(by_owner.items()):
        made = {**kept, "records": [each for each in touched if each], "count": len(touched)}
        append(owner, without_name(made, group) if group else made, at)
    if told and react:
        react(replace(looked, at=at), told, looked.at)
