"""What an agency brings to an operation: records into the shared pool, and what it keeps beside it for itself alone.

Of a private layer nobody else is told anything, that there is one included: it has a table and numbers of its own, its
acts stand in the ledger of its agency alone, and it stays when the board is closed to that agency.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from bowstreet.casework.operations import attached, joint, models, taking_part
from bowstreet.casework.operations.boards import KeptRow, OperationBoard, PrivateLayer
from bowstreet.casework.operations.joint import Joint
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import chance, keys, looking
from bowstreet.holdings.ledger import recording as entering
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, dockets
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.readers import LEA_ROLES, Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Invalid


class NothingKept(Invalid):
    """A private entry that says nothing."""

    field = "note"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Write a note, or name a record of your agency by its id.")


def pool(*, reader: Reader, now: datetime, id: str, record: str) -> OperationBoard:
    """Put a record of the reader's agency into the shared pool; it opens to the partners as its marks say, no further.

    The act stands in the agency's own ledger alone: a partner to whom the record does not open learns of none.
    """
    with transaction.atomic():
        with denying.denied(reader, "operation.pool", now):
            each = taking_part.inside(id, reader, now)
        row = attached.own(record, reader, each.reach)
        models.Pooled.objects.get_or_create(
            operation=each.row.uid, record=row.uid, defaults={"agency": reader.agency, "by": reader.officer, "at": now}
        )
        _enter(reader, now, "operation.pool", each.row.uid, row.uid)
    return joint.board(reader=reader, now=now, id=id)


def unpool(*, reader: Reader, now: datetime, id: str, record: str) -> OperationBoard:
    """Take a record of the reader's agency out of the shared pool."""
    with transaction.atomic():
        with denying.denied(reader, "operation.unpool", now):
            each = taking_part.inside(id, reader, now)
            row = attached.own(record, reader, each.reach)
            gone, _ = models.Pooled.objects.filter(operation=each.row.uid, record=row.uid).delete()
            if not gone:
                raise Hidden()
        _enter(reader, now, "operation.unpool", each.row.uid, row.uid)
    return joint.board(reader=reader, now=now, id=id)


def layer(*, reader: Reader, now: datetime, id: str) -> PrivateLayer:
    """Return what the reader's agency keeps to an operation for itself; raise ``Hidden`` where no board is there.

    Where something is kept it is there without the board too: whoever closes the board takes nobody's notes away.
    """
    with denying.denied(reader, "operation.layer", now):
        operation, each = _reached(id, reader, now)
    return _shown(operation, each, reader, now)


def keep(*, reader: Reader, now: datetime, id: str, note: str = "", about: str = "") -> PrivateLayer:
    """Keep a note, a record of the reader's agency, or both to an operation, for that agency alone."""
    with transaction.atomic():
        with denying.denied(reader, "operation.keep", now):
            each = taking_part.inside(id, reader, now)
        if is_blank(note) and is_blank(about):
            raise NothingKept()
        uid = "" if is_blank(about) else attached.own(about, reader, each.reach, "about").uid
        models.Kept.objects.create(
            uid=chance.identifier(reader.agency, f"kept:{each.row.uid}:{uid}:{note}", now), operation=each.row.uid,
            agency=reader.agency, record=uid, text=keys.lock(note.strip()), by=reader.officer, at=now,
        )  # fmt: skip
        _enter(reader, now, "operation.keep", each.row.uid, *filter(None, [uid]))
    return layer(reader=reader, now=now, id=id)


def drop(*, reader: Reader, now: datetime, id: str, kept: str) -> PrivateLayer:
    """Take something out of the private layer of the reader's agency, its note for good."""
    with transaction.atomic():
        with denying.denied(reader, "operation.drop", now):
            operation, each = _reached(id, reader, now)
            gone, _ = _kept(operation, reader).filter(uid=kept).delete()
            if not gone:
                raise Hidden()
        _enter(reader, now, "operation.drop", operation)
    return _shown(operation, each, reader, now)


def _shown(operation: str, each: Joint | None, reader: Reader, now: datetime) -> PrivateLayer:
    reach = each.reach if each else reach_of(reader, now)
    held = list(_kept(operation, reader).order_by("-at", "-uid"))
    records = attached.opened({one.record for one in held} - {""}, reach)
    shown = [one for one in held if not one.record or one.record in records]
    dockets.check_out(reader, [one.row for one in records.values()], reach, now)
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="operation.layer", now=now, records=[operation, *records]
    )
    names = queries.officer_names({one.by for one in shown})
    made = tuple(
        KeptRow(one.uid, keys.unlock(one.text), one.record, records[one.record].title if one.record else "",
                names.get(one.by, ""), one.at)
        for one in shown
    )  # fmt: skip
    return PrivateLayer(operation, made, each is not None and _may(each, reader))


def _may(each: Joint, reader: Reader) -> bool:
    return not each.over and each.part != "invited" and reader.role in LEA_ROLES - {Role.PROSECUTOR}


def _reached(id: str, reader: Reader, now: datetime) -> tuple[str, Joint | None]:
    """Return the id of an operation whose board is there, or to which the reader's agency keeps something."""
    try:
        each = joint.there(id, reader, now)
    except Hidden:
        if not _kept(id, reader).exists():
            raise
        return id, None
    return each.row.uid, each


def _kept(operation: str, reader: Reader) -> QuerySet[models.Kept]:
    return models.Kept.objects.filter(operation=operation, agency=reader.agency)


def _enter(reader: Reader, now: datetime, action: str, *records: str) -> None:
    entering.record_act(actor=reader, event=Event.ALTERATION, action=action, now=now, records=records)
