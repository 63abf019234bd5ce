"""What imports say of records that existed before: kept until it is admitted, then each record's share whole."""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import models, rows
from bowstreet.holdings.repository.recording import extend_seen
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.writing import Act
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader

SLICE_SECONDS = 0.1
BREATH = 0.05
"""Seconds between two slices: who waits for the writer's lock looks again every 0.1 s, and must find it free."""

ADDED = "Added by an intake"
"""What the history says of it."""

_KEEP = (
    "INSERT INTO repository_addition (act, record_id, digest, draft) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (act, record_id, digest) DO NOTHING"
)

_MENTION = "INSERT INTO repository_mention (act, record_id) VALUES (%s, %s) ON CONFLICT DO NOTHING"


def keep(act: str, held: Row, draft: Draft, body: Mapping[str, Any]) -> None:
    """Keep what a draft says of a record for when the import is admitted, in the caller's transaction."""
    days = _day(draft.first_seen), _day(draft.last_seen)
    said = json.dumps([body, *days, *([True] if draft.older else [])], ensure_ascii=False, sort_keys=True)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [act, held.id, hashlib.sha256(said.encode()).hexdigest(), said])


def extend_all(said: Sequence[tuple[str, Draft, Mapping[str, Any]]], act: Act) -> None:
    """Merge drafts into records of the same import that are pending still, in the caller's transaction."""
    for hashed, draft, body in said:
        held = rows.by_key(hashed)
        if held is not None:
            extend_seen(held, body, act, (draft.first_seen, draft.last_seen), older=draft.older)


def apply(act: str, reader: Reader, now: datetime) -> None:
    """Write all additions of an admitted import that wait; a run that was killed goes on where it stopped."""
    changed = 0
    done = Act(reader.officer, now, act, ADDED)
    while True:
        began = time.monotonic()
        with transaction.atomic():
            waiting = _next(act)
            for record_id in waiting:
                changed += _apply_one(act, record_id, reader, done)
                if time.monotonic() - began > SLICE_SECONDS:
                    break
            if not waiting:
                if changed:
                    recording.record_act(
                        actor=reader, event=Event.ALTERATION, action="import.additions", now=now, count=changed
                    )
                return
        time.sleep(BREATH)


def _next(act: str) -> Sequence[int]:
    found = models.Addition.objects.filter(act=act).order_by("record_id").values_list("record_id", flat=True)
    return list(found.distinct()[:50])


def _apply_one(act: str, record_id: int, reader: Reader, done: Act) -> bool:
    """Write one record's share; the envelope as it stands now decides whether the writer may still add to it."""
    waiting = models.Addition.objects.filter(act=act, record_id=record_id).order_by("id")
    changed = False
    editable = gate.permitted(reader, Action.EDIT, done.at)
    for draft in waiting.values_list("draft", flat=True):
        held = rows.by_ids([record_id]).get(record_id)
        if held is not None and held.terms_id in editable:
            body, first, last, *older = json.loads(draft)
            changed |= extend_seen(held, body, done, (rows.day(first), rows.day(last)), older=bool(older))
    with connection.cursor() as cursor:
        cursor.execute(_MENTION, [act, record_id])
    waiting.delete()
    return changed


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
