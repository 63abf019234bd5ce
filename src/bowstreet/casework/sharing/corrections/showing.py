"""Corrections as they are read: by who proposed one, and by who may edit the record that it is of."""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from django.db.models import Q, QuerySet

from bowstreet.casework.sharing import models
from bowstreet.casework.sharing.corrections import values
from bowstreet.casework.sharing.corrections.answers import (
    CorrectableField,
    CorrectionList,
    CorrectionRow,
    CorrectionView,
    CorrectSheet,
    HeldValue,
)
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import keys, looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import correcting, denying, recent
from bowstreet.holdings.repository.correcting import DEPTHS, Seen
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Refusal, Sort

OPEN, WAITING, ACCEPTED, DECLINED, WITHDRAWN = "open", "waiting", "accepted", "declined", "withdrawn"

MOST = 100
"""So many corrections make up each part of a list: the newest."""

MOST_VALUES = 50
"""So many values of a field stand in a form; others are named over REST."""

_AFTER_THE_SECOND = {"waiting": WAITING, "approved": ACCEPTED, "declined": OPEN, "back": OPEN}
"""What a correction that was accepted is by the state of the change that it became."""


class OwnRecord(Refusal):
    """A record of one's own agency, which is edited and not corrected from without."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This is a record of your own agency: edit it.")


def corrections(*, reader: Reader, now: datetime) -> CorrectionList:
    """Return the corrections that the reader decides on, those of the reader's side, and those decided on."""
    takes_part(reader)
    own = _to_decide(reader, now)
    parts = [list(some.order_by("-proposed_at", "-id")[: MOST + 1])
             for some in (own.filter(state=OPEN), _proposed(reader), own.exclude(state=OPEN))]  # fmt: skip
    told = _rows([each for part in parts for each in part[:MOST]], reader, now, "correction.list")
    to_decide, mine, decided = (tuple(told[each.id] for each in islice(part, MOST)) for part in parts)
    return CorrectionList(to_decide, mine, decided, any(len(part) > MOST for part in parts))


def correction(*, reader: Reader, now: datetime, id: str) -> CorrectionView:
    """Return one correction; raise ``Hidden`` for one that is not the reader's to see."""
    with denying.denied(reader, "correction.show", now):
        found = visible(id, reader, now)
    return view(found, reader, now)


def sheet(*, reader: Reader, now: datetime, id: str) -> CorrectSheet:
    """Return what of another agency's record may be corrected; raise ``Hidden`` where its content does not open."""
    takes_part(reader)
    with denying.denied(reader, "correction.sheet", now):
        it = correcting.seen(reader, id, now)
    if it.row.agency == reader.agency:
        raise OwnRecord()
    glance = recent.named(reader=reader, now=now, ids=[it.row.uid], action="correction.sheet")[it.row.uid]
    opening = [each for each in it.kind.fields if it.field(each.name)]
    fields = tuple(_correctable(it, each.name) for each in opening)
    return CorrectSheet(it.row.uid, glance.title, it.row.agency, it.kind.label, it.row.version, fields)


def to_decide(reader: Reader, now: datetime) -> int:
    """Return how many corrections wait for the reader's decision, for a page that leads there; one query."""
    count = _to_decide(reader, now).filter(state=OPEN).count()
    looking.note(actor=reader, event=Event.CONSULTATION, action="correction.count", now=now, count=count)
    return count


def visible(id: str, reader: Reader, now: datetime) -> models.Correction:
    """Return a correction that the reader may see; raise ``Hidden`` for any other."""
    takes_part(reader)
    found = _proposed(reader).filter(id=id).first() or _to_decide(reader, now).filter(id=id).first()
    if found is None:
        raise Hidden()
    return found


