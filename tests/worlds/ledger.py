"""An empty ledger with keys, and invented officers who write into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from tests.worlds import engines

from bowstreet.holdings.ledger import keys, looking, lookups, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


def reader(officer: str = "o-1", agency: str = "north", role: Role = Role.ANALYST, **more: Any) -> Reader:
    purpose = more.pop("purpose", Purpose.OPERATIONAL_ANALYSIS)
    return Reader(officer=officer, agency=agency, role=role, purpose=purpose, session="web:1", **more)


def overseer(agency: str = "north") -> Reader:
    role, purpose = Role.DATA_PROTECTION_OFFICER, Purpose.DATA_PROTECTION_CONTROL
    return Reader(officer="dpo", agency=agency, role=role, purpose=purpose, session="web:2")


def fresh(*agencies: str) -> dict[str, str]:
    """Empty both stores, make the node's keys and one sealing key an agency; return the private halves."""
    engines.lookups_gone()
    engines.acts_gone()
    keys.make_node_keys(Path(settings.STATE) / "keys")
    private = {}
    for agency in agencies:
        public, private[agency] = keys.agency_keys()
        keys.know_agency(agency, public)
    return private


def act(who: Reader | None = None, action: str = "record.new", **more: Any) -> int:
    fields = {"event": Event.COLLECTION, "now": NOW, "records": ("r-1",)} | more
    with transaction.atomic():
        return recording.record_act(actor=who or reader(), action=action, **fields)


def look(who: Reader | None = None, action: str = "record.show", **more: Any) -> None:
    fields = {"event": Event.CONSULTATION, "now": NOW, "records": ("r-1",)} | more
    looking.note(actor=who or reader(), action=action, **fields)


def some(count: int, agency: str = "north") -> None:
    for number in range(count):
        act(reader(agency=agency), now=NOW + timedelta(seconds=number))
        look(reader(agency=agency), now=NOW + timedelta(seconds=number, milliseconds=500))


@contextmanager
def tampering(file: str) -> Iterator[Any]:
    """Give a cursor to somebody who owns the disk: the triggers are gone."""
    if file == "lookups":
        store = lookups.connect()
        with engines.without_triggers(store.execute):
            yield store
        store.close()
        return
    with connection.cursor() as cursor, engines.without_triggers(connection.connection.execute, "ledger_%"):
        yield cursor
