"""Acts on single records: record, amend, and another envelope. Each is one transaction and one ledger entry."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import chance, recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import composing, denying, enveloping, merging, models, rows, writing
from bowstreet.holdings.repository.answers import Recorded
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.writing import Act, Making
from bowstreet.vocabulary.envelope import Envelope, Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Refusal, Sort
from bowstreet.vocabulary.statements import weighed

PROSECUTORS_KINDS = frozenset({"case", "document"})


class MayNotRecord(Refusal):
    """A kind that the reader's role does not record."""


class SecondPersonWanted(Refusal):
    """A change by one officer alone, where the agency wants two."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Your agency wants a second officer to approve this: propose it as a change.")


class ImportInTheWay(Refusal):
    """An import that is not admitted yet holds the same thing."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("An intake of your agency is bringing in the same thing; try again when it is done.")


def record(
    *, reader: Reader, now: datetime, kind: str, body: Mapping[str, Any], envelope: Mapping[str, Any] | None = None
) -> Recorded:
    """Record a thing for the reader's own agency, or add to what the agency knows of it under the same terms.

    Raise ``SecondPersonWanted`` where the agency lets nobody record the kind alone.
    """
    gate.wants_purpose(reader)
    known = may_record(reader, kind)
    alone(reader, kind)
    made = enveloping.overridden(standing_of(reader, known, now), envelope or {}, known)
    return enter(reader, now, known, body, made)


def standing_of(reader: Reader, kind: Kind, now: datetime) -> Envelope:
    """Return the envelope that a record of a kind has where its recording is silent."""
    return queries.standing_envelope(
        agency=reader.agency, kind_code=kind.code, content_kind=kind.content_kind, reader=reader, now=now
    )


def enter(
    reader: Reader, now: datetime, known: Kind, body: Mapping[str, Any], made: Envelope, by: str = ""
) -> Recorded:
    """Record under a whole envelope, whether or not a second person was wanted; for ``record`` and approvals.

    ``by`` is the officer who wrote it where that is another one.
    """
    checked = weighed(
        composing.happened(known, composing.checked(known, body), now), made.particulars.grade, made.particulars.basis
    )
    with transaction.atomic():
        terms_id = terms.intern(made.terms, now=now)
        hashed = hash_of(reader.agency, known, checked, made.terms.digest(), now)
        held = rows.by_key(hashed)
        if held is not None and not is_pending(held):
            if held.terms_id in gate.permitted(reader, Action.EDIT, now):
                return _add(reader, now, held, checked, by)
            hashed = hashlib.sha256(f"{hashed}:{now.isoformat()}:{reader.officer}".encode()).hexdigest()
        elif held is not None:
            raise ImportInTheWay()
        return _create(reader, now, (known, checked, made), (terms_id, hashed), by or reader.officer)


def amend(*, reader: Reader, now: datetime, id: str, body: Mapping[str, Any]) -> Recorded:
    """Add statements to a record, or set plain fields of it; what is held of lists stays."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "record.amend", now), transaction.atomic():
        held = allowed(reader, id, Action.EDIT, now)
        kind = may_record(reader, held.kind)
        alone(reader, held.kind)
        return _add(reader, now, held, composing.happened(kind, _partly_checked(kind, held, body), now))


def mark_anew(reader: Reader, now: datetime, held: Row, changes: Mapping[str, Any], by: str = "") -> Recorded:
    """Write a record's next version under another envelope, in the caller's transaction."""
    kind = composing.kind_of(held.kind)
    made = enveloping.overridden(envelope_of(held), changes, kind, as_given(held))
    making = again(held, kind, rows.body_of(held.id, held.version), now, envelope=made)
    writing.rewrite(held.id, making, held.version + 1, Act(by or reader.officer, now, "", "Envelope changed"))
    recording.record_act(
        actor=reader, event=Event.MARKING_CHANGE, action="record.re-mark", now=now, records=[held.uid],
        versions=[held.version + 1],
    )  # fmt: skip
    return Recorded(held.uid, held.version + 1, False)


def envelope_of(held: Row) -> Envelope:
    """Return the envelope of a record as it stands."""
    return Envelope(
        terms.terms_of([held.terms_id])[held.terms_id], rows.particulars([held.particulars_id])[held.particulars_id]
    )


def as_given(held: Row) -> Terms | None:
    """Return the terms under which a record came from who gave it, as of its first version; None for one's own.

    Where its giver marked it anew since, they are those of the version that did so last.
    """
    if not terms.terms_of([held.terms_id])[held.terms_id].given_by:
        return None
    binding = models.Version.objects.filter(Q(number=1) | Q(act="", what=writing.OBEYED), record_id=held.id)
    last = binding.order_by("-number").values_list("terms_id", flat=True)[:1]
    return next(iter(terms.terms_of(last).values()), None)


def alone(reader: Reader, kind: str) -> None:
    """Raise ``SecondPersonWanted`` where the reader's agency wants a second officer for changes of the kind."""
    if queries.wants_second_person(agency=reader.agency, kind_code=kind):
        raise SecondPersonWanted()


def may_record(reader: Reader, code: str) -> Kind:
    """Return the kind if the reader may record it at all; raise a refusal otherwise."""
    if reader.role not in LEA_ROLES or not reader.mfa or reader.suspended:
        raise Hidden()
    kind = composing.kind_of(code)
    if reader.role is Role.PROSECUTOR and code not in PROSECUTORS_KINDS:
        raise MayNotRecord("A prosecutor records cases and documents.")
    return kind


