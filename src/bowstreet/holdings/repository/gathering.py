"""The act that records identifiers which nobody knew yet: many at once, each in a record of its own."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import checking, composing, enveloping, proposing, rows, wishes, writing
from bowstreet.holdings.repository.checking import Holder
from bowstreet.holdings.repository.recording import ImportInTheWay, is_pending, may_record
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.wishes import Wish
from bowstreet.holdings.repository.writing import Act, Making
from bowstreet.vocabulary import selectors
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds import alone
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Invalid
from bowstreet.vocabulary.selectors import Selector
from bowstreet.vocabulary.statements import weighed


class NotRecordedAlone(Invalid):
    """What was chosen cannot be recorded by itself; the sentence says why."""


@dataclass(frozen=True)
class _Place:
    """Where the records of one kind go."""

    kind: Kind
    envelope: Envelope
    terms_id: int
    particulars_id: int
    waits: bool


@dataclass(frozen=True)
class Gathered:
    """What was recorded, how many of the chosen your agency had recorded already, and the changes that wait.

    ``changes`` are those whose kind wants a second officer, in the order in which they were chosen.
    """

    records: tuple[Holder, ...]
    held: int
    changes: tuple[Holder, ...] = ()


def gather(
    *, reader: Reader, now: datetime, chosen: Sequence[str], envelope: Mapping[str, Any] | None = None
) -> Gathered:
    """Record identifiers, each as ``TYPE:VALUE``, under the agency's standing envelope; one act and one entry.

    Those of a kind that wants a second officer are proposed instead, each as a change; of what waits already the change
    that waits is returned.

    ``envelope`` holds what of it differs, as the category of those behind them where the agency has set none.
    What the agency has recorded already under the same terms is left as it is.
    """
    gate.wants_purpose(reader)
    wanted = [_read(each) for each in checking.lines(chosen)]
    if not 0 < len(wanted) <= checking.MOST:
        raise NotRecordedAlone(f"Choose up to {checking.MOST:,} identifiers to record, and at least one.")
    with transaction.atomic():
        places = {code: _place(reader, code, now, envelope or {}) for code in dict.fromkeys(code for code, _ in wanted)}
        made = {each.key_hash: each for each in (_making(reader, now, places[code], body) for code, body in wanted)}
        held = rows.by_keys(made)
        fresh = [each for each in made.values() if not _is_held(held.get(each.key_hash), reader, now)]
        fresh = [_apart(each, reader, now) if each.key_hash in held else each for each in fresh]
        waiting = tuple(_proposed(reader, now, places[each.kind], each) for each in fresh if places[each.kind].waits)
        alone = [each for each in fresh if not places[each.kind].waits]
        if alone:
            _write(reader, now, alone)
    return Gathered(tuple(_told(each, places[each.kind].kind) for each in alone), len(made) - len(fresh), waiting)


def _read(text: str) -> tuple[str, dict[str, str]]:
    """Return the kind and body of an identifier; raise ``NotRecordedAlone`` where it has none."""
    found: Selector | None = next(iter(selectors.recognise(text)), None)
    if found is None:
        raise NotRecordedAlone(f"'{text[:60]}' is no identifier, so nothing was recorded.")
    code = alone.kind_of(found)
    if code is None:
        raise NotRecordedAlone(
            f"'{found.shown()[:60]}' belongs into the record of an account, a person or a site and has none of its"
            " own, so nothing was recorded."
        )
    return code, alone.body_of(found)


def _place(reader: Reader, code: str, now: datetime, said: Mapping[str, Any]) -> _Place:
    """Return where the records of a kind go, under the standing envelope; raise what forbids the reader to record."""
    kind = may_record(reader, code)
    standing = queries.standing_envelope(
        agency=reader.agency, kind_code=code, content_kind=kind.content_kind, reader=reader, now=now
    )
    envelope = enveloping.overridden(standing, said, kind)
    return _Place(
        kind, envelope, terms.intern(envelope.terms, now=now), writing.particulars_id(envelope.particulars),
        queries.wants_second_person(agency=reader.agency, kind_code=code),
    )  # fmt: skip


def _making(reader: Reader, now: datetime, place: _Place, body: dict[str, str]) -> Making:
    particulars, digest = place.envelope.particulars, place.envelope.terms.digest()
    checked = weighed(composing.checked(place.kind, body), particulars.grade, particulars.basis)
    hashed = composing.key_hash(reader.agency, place.kind.code, place.kind.key(checked), digest)
    return Making(
        chance.identifier(reader.agency, hashed, now), place.kind.code, reader.agency, hashed, place.terms_id,
        place.particulars_id, str(particulars.grade), composing.compose(place.kind, checked),
    )  # fmt: skip


def _is_held(held: Row | None, reader: Reader, now: datetime) -> bool:
    """Say whether a record is there that the reader may add to; a hidden one is as if it were not."""
    if held is not None and is_pending(held):
        raise ImportInTheWay()
    return held is not None and held.terms_id in gate.permitted(reader, Action.EDIT, now)


def _apart(making: Making, reader: Reader, now: datetime) -> Making:
    """Return a record under a key of its own, beside the one that is hidden from the reader."""
    alone = f"{making.key_hash}:{now.isoformat()}:{reader.officer}"
    return making._replace(key_hash=hashlib.sha256(alone.encode()).hexdigest())


def _write(reader: Reader, now: datetime, fresh: Sequence[Making]) -> None:
    uids = [each.uid for each in fresh]
    number = recording.record_act(
        actor=reader, event=Event.COLLECTION, action="check.record", now=now, count=len(fresh),
        bulk_root=hashlib.sha256("\n".join(sorted(uids)).encode()).hexdigest(),
    )  # fmt: skip
    writing.write(fresh, Act(reader.officer, now, f"act:{number}", "Recorded from a check"))


def _proposed(reader: Reader, now: datetime, place: _Place, making: Making) -> Holder:
    """Propose a record; where one of the same waits already, return that."""
    body = json.loads(making.composed.body)
    try:
        id = proposing.propose(reader, now, Wish(wishes.NEW, making.kind, body=body, made=place.envelope))
    except proposing.WaitsAlready as before:
        id = before.change
    return Holder(id, place.kind.title(body), place.kind.label, making.agency)


def _told(making: Making, kind: Kind) -> Holder:
    return Holder(making.uid, kind.title(json.loads(making.composed.body)), kind.label, making.agency)
