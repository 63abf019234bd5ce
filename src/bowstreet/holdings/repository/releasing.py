"""A record as its owner releases it: what may be asked for of it, and its terms set apart so that it opens alone."""

from collections.abc import Collection
from datetime import datetime

from bowstreet.holdings.governance import explaining, gate, terms
from bowstreet.holdings.ledger import recording as ledger
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import composing, recording, rows, writing
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.writing import Act
from bowstreet.vocabulary import setting_apart
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden


def asked_for(reader: Reader, id: str, now: datetime) -> tuple[Row, tuple[Action, ...]]:
    """Return a record that the reader sees, and what its owner may be asked for.

    Raise ``Hidden`` for every other alike: a hit is no more to be asked for here than what is hidden.
    """
    held = rows.named(id, gate.permitted(reader, Action.META, now))
    if held is None:
        raise Hidden()
    return held, askable(reader, held, now)


def askable(reader: Reader, held: Row, now: datetime) -> tuple[Action, ...]:
    """Return what the owner of a record that the reader sees may be asked for."""
    value, _ = terms.decisive([held.terms_id])[held.terms_id]
    return explaining.asked_for(reader, value, now)


def set_apart(reader: Reader, now: datetime, id: str, request: str) -> str:
    """Set a record's terms apart for a request, in the caller's transaction, and return their digest.

    It is the record's next version; where they were set apart before they stay as they are. Nothing that is told of the
    record changes, and it is still found by its natural key. Raise ``Hidden`` unless the reader may edit it.
    """
    held = recording.allowed(reader, id, Action.EDIT, now)
    value, _ = terms.decisive([held.terms_id])[held.terms_id]
    if isinstance(value, setting_apart.SetApart):
        return value.digest()
    apart = setting_apart.set_apart(value, request)
    body = rows.body_of(held.id, held.version)
    making = recording.again(held, composing.kind_of(held.kind), body, now)
    making = making._replace(terms_id=terms.intern(apart, now=now))
    writing.rewrite(held.id, making, held.version + 1, Act(reader.officer, now, "", "Envelope changed"))
    ledger.record_act(
        actor=reader, event=Event.MARKING_CHANGE, action="record.re-mark", now=now, records=[held.uid],
        versions=[held.version + 1],
    )  # fmt: skip
    return apart.digest()


def digests(ids: Collection[str]) -> dict[str, str]:
    """Return by the ids of records the digests of their terms, as the gate decides on them."""
    found = rows.by_uids(ids)
    values = terms.decisive({row.terms_id for row in found.values()})
    return {uid: values[row.terms_id][0].digest() for uid, row in found.items() if row.terms_id in values}


def responsible(held: Row) -> str:
    """Return the id of the officer who is responsible for a record; empty where nobody is."""
    return rows.particulars([held.particulars_id])[held.particulars_id].responsible_officer
