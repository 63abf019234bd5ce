"""Changes that a second officer of the agency approves: proposed as a difference, decided by somebody else."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bowstreet.holdings.agencies import queries
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
    outdating,
    recording,
    resembling,
    rows,
    wishes,
    withdrawing,
)
from bowstreet.holdings.repository.answers import Recorded
from bowstreet.holdings.repository.editing import ChangedMeanwhile
from bowstreet.holdings.repository.rows import Row
from bowstreet.holdings.repository.wishes import Wish
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort

WAITING, APPROVED, DECLINED, BACK = "waiting", "approved", "declined", "back"


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


class WaitsAlready(Refusal):
    """A change that would do what another one does that waits; ``change`` is that one."""

    sort = Sort.CONFLICT

    def __init__(self, change: str, sentence: str) -> None:
        """Keep which one waits."""
        super().__init__(sentence)
        self.change = change


class NotYours(Refusal):
    """A change that an officer reads and may not make."""


@dataclass(frozen=True)
class Decision:
    """What was decided on a change, and the record that it made or changed; empty where it did neither."""

    id: str
    state: str
    record: str


def propose(reader: Reader, now: datetime, wish: Wish) -> str:
    """Keep a change until somebody else decides on it, in the caller's transaction; return its id.

    The caller has checked it as if it were to be made at once. What the same officer sends twice is the change that
    waits; raise ``WaitsAlready`` where another one waits that would do the same.
    """
    held = rows.by_uid(wish.record) if wish.record else None
    if held is not None:
        terms_id = held.terms_id
    elif wish.made is not None:
        terms_id = terms.intern(wish.made.terms, now=now)
    else:
        raise Hidden()
    text, likeness = wish.as_json(), resembling.likeness(reader.agency, wish, held, now)
    before = _waiting(reader, now, likeness)
    if before is not None and (before.author, before.content) == (reader.officer, text):
        return before.uid
    if before is not None:
        raise WaitsAlready(before.uid, _waits(reader, before))
    uid = chance.identifier(reader.agency, f"change:{reader.officer}:{wish.record}:{text}", now)
    models.Proposed.objects.create(
        uid=uid, agency=reader.agency, author=reader.officer, kind=wish.kind, record=wish.record, begun=wish.begun,
        terms_id=terms_id, content=text, likeness=likeness, at=now,
    )  # fmt: skip
    ledger.record_act(
        actor=reader, event=Event.COLLECTION, action="change.propose", now=now, records=[uid, *_named(wish.record)]
    )
    return uid


def _waiting(reader: Reader, now: datetime, likeness: str) -> models.Proposed | None:
    """Return the first change that waits and would do the same; one that does not open is as if it were not."""
    found = models.Proposed.objects.filter(likeness=likeness, state=WAITING, agency=reader.agency).order_by("at", "uid")
    return next((each for each in found if opens(reader, each, now)), None)


def _waits(reader: Reader, before: models.Proposed) -> str:
    who = "you" if before.author == reader.officer else queries.officer_names([before.author]).get(before.author, "")
    return (
        f"The same waits already, so it was not proposed again: change {before.uid[-8:]}, by {who or 'a colleague'},"
        f" {rows.moment(before.at):%Y-%m-%d %H:%M} UTC. It stands among the changes of your agency."
    )


def approve(*, reader: Reader, now: datetime, id: str) -> Decision:
    """Make a change that somebody else of the agency proposed; a new version in the author's name.

    Raise ``OwnChange`` to its author, ``Decided``, ``NotYours`` to whom the change is not allowed, and ``Outdated``
    where it cannot be made any more.
    """
    gate.wants_purpose(reader)
    with denying.denied(reader, "change.approve", now, OwnChange, NotYours), transaction.atomic():
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
    """Say whether the reader sees whole, and may edit, what a change is about: its record, or its own terms.

    Of a record in the trash those under which it lies there.
    """
    row = rows.by_uid(held.record or held.result) if held.record or held.result else None
    terms_id = row.terms_id if row else held.terms_id
    if all(terms_id in gate.permitted(reader, each, now) for each in (Action.IDENTIFIERS, Action.EDIT)):
        return True
    return row is not None and terms_id in withdrawing.restorable(reader, now)


def _decidable(reader: Reader, id: str, now: datetime) -> models.Proposed:
    held = visible(reader, id, now)
    recording.may_record(reader, held.kind)
    if held.state != WAITING:
        raise Decided()
    if held.author == reader.officer:
        raise OwnChange()
    return held


def _make(reader: Reader, now: datetime, held: models.Proposed) -> Recorded:
    wish = wishes.wish_of(held)
    _ripe(reader, now, wish)
    if wish.sort == wishes.NEW and wish.made is not None:
        kind = composing.kind_of(wish.kind)
        return recording.enter(reader, now, kind, editing.without_withdrawn(wish.body), wish.made, held.author)
    row = _standing(reader, now, wish)
    if wish.sort == wishes.EDIT:
        return editing.replace_body(reader, now, row, wish.begun, wish.body, held.author, wish.credit)
    if wish.sort == wishes.RE_MARK:
        recording.allowed(reader, wish.record, Action.REMARK, now)
        return recording.mark_anew(reader, now, row, wish.envelope, held.author)
    if wish.sort == wishes.RESTORE:
        return withdrawing.put_back(reader, now, row, held.author)
    if wish.sort == wishes.ATTACH:
        attaching.put(reader, now, row, wish.files, held.author)
        return Recorded(row.uid, row.version, False)
    if wish.sort == wishes.DETACH:
        attaching.take_out(reader, now, row, wish.attachment)
        return Recorded(row.uid, row.version, False)
    return withdrawing.put_away(reader, now, row, wish.reason, held.author)


def _ripe(reader: Reader, now: datetime, wish: Wish) -> None:
    """Raise ``NotYours`` or ``Outdated`` where the reader cannot make a change as it was proposed."""
    row = rows.by_uid(wish.record) if wish.record else None
    for why, refusal in (
        (outdating.outdated(reader, now, wish, row), outdating.Outdated), (hindrance(reader, now, wish, row), NotYours),
    ):  # fmt: skip
        if why:
            raise refusal(why)


def hindrance(reader: Reader, now: datetime, wish: Wish, row: Row | None) -> str:
    """Return in a sentence why the reader, who sees a change, may not make it; empty where the reader may."""
    if wish.sort == wishes.RE_MARK and row and row.terms_id not in gate.permitted(reader, Action.REMARK, now):
        return "Another envelope is approved by whom the record lets change it: a supervisor of your agency."
    return barred(reader, wish.kind)


def barred(reader: Reader, kind: str) -> str:
    """Return in a sentence why the reader decides on no change of a kind; empty where the reader does."""
    try:
        recording.may_record(reader, kind)
    except recording.MayNotRecord as refusal:
        return refusal.sentence
    return ""


def checked(reader: Reader, now: datetime, wish: Wish) -> Row | None:
    """Raise what would keep the author from making a change at once, a second person aside."""
    if wish.sort == wishes.NEW:
        recording.may_record(reader, wish.kind)
        return None
    row = _standing(reader, now, wish)
    if wish.sort == wishes.RE_MARK:
        recording.allowed(reader, wish.record, Action.REMARK, now)
        given = recording.as_given(row)
        enveloping.overridden(recording.envelope_of(row), wish.envelope, composing.kind_of(row.kind), given)
    return row


def _standing(reader: Reader, now: datetime, wish: Wish) -> Row:
    """Return the row that a wish is about, in the version from which it was begun; raise ``ChangedMeanwhile``."""
    find = withdrawing.lying if wish.sort == wishes.RESTORE else editing.editable
    row = find(reader, wish.record, now)
    if row.version != wish.begun and wish.sort not in wishes.OF_FILES:
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
