"""Marking a record that another gave as strictly as its giver has it now: the giver's word, and no officer's act.

It only ever narrows, so it waits for nobody, and no officer takes it back (``editing``) or goes behind it
(``recording.as_given``): Regulation (EU) 2016/794, article 19, lets a provider restrict what it gave later on.
"""

import hashlib
from datetime import datetime

from bowstreet.holdings.governance import terms
from bowstreet.holdings.ledger import recording as ledger
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import composing, recording, rows, withdrawing, writing
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.writing import Act, Making
from bowstreet.vocabulary import tightening
from bowstreet.vocabulary.envelope import Envelope, Terms
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.readers import Reader


def obey(*, reader: Reader, now: datetime, id: str, asked: Terms) -> None:
    """Mark a record of the reader's agency as strictly as asked, in the caller's transaction, never looser than it is.

    One that lies in the trash is marked there. What is gone, is as strict already, or belongs to an import that is not
    admitted stays as it is. ``asked`` is what the giver asks, as terms of the reader's agency.
    """
    held = rows.by_uid(id)
    if held is None or held.agency != reader.agency:
        return
    value, pending = terms.look_up([held.terms_id])[held.terms_id]
    lies = pending and held.terms_id in terms.twins(withdrawing.ACT)
    made = tightening.both(value, asked)
    if value.state is State.ERASED or (pending and not lies) or not tightening.tightened(value, made):
        return
    version = held.version + 1
    writing.rewrite(held.id, _making(held, made, now, lies=lies), version, Act(reader.officer, now, "", writing.OBEYED))
    ledger.record_act(
        actor=reader, event=Event.MARKING_CHANGE, action="record.obey", now=now, records=[held.uid], versions=[version]
    )


def _making(held: Row, made: Terms, now: datetime, *, lies: bool) -> Making:
    """Return a record under other terms; one in the trash under the twin of these, as it lies there."""
    envelope = Envelope(made, rows.particulars([held.particulars_id])[held.particulars_id])
    body = rows.body_of(held.id, held.version)
    making = recording.again(held, composing.kind_of(held.kind), body, now, envelope=envelope)
    if not lies:
        return making
    hashed = hashlib.sha256(f"{held.uid}:{withdrawing.ACT}".encode()).hexdigest()
    return making._replace(terms_id=terms.twin(made, withdrawing.ACT, now), key_hash=hashed)
