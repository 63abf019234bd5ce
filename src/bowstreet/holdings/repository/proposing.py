"""Changes that a second officer of the agency approves: proposed as a difference, decided by somebody else."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import chance
from bowstreet.holdings.ledger import recording as ledger
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import (
    attaching,
    composing,
    denying,
    editing,
    enveloping,
    models,
    recording,
    rows,
    withdrawing,
)
from bowstreet.holdings.repository.answers import Recorded
from bowstreet.holdings.repository.attaching import Kept
from bowstreet.holdings.repository.editing import ChangedMeanwhile
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.envelope import Envelope, Particulars, Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

WAITING, APPROVED, DECLINED, BACK = "waiting", "approved", "declined", "back"
NEW, EDIT, RE_MARK, WITHDRAW = "new", "edit", "re-mark", "withdraw"
RESTORE, ATTACH, DETACH = "restore", "attach", "detach"
OF_FILES = frozenset({ATTACH, DETACH})
"""What is put beside a record whatever its version, or taken from there."""


class OwnChange(Refusal):
    """An officer who would approve or decline what the same officer wrote."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("You wrote this change, so somebody else of your agency decides on it.")


class Decided(Refusal):
    """A change on which somebody has decided already."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This change does not wait any more: somebody has decided on it, or its author took it back.")


@dataclass(frozen=True)
class Wish:
    """What an officer wants changed: a new record (``made`` is its envelope), a body, an envelope, its place in the
    trash or out of it, or the ``files`` beside it, of which ``attachment`` is one that is there."""

    sort: str
    kind: str
    record: str = ""
    begun: int = 0
    body: Mapping[str, Any] = field(default_factory=dict)
    envelope: Mapping[str, Any] = field(default_factory=dict)
    made: Envelope | None = None
    reason: str = ""
    files: tuple[Kept, ...] = ()
    attachment: str = ""

    def as_json(self) -> str:
        """Return what is kept of it."""
        made = [json.loads(each.as_json()) for each in (self.made.terms, self.made.particulars)] if self.made else None
        said = {"sort": self.sort, "body": self.body, "envelope": self.envelope, "made": made, "reason": self.reason,
                "files": [asdict(each) for each in self.files], "attachment": self.attachment}  # fmt: skip
        return json.dumps(said, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class Decision:
    """What was decided on a change, and the record that it made or changed; empty where it did neither."""

    id: str
    state: str
    record: str


def propose(reader: Reader, now: datetime, wish: Wish) -> str:
    """Keep a change until somebody else decides on it, in the caller's transaction; return its id.

    The caller has checked it as if it were to be made at once.
    """
    held = rows.by_uid(wish.record) if wish.record else None
    if held is not None:
        terms_id = held.terms_id
    elif wish.made is not None:
        terms_id = terms.intern(wish.made.terms, now=now)
    else:
        raise Hidden()
    text = wish.as_json()
    uid = chance.identifier(reader.agency, f"change:{reader.officer}:{wish.record}:{text}", now)
    models.Proposed.objects.create(
        uid=uid, agency=reader.agency, author=reader.officer, kind=wish.kind, record=wish.record, begun=wish.begun,
        terms_id=terms_id, content=text, at=now,
    )  # fmt: skip
    ledger.record_act(
        actor=reader, event=Event.COLLECTION, action="change.propose", now=now, records=[uid, *_named(wish.record)]
    )
    return uid


def approve(*, reader: Reader, now: datetime, id: str) -> Decision:
    """Make a change that somebody else of the agency proposed; a new version in the author's name.

    Raise ``OwnChange`` to its author, ``Decided``, and ``ChangedMeanwhile`` where the record is another by now.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "change.approve", now, OwnChange), transaction.atomic():
        held = _decidable(reader, id, now)
        made = _make(reader, now, held)
        return _decide(reader, now, held, APPROVED, "change.approve", record=made.id)


def decline(*, reader: Reader, now: datetime, id: str, reason: str) -> Decision:
    """Decline a change that somebody else of the agency proposed, with a reason that its author reads."""
    gate.wants_purpose(reader)
    if is_blank(reason):
        raise Invalid("Say why the change is declined: its author reads it.")
    with denying.denied(reader, "change.decline", now, OwnChange), transaction.atomic():
        held = _decidable(reader, id, now)
        return _decide(reader, now, held, DECLINED, "change.decline", reason=reason.strip())


def take_back(*, reader: Reader, now: datetime, id: str) -> Decision:
    """Take a change of one's own back before anybody has decided on it."""
    gate.wants_purpose(reader)
    with denying.denied(reader, "change.take_back", now), transaction.atomic():
        held = visible(reader, id, now)
        if held.author != reader.officer:
            raise Hidden()
        if held.state != WAITING:
            raise Decided()
        return _decide(reader, now, held, BACK, "change.take_back")


