"""Pushing to a peer: what stands in the collection of an agreement and was not sent yet is handed in to the peer's.

What leaves is entered before it does. A sending that was cut off is sent again, as far as it may still leave; a server
of TAXII takes the same version of an object once. What came after it waits until it is there.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final

from django.db import transaction

from bowstreet.casework.sharing import agreeing, collecting, disclosing, models, speaking, viewing, wire
from bowstreet.casework.sharing.collecting import Asked
from bowstreet.casework.sharing.disclosing import Left
from bowstreet.casework.sharing.viewing import Kept, View
from bowstreet.casework.sharing.wire import Line, Lost, Told
from bowstreet.holdings.governance import onlookers, terms
from bowstreet.holdings.ledger import chance
from bowstreet.holdings.repository import advancing
from bowstreet.holdings.repository.advancing import Written
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.refusals import Refusal, Sort

MOST_OBJECTS: Final = 500
"""So many objects are sent at once."""

MOST_BYTES: Final = 8 << 20
"""So many bytes of objects are sent at once, or one object alone."""

MOST_PENDING: Final = 50
"""So many sendings may wait at the peer; until some are taken in nothing more is sent."""

_NOWHERE_NAMED: Final = ""
_GONE: Final = -1


class NothingGoes(Refusal):
    """Why nothing is sent now."""

    sort = Sort.CONFLICT


class _Outward(View):
    """A collection as it opens to a party outside this node, which no envelope names.

    An agreement is leave to pass on what its owner opens to any other agency, and opens nothing by itself: scope, TLP,
    purposes and classification are asked as of an agency that is nowhere named.
    """

    def lets(self, some: Sequence[Kept]) -> list[Kept]:
        """Return of some objects those that may be given."""
        found = super().lets(some)
        stands = advancing.standing(viewing.ends(found))
        ids = {id for each in found for id in _marks(each, stands)}
        opens = {id for id, (value, _) in terms.look_up(ids).items() if self._reaches(id, value)}
        return [each for each in found if _marks(each, stands) <= opens]

    def _reaches(self, id: int, value: Terms) -> bool:
        if id not in self._reached:
            self._reached[id] = onlookers.reaches(
                value, agency=_NOWHERE_NAMED, asker=_NOWHERE_NAMED, purposes=self.sieve.purposes, now=self.now
            )
        return self._reached[id]

    @cached_property
    def _reached(self) -> dict[int, bool]:
        return {}


def _marks(each: Kept, stands: Mapping[str, Written]) -> set[int]:
    """Return the terms of an object and of the records that it tells of; of one that is gone none that there is."""
    ends = {stands[end].terms_id if end in stands else _GONE for end in (each.record, each.other) if end}
    return ends | ({each.terms_id} if each.terms_id else set())


def push(held: models.Peer, now: datetime) -> bool:
    """Send a peer the next part of what is new for it, and say whether there is more; ask what became of the former.

    Raise ``NotReached`` or ``NothingGoes`` with a sentence.
    """
    agreement = held.agreement
    if agreement is None or not agreeing.stands(agreement, now.date()):
        raise NothingGoes("Nothing leaves today under the agreement with this peer.")
    reader, line = speaking.reader(held, now), speaking.line(held)
    _ask_after(held, line, now)
    if models.Sending.objects.filter(peer=held, state="pending").count() >= MOST_PENDING:
        raise NothingGoes(f"{MOST_PENDING} sendings wait at the peer to be taken in; more is sent when fewer do.")
    view = _Outward(agreement, reader, now)
    sending = models.Sending.objects.filter(peer=held, state="going").first()
    if sending is None:
        found = _cut(viewing.whole(collecting.objects_of(view, Asked(after=held.place, limit=MOST_OBJECTS))))
        if not found:
            return False
        sending = _begun(held, view, found)
    _send(held, line, view, sending)
    return True


def _begun(held: models.Peer, view: View, found: Sequence[Kept]) -> models.Sending:
    """Enter what is about to leave and keep that it does, in one transaction."""
    reader, now = view.reader, view.now
    with transaction.atomic():
        left = _left(view, found)
        released = models.Release.objects.filter(agreement=view.held, receiver=held.name)
        known = set(released.values_list("record", "version"))
        models.Release.objects.bulk_create(
            [
                models.Release(
                    agreement=view.held, receiver=held.name, record=each.id, version=each.version, at=now,
                    by=reader.officer,
                )
                for each in left
                if (each.id, each.version) not in known
            ]
        )  # fmt: skip
        if left:
            disclosing.disclose(reader, now, "node.pushed", left, recipients=[held.name])
        return models.Sending.objects.create(
            id=chance.identifier(held.agency, f"sending:{held.id}:{held.place}", now), peer=held, after=held.place,
            until=found[-1].added_at, at=now, state="going",
            records=json.dumps([[each.id, each.version] for each in left]),
        )  # fmt: skip


def _cut(found: Sequence[Kept]) -> list[Kept]:
    size, page = 0, list[Kept]()
    for each in found[:MOST_OBJECTS]:
        size += len(each.raw or b"")
        if page and size > MOST_BYTES:
            break
        page.append(each)
    return page


def _left(view: View, found: Sequence[Kept]) -> list[Left]:
    """Return the records of which something leaves, each in the version that stands in line."""
    line = models.SharedObject.objects.filter(agreement=view.held, last=True, record__in=list(viewing.ends(found)))
    return [
        Left(id, version, view.held.giver) for id, version in line.order_by("record").values_list("record", "version")
    ]


def _send(held: models.Peer, line: Line, view: View, sending: models.Sending) -> None:
    """Hand in what may leave of a sending, and go on past it; raise ``NotReached`` where the peer did not take it.

    What was not entered when it began is no part of it, also where it opens by now.
    """
    every = collecting.objects_of(view, Asked(after=sending.after, limit=2 * MOST_OBJECTS))
    entered = {record for record, _ in json.loads(sending.records)}
    found = [each for each in every if each.added_at <= sending.until and viewing.ends([each]) <= entered]
    view.check_out(found)
    told = wire.post(line, [each.raw for each in viewing.whole(found) if each.raw]) if found else None
    with transaction.atomic():
        sending.state, sending.status = ("over", "") if told is None or told.is_over else ("pending", told.id)
        sending.save(update_fields=["state", "status"])
        models.Peer.objects.filter(pk=held.pk).update(place=sending.until)
        if told is not None and told.is_over:
            _received(held, sending, told, view.now)
    held.place = sending.until


def _ask_after(held: models.Peer, line: Line, now: datetime) -> None:
    """Ask what became of what waits at the peer; what it has taken in has its receipt."""
    for sending in models.Sending.objects.filter(peer=held, state="pending").order_by("at"):
        try:
            told = wire.status(line, sending.status)
        except Lost:
            told = None
        if told is not None and not told.is_over:
            continue
        with transaction.atomic():
            models.Sending.objects.filter(pk=sending.pk).update(state="over")
            if told is not None:
                _received(held, sending, told, now)


def _received(held: models.Peer, sending: models.Sending, told: Told, now: datetime) -> None:
    """Note the receipt of what a peer has taken in, unless it says that it did not take all of it."""
    if told.failures:
        return
    for record, version in json.loads(sending.records):
        models.Release.objects.filter(
            agreement=held.agreement_id, receiver=held.name, record=record, version=version, received_at=None
        ).update(received_at=now, received_by=held.id)
