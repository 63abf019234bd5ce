"""What every agency of an operation does: answer an invitation, say that a task is done, write down a decision."""

from datetime import datetime

from django.db import transaction

from bowstreet.casework.operations import joint, leading, models
from bowstreet.casework.operations.boards import OperationBoard, OperationList
from bowstreet.casework.operations.joint import Joint
from bowstreet.holdings.ledger import recording as entering
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.readers import LEADERS, Reader
from bowstreet.vocabulary.refusals import Hidden


def answer(*, reader: Reader, now: datetime, id: str, answer: str, said: str = "") -> OperationList:
    """Accept an invitation or decline it, for the reader's agency; who declined does not see the board any more."""
    with transaction.atomic():
        with denying.denied(reader, "operation.answer", now):
            each = joint.there(id, reader, now)
            if each.part != "invited" or reader.role not in LEADERS:
                raise Hidden()
        _not_over(each)
        models.Partner.objects.filter(operation=each.row.uid, agency=reader.agency).update(
            state="accepted" if answer == "accept" else "declined", answered_by=reader.officer, answered_at=now,
            said=said.strip(),
        )  # fmt: skip
        _enter(reader, now, each, f"operation.answer:{answer}")
    return joint.operations(reader=reader, now=now)


def finish_task(*, reader: Reader, now: datetime, id: str, task: str) -> OperationBoard:
    """Say that a task of the reader's agency is done; the first word stands."""
    with transaction.atomic():
        with denying.denied(reader, "operation.done", now):
            each = inside(id, reader, now)
            held = models.Task.objects.filter(operation=each.row.uid, uid=task, agency=reader.agency)
            if not held.exists():
                raise Hidden()
        held.filter(done_at=None).update(done_by=reader.officer, done_at=now)
        _enter(reader, now, each, "operation.done")
    return joint.board(reader=reader, now=now, id=id)


def decide(*, reader: Reader, now: datetime, id: str, text: str) -> OperationBoard:
    """Write a decision into the log that all who work in the operation read."""
    with transaction.atomic():
        with denying.denied(reader, "operation.decide", now):
            each = inside(id, reader, now)
        models.Decision.objects.create(
            operation=each.row.uid, agency=reader.agency, by=reader.officer, at=now, text=text.strip()
        )
        _enter(reader, now, each, "operation.decide")
    return joint.board(reader=reader, now=now, id=id)


def inside(id: str, reader: Reader, now: datetime) -> Joint:
    """Return an operation that goes on and in which the reader's agency works; raise ``Hidden`` or ``leading.Over``."""
    each = joint.there(id, reader, now)
    if each.part == "invited":
        raise Hidden()
    _not_over(each)
    return each


def _not_over(each: Joint) -> None:
    if each.over:
        raise leading.Over()


def _enter(reader: Reader, now: datetime, each: Joint, action: str) -> None:
    entering.record_act(
        actor=reader, event=Event.ALTERATION, action=action, now=now, records=[each.row.uid],
        also_agencies=[each.row.agency],
    )  # fmt: skip