def visible(reader: Reader, id: str, now: datetime) -> models.Proposed:
    """Return a change of the reader's agency that opens to the reader; raise ``Hidden`` for every other alike."""
    held = models.Proposed.objects.filter(uid=id, agency=reader.agency).first()
    if held is None or not opens(reader, held, now):
        raise Hidden()
    return held


def opens(reader: Reader, held: models.Proposed, now: datetime) -> bool:
    """Say whether the reader sees whole, and may edit, what a change is about: its record, or its own terms."""
    row = rows.by_uid(held.record or held.result) if held.record or held.result else None
    terms_id = row.terms_id if row else held.terms_id
    if all(terms_id in gate.permitted(reader, each, now) for each in (Action.IDENTIFIERS, Action.EDIT)):
        return True
    of_trash = row is not None and wish_of(held).sort in (WITHDRAW, RESTORE)
    return of_trash and terms_id in withdrawing.restorable(reader, now)


def wish_of(held: models.Proposed) -> Wish:
    """Return the wish that a change keeps."""
    said = json.loads(held.content)
    made = None
    if said["made"]:
        halves = [json.dumps(each) for each in said["made"]]
        made = Envelope(Terms.from_json(halves[0]), Particulars.from_json(halves[1]))
    return Wish(
        said["sort"], held.kind, held.record, held.begun, said["body"], said["envelope"], made, said["reason"],
        tuple(Kept(**each) for each in said.get("files", ())), said.get("attachment", ""),
    )  # fmt: skip


def _decidable(reader: Reader, id: str, now: datetime) -> models.Proposed:
    held = visible(reader, id, now)
    recording.may_record(reader, held.kind)
    if held.state != WAITING:
        raise Decided()
    if held.author == reader.officer:
        raise OwnChange()
    return held


def _make(reader: Reader, now: datetime, held: models.Proposed) -> Recorded:
    wish = wish_of(held)
    if wish.sort == NEW and wish.made is not None:
        kind = composing.kind_of(wish.kind)
        return recording.enter(reader, now, kind, editing.without_withdrawn(wish.body), wish.made, held.author)
    row = _standing(reader, now, wish)
    if wish.sort == EDIT:
        return editing.replace_body(reader, now, row, wish.begun, wish.body, held.author)
    if wish.sort == RE_MARK:
        recording.allowed(reader, wish.record, Action.REMARK, now)
        return recording.mark_anew(reader, now, row, wish.envelope, held.author)
    if wish.sort == RESTORE:
        return withdrawing.put_back(reader, now, row, held.author)
    if wish.sort == ATTACH:
        attaching.put(reader, now, row, wish.files, held.author)
        return Recorded(row.uid, row.version, False)
    if wish.sort == DETACH:
        attaching.take_out(reader, now, row, wish.attachment)
        return Recorded(row.uid, row.version, False)
    return withdrawing.put_away(reader, now, row, wish.reason, held.author)


def checked(reader: Reader, now: datetime, wish: Wish) -> Row | None:
    """Raise what would keep the author from making a change at once, a second person aside."""
    if wish.sort == NEW:
        recording.may_record(reader, wish.kind)
        return None
    row = _standing(reader, now, wish)
    if wish.sort == RE_MARK:
        recording.allowed(reader, wish.record, Action.REMARK, now)
        enveloping.overridden(recording.envelope_of(row), wish.envelope, composing.kind_of(row.kind))
    return row


def _standing(reader: Reader, now: datetime, wish: Wish) -> Row:
    """Return the row that a wish is about, in the version from which it was begun; raise ``ChangedMeanwhile``."""
    find = withdrawing.lying if wish.sort == RESTORE else editing.editable
    row = find(reader, wish.record, now)
    if row.version != wish.begun and wish.sort not in OF_FILES:
        raise ChangedMeanwhile(row.version)
    return row


def _decide(
    reader: Reader, now: datetime, held: models.Proposed, state: str, action: str, *, record: str = "", reason: str = ""
) -> Decision:
    models.Proposed.objects.filter(id=held.id).update(
        state=state, decided_by=reader.officer, decided_at=now, reason=reason, result=record
    )
    ledger.record_act(
        actor=reader, event=Event.ALTERATION, action=action, now=now,
        records=[held.uid, *_named(record or held.record)], recipients=[held.author], reason=reason or None,
    )  # fmt: skip
    return Decision(held.uid, state, record or held.record)


def _named(record: str) -> list[str]:
    return [record] if record else []