def hash_of(agency: str, kind: Kind, body: Mapping[str, Any], digest: str, now: datetime) -> str:
    """Return the hash of a body's natural key; one that fits nothing else where the kind has no key."""
    key = kind.key(body)
    if key:
        return composing.key_hash(agency, kind.code, key, digest)
    alone = composing.key_hash(agency, kind.code, f"\x01{now.isoformat()}{sorted(body.items(), key=str)}", digest)
    number = 0
    while rows.by_key(numbered(alone, number)) is not None:
        number += 1
    return numbered(alone, number)


def numbered(alone: str, number: int) -> str:
    """Return the hash of the next of several equal things without a natural key."""
    return alone if number == 0 else hashlib.sha256(f"{alone}:{number}".encode()).hexdigest()


def is_pending(held: Row) -> bool:
    """Say whether a record belongs to an import that is not admitted."""
    return terms.look_up([held.terms_id])[held.terms_id][1]


def extend_seen(
    held: Row, body: Mapping[str, Any], act: Act, seen: tuple[date | None, date | None], *, older: bool = False
) -> bool:
    """Merge a body with the days on which its source saw it; False when nothing changes.

    ``older``: its source said it before what is held, so that no plain value changes.
    """
    newer = not older and (seen[1] is None or seen[1].isoformat() >= held.last_on)
    return _extend(held, body, act, seen, newer)


def _extend(held: Row, body: Mapping[str, Any], act: Act, seen: tuple[date | None, date | None], newer: bool) -> bool:
    kind = composing.kind_of(held.kind)
    before = rows.body_of(held.id, held.version)
    merged = kind.check(merging.merge(kind, before, body, newer=newer))
    making = again(held, kind, merged, act.at, seen=seen)
    widened = (making.composed.first_on, making.composed.last_on) != (held.first_on, held.last_on)
    if merged == before and not widened:
        return False
    writing.rewrite(held.id, making, held.version + 1, act)
    return True


def _create(
    reader: Reader, now: datetime, thing: tuple[Kind, dict[str, Any], Envelope], place: tuple[int, str], by: str
) -> Recorded:
    kind, body, made = thing
    terms_id, hashed = place
    uid = chance.identifier(reader.agency, hashed, now)
    making = Making(
        uid, kind.code, reader.agency, hashed, terms_id, writing.particulars_id(made.particulars),
        str(made.particulars.grade), composing.compose(kind, body),
    )  # fmt: skip
    number = recording.record_act(
        actor=reader, event=Event.COLLECTION, action="record.new", now=now, records=[uid], versions=[1]
    )
    writing.write([making], Act(by, now, f"act:{number}", "Recorded"))
    return Recorded(uid, 1, True)


def _add(reader: Reader, now: datetime, held: Row, body: Mapping[str, Any], by: str = "") -> Recorded:
    act = Act(by or reader.officer, now, "", _what(held, body))
    changed = _extend(held, body, act, (None, None), True)
    version = held.version + 1 if changed else held.version
    recording.record_act(
        actor=reader, event=Event.ALTERATION, action="record.amend", now=now, records=[held.uid], versions=[version]
    )
    return Recorded(held.uid, version, False)


def _what(held: Row, body: Mapping[str, Any]) -> str:
    kind = composing.kind_of(held.kind)
    labels = [kind.by_name[name].label for name in body if name not in kind.key_fields]
    return f"Added to: {', '.join(labels)}"[:200] if labels else "Recorded again"


def _partly_checked(kind: Kind, held: Row, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the given part of a body as its kind keeps it, checked together with what is held."""
    whole = composing.checked(kind, {**rows.body_of(held.id, held.version), **body})
    return {name: whole[name] for name in body if name in whole}


def allowed(reader: Reader, id: str, action: Action, now: datetime) -> Row:
    """Return the row of a record on which the reader may do the action; raise ``Hidden`` for every other alike."""
    held = rows.named(id, gate.permitted(reader, action, now))
    if held is None:
        raise Hidden()
    return held


def again(
    held: Row, kind: Kind, body: dict[str, Any], now: datetime, *, envelope: Envelope | None = None,
    seen: tuple[date | None, date | None] = (None, None),
) -> Making:  # fmt: skip
    """Return a record made anew of a body, under the envelope that it has or another one."""
    terms_id, particulars_id, hashed, grade = held.terms_id, held.particulars_id, held.key_hash, held.grade
    if envelope is not None:
        terms_id, particulars_id = terms.intern(envelope.terms, now=now), writing.particulars_id(envelope.particulars)
        grade, hashed = str(envelope.particulars.grade), rehashed(held, kind, body, envelope.terms.digest())
    days = (*seen, rows.day(held.first_on), rows.day(held.last_on))
    return Making(
        held.uid, held.kind, held.agency, hashed, terms_id, particulars_id, grade,
        composing.compose(kind, body, days),
    )  # fmt: skip


def rehashed(held: Row, kind: Kind, body: Mapping[str, Any], digest: str) -> str:
    """Return the record's hash with another body or other terms; one of its own where the agency has that already."""
    key = kind.key(body)
    wanted = composing.key_hash(held.agency, held.kind, key, digest) if key else held.key_hash
    taken = rows.by_key(wanted)
    return wanted if taken is None or taken.id == held.id else hashlib.sha256(held.uid.encode()).hexdigest()