def view(found: models.Correction, reader: Reader, now: datetime) -> CorrectionView:
    """Return one correction as its reader reads it; the look is in the ledger before it is given."""
    row = _rows([found], reader, now, "correction.show")[found.id]
    names = queries.officer_names([found.ended_by] if found.ended_by else [])
    owns, ended_by = reader.agency == found.owner, names.get(found.ended_by, "")
    if not row.opens:
        return CorrectionView(
            **vars(row), before="", after="", why="", evidence="", begun=0, version=0, hindrance="", differences=(),
            said="", ended_by=ended_by, change="", decides=False, withdraws=may_withdraw(found, row.state, reader),
        )  # fmt: skip
    it = correcting.seen(reader, found.record, now)
    field, made = it.kind.by_name[found.field], correction_of(found)
    waits = row.state in (OPEN, WAITING)
    hindrance = values.hindrance(it.kind, it.body, made) if waits else ""
    decides = owns and row.state == OPEN
    return CorrectionView(
        **vars(row), before=it.worded(field, made[2]), after=it.worded(field, made[3]), why=keys.unlock(found.why),
        evidence=found.evidence, begun=found.begun, version=it.row.version, hindrance=hindrance,
        differences=it.differences(values.corrected(it.kind, it.body, made)) if decides and not hindrance else (),
        said=keys.unlock(found.said) if found.said else "", ended_by=ended_by,
        change=found.change if owns and row.state == WAITING else "", decides=decides,
        withdraws=may_withdraw(found, row.state, reader),
    )  # fmt: skip


def correction_of(found: models.Correction) -> tuple[str, str, str, str]:
    """Return field, sort, value before and value after of a correction."""
    return found.field, found.sort, keys.unlock(found.before), keys.unlock(found.after)


def may_withdraw(found: models.Correction, state: str, reader: Reader) -> bool:
    """Say whether the reader ends a correction that waits for its decision: who proposed it, or their supervisor."""
    mine = reader.role is Role.SUPERVISOR or reader.officer == found.officer
    return state == OPEN and reader.agency == found.agency and mine


def state_of(found: models.Correction) -> str:
    """Return the state of a correction; one that was accepted is as the change that it became."""
    return _state(found, correcting.changes([found.change]) if found.state == WAITING else {})


def after_the_second(change: str) -> str:
    """Return what an accepted correction is by the state of the change that it became; declined, it is open again."""
    return _AFTER_THE_SECOND.get(change, OPEN)


def takes_part(reader: Reader) -> None:
    """Raise ``Hidden`` for whoever has no part in corrections."""
    gate.wants_purpose(reader)
    if reader.role not in LEA_ROLES or not reader.mfa or reader.suspended:
        raise Hidden()


def _to_decide(reader: Reader, now: datetime) -> QuerySet[models.Correction]:
    """Return the corrections of records that the reader may edit as they stand."""
    sql, given = correcting.editable("sharing_correction.record", reader, now)
    return models.Correction.objects.filter(owner=reader.agency).extra(where=[sql], params=given)  # noqa: S610


def _proposed(reader: Reader) -> QuerySet[models.Correction]:
    whose = Q() if reader.role is Role.SUPERVISOR else Q(officer=reader.officer)
    return models.Correction.objects.filter(whose, agency=reader.agency)


def _rows(some: Sequence[models.Correction], reader: Reader, now: datetime, action: str) -> dict[str, CorrectionRow]:
    names = queries.officer_names(each.officer for each in some)
    records = {each.record for each in some}
    glances = recent.named(reader=reader, now=now, ids=records, action=action)
    seen = correcting.seen_of(reader, records, now)
    changes = correcting.changes({each.change for each in some if each.state == WAITING})
    looking.note(actor=reader, event=Event.CONSULTATION, action=action, now=now, records=[each.id for each in some])
    told = {}
    for each in some:
        it = seen.get(each.record)
        field = it.field(each.field) if it and DEPTHS.index(it.depth) >= DEPTHS.index(each.depth) else None
        told[each.id] = CorrectionRow(
            each.id, each.record, glances[each.record].title if each.record in glances else "", each.owner, each.agency,
            names.get(each.officer, ""), field.name if field else "", field.label if field else "", each.sort,
            _state(each, changes), each.proposed_at, each.ended_at, field is not None,
            bool(field and it and it.row.version != each.begun), each.officer == reader.officer,
        )  # fmt: skip
    return told


def _state(each: models.Correction, changes: dict[str, str]) -> str:
    return after_the_second(changes.get(each.change, "")) if each.state == WAITING else each.state


def _correctable(it: Seen, name: str) -> CorrectableField:
    field = it.kind.by_name[name]
    whole, held = it.whole(field), set(it.held(field))
    told = tuple(HeldValue(each, it.worded(field, each)) for each in whole[:MOST_VALUES])
    return CorrectableField(field, told, len(held) > len(whole), len(whole) > MOST_VALUES)
