"""Peers: registered by a supervisor, who answers for what is pulled and pushed in that name, and ended by one."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from bowstreet.casework.intake import enveloping
from bowstreet.casework.sharing import agreeing, egress, models, peering
from bowstreet.casework.sharing.giving import OtherPurpose
from bowstreet.casework.sharing.peering import PeerCard
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import chance, keys, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.lawfulness import ContentKind
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

DIRECTIONS: Final = ("pull", "push", "both")
"""What is done with a peer: taken from it, given to it, or both."""


class WrongPeer(Invalid):
    """A peer that cannot be registered as described."""


class NotNow(Refusal):
    """Something that cannot be done with a peer as it is registered."""

    sort = Sort.CONFLICT


def add(  # noqa: PLR0913 - a peer is described by all of this
    *, reader: Reader, now: datetime, name: str, address: str, collection: str, direction: str = "pull", token: str,
    user: str = "bowstreet", internal: bool = False, agreement: str | None = None,
    envelope: Mapping[str, Any] | None = None,
) -> PeerCard:  # fmt: skip
    """Register a peer of the reader's agency; nothing is asked of it yet. Raise ``WrongPeer`` with the field.

    What is pulled becomes intakes of the reader, under the reader's present purpose, that wait for an officer's word.
    ``agreement`` is the one under which is pushed: the peer has the name of one of its parties. ``internal``: it
    stands in a network of one's own. The token is kept sealed to the followers of this node.
    """
    gate.wants_purpose(reader)
    _supervises(reader)
    _check(name, address, collection, direction, token, internal=internal)
    held = _agreement(reader, now, agreement, name.strip(), direction)
    said = _envelope(reader, now, envelope or {})
    with transaction.atomic():
        nth = models.Peer.objects.filter(agency=reader.agency).count()
        id = chance.identifier(reader.agency, f"peer:{nth}:{name}", now)
        if models.Peer.objects.filter(agency=reader.agency, name=name.strip(), state="standing").exists():
            raise _wrong("name", "Your agency has a peer of this name already; end that one first.")
        try:
            models.Peer.objects.create(
                id=id, agency=reader.agency, name=name.strip(), address=address.strip(), collection=collection.strip(),
                direction=direction, user=user.strip() or "bowstreet", sealed=keys.seal_to_followers(token.strip()),
                internal=internal, envelope=json.dumps(said), agreement=held, officer=reader.officer,
                purpose=str(reader.purpose), made_at=now,
            )  # fmt: skip
        except IntegrityError:
            raise _wrong("name", "Your agency has a peer of this name already; end that one first.") from None
        _enter(reader, now, "node.add", id)
    return peering.peer(reader=reader, now=now, id=id)


def end(*, reader: Reader, now: datetime, id: str) -> PeerCard:
    """End a peer: from now on nothing is asked of it, and its token is gone. What was pulled stays where it is."""
    gate.wants_purpose(reader)
    _supervises(reader)
    with denying.denied(reader, "node.end", now), transaction.atomic():
        held = peering.of(reader, now, id)
        if held.state != "standing":
            raise NotNow("This peer is ended already.")
        held.state, held.sealed = "ended", b""
        held.save(update_fields=["state", "sealed"])
        _enter(reader, now, "node.end", held.id)
    return peering.peer(reader=reader, now=now, id=id)


def call(*, reader: Reader, now: datetime, id: str, direction: str) -> PeerCard:
    """Have a peer pulled from or pushed to as soon as the node's worker comes to it, whatever failed before."""
    gate.wants_purpose(reader)
    _supervises(reader)
    with denying.denied(reader, f"node.{direction}", now, NotNow), transaction.atomic():
        held = peering.of(reader, now, id)
        if held.state != "standing":
            raise NotNow("This peer is ended.")
        if held.direction not in (direction, "both"):
            raise NotNow(f"This peer is not registered to {direction}.")
        models.Peer.objects.filter(pk=held.pk).update(not_before=None, failures=0)
        _enter(reader, now, f"node.{direction}", held.id, Event.ADMIN)
    return peering.peer(reader=reader, now=now, id=id)


def _supervises(reader: Reader) -> None:
    if reader.role is not Role.SUPERVISOR or not reader.mfa or reader.suspended:
        raise Hidden()


def _check(name: str, address: str, collection: str, direction: str, token: str, *, internal: bool) -> None:
    if is_blank(name):
        raise _wrong("name", "A peer needs a name.")
    if direction not in DIRECTIONS:
        raise _wrong("direction", "A peer is pulled from, pushed to, or both: pull, push, both.")
    if is_blank(collection) or not all(each.isalnum() or each in "-_." for each in collection.strip()):
        raise _wrong("collection", "Say which collection of the peer is meant, by its id.")
    if is_blank(token) or not token.strip().isascii() or not token.strip().isprintable():
        raise _wrong("token", "A peer is asked with a token, which is printable ASCII.")
    try:
        where = egress.place(address)
        if where.is_literal:
            egress.check(where, internal=internal)
    except egress.NotReached as wrong:
        raise _wrong("address", wrong.sentence) from None


def _agreement(
    reader: Reader, now: datetime, id: str | None, name: str, direction: str
) -> models.Agreement | None:  # fmt: skip
    """Return the agreement under which is pushed; raise ``WrongPeer`` or ``OtherPurpose`` where nothing could be."""
    if direction == "pull":
        return None
    if id is None or is_blank(id):
        raise _wrong("agreement", "Say under which agreement is given to the peer.")
    with denying.denied(reader, "node.add", now):
        held = agreeing.of(reader, id)
        if held.giver != reader.agency:
            raise Hidden()
    if name not in agreeing.party_names(held):
        raise _wrong("name", "The peer has the name of a party of the agreement, to which is given under it.")
    if reader.purpose not in agreeing.sieve_of(held).purposes:
        raise OtherPurpose()
    return held


def _envelope(reader: Reader, now: datetime, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what differs from the standing envelope, looked at once as an intake would be."""
    standing = queries.standing_envelope(
        agency=reader.agency, kind_code="dataset", content_kind=ContentKind.CRIMINAL_DATA, reader=reader, now=now
    )
    try:
        enveloping.overridden(standing, said)
    except Invalid as wrong:
        raise _wrong("envelope", wrong.sentence) from None
    return said


def _enter(reader: Reader, now: datetime, action: str, id: str, event: Event = Event.POLICY_CHANGE) -> None:
    recording.record_act(actor=reader, event=event, action=action, now=now, records=[id])


def _wrong(field: str, sentence: str) -> WrongPeer:
    refusal = WrongPeer(sentence)
    refusal.field = field
    return refusal
