"""What the leading agency does with an operation: begin it, invite, set phases, give tasks, close it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bowstreet.casework.operations import joint, models
from bowstreet.casework.operations.boards import OperationBoard
from bowstreet.casework.operations.joint import Joint
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import terms
from bowstreet.holdings.ledger import chance
from bowstreet.holdings.ledger import recording as entering
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import connecting, denying, recording
from bowstreet.vocabulary.handling import Action, Scope, Tlp
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Invalid, Refusal, Sort


class Over(Refusal):
    """An act on an operation that has ended."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This operation has ended; nothing more is done in it.")


class NotAPartner(Invalid):
    """An agency that cannot be invited, or works in the operation not at all."""

    field = "agency"

    def __init__(self, agency: str) -> None:
        """Say which."""
        super().__init__(f"'{agency[:60]}' is no other agency that takes part: the lead and who accepted do.")


class InvitedAlready(Refusal):
    """An agency that was invited before."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("This agency was invited before, or leads the operation.")


class NoDay(Invalid):
    """An action day without a day."""

    field = "action_on"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Say on which day the action is.")


def begin(  # noqa: PLR0913 - an operation is told by all of these
    *, reader: Reader, now: datetime, title: str, reference: str = "", summary: str = "",
    markets: Sequence[str] = (), products: Sequence[str] = (), begins_on: date | None = None,
    action_on: date | None = None, partners: Sequence[str] = (),
) -> OperationBoard:  # fmt: skip
    """Record an operation of the reader's agency and invite others, to whom the record opens with that."""
    invited = sorted({*partners} - {reader.agency})
    for each in invited:
        _known(each)
    body = {
        "title": title, "reference": reference, "summary": summary, "stage": "planned", "markets": list(markets),
        "products": list(products), "begins_on": begins_on and begins_on.isoformat(),
        "action_on": action_on and action_on.isoformat(),
    }  # fmt: skip
    marks = {"scope": "NAMED", "tlp": "AMBER+STRICT", "recipients": invited} if invited else {}
    with transaction.atomic():
        made = recording.record(
            reader=reader, now=now, kind="operation", body={name: value for name, value in body.items() if value},
            envelope=marks,
        )  # fmt: skip
        for each in invited:
            _invite(reader, now, made.id, each)
    return joint.board(reader=reader, now=now, id=made.id)


def invite(*, reader: Reader, now: datetime, id: str, agency: str) -> OperationBoard:
    """Invite an agency and open the record to it; for who may re-mark the record."""
    _known(agency)
    with transaction.atomic():
        with denying.denied(reader, "operation.invite", now):
            each = led(id, reader, now)
            held = recording.allowed(reader, each.row.uid, Action.REMARK, now)
        recording.alone(reader, held.kind)
        if agency == reader.agency or models.Partner.objects.filter(operation=held.uid, agency=agency).exists():
            raise InvitedAlready()
        value = terms.terms_of([held.terms_id])[held.terms_id]
        if value.scope in (Scope.OWNER, Scope.NAMED, Scope.GROUP):
            changes: dict[str, Any] = {"recipients": sorted({*value.recipients, agency})}
            changes |= {"scope": "NAMED"} if value.scope is Scope.OWNER else {}
            changes |= {"tlp": "AMBER+STRICT"} if value.tlp is Tlp.RED else {}
            recording.mark_anew(reader, now, held, changes)
        _invite(reader, now, held.uid, agency)
    return joint.board(reader=reader, now=now, id=id)


def set_stage(
    *, reader: Reader, now: datetime, id: str, stage: str, action_on: date | None = None
) -> OperationBoard:  # fmt: skip
    """Set the phase, and the action day where one is said; an operation ends concluded by ``close`` alone."""
    with transaction.atomic():
        with denying.denied(reader, "operation.stage", now):
            each = led(id, reader, now)
        if stage == "action" and not (action_on or each.body.get("action_on")):
            raise NoDay()
        said = {"stage": stage, **({"action_on": action_on.isoformat()} if action_on else {})}
        recording.amend(reader=reader, now=now, id=each.row.uid, body=said)
        _enter(reader, now, each, "operation.stage")
    return joint.board(reader=reader, now=now, id=id)


def give_task(
    *, reader: Reader, now: datetime, id: str, agency: str, title: str, due_on: date | None = None
) -> OperationBoard:  # fmt: skip
    """Give an agency that works in the operation a task and its deadline."""
    with transaction.atomic():
        with denying.denied(reader, "operation.task", now):
            each = led(id, reader, now)
            recording.allowed(reader, each.row.uid, Action.EDIT, now)
        if agency not in each.members:
            raise NotAPartner(agency)
        nth = models.Task.objects.filter(operation=each.row.uid).count()
        models.Task.objects.create(
            uid=chance.identifier(reader.agency, f"task:{each.row.uid}:{nth}", now), operation=each.row.uid,
            agency=agency, title=title.strip(), due_on=due_on, made_by=reader.officer, made_at=now,
        )  # fmt: skip
        _enter(reader, now, each, "operation.task")
    return joint.board(reader=reader, now=now, id=id)


def close(
    *, reader: Reader, now: datetime, id: str, outcome: str, lesson: str, happened: str, advice: str
) -> OperationBoard:  # fmt: skip
    """Conclude an operation with its outcome and a lesson, which is a record of its own, learned from it.

    The lesson is shared as the agency's standing envelope says; it takes over nothing of the operation.
    """
    with transaction.atomic():
        with denying.denied(reader, "operation.close", now):
            each = led(id, reader, now)
        told = {"stage": "concluded", "outcome": outcome}
        recording.amend(reader=reader, now=now, id=each.row.uid, body=told)
        learned = {"title": lesson, "happened": happened, "advice": advice, "learned_on": now.date().isoformat()}
        made = recording.record(reader=reader, now=now, kind="lesson", body=learned)
        connecting.link(reader=reader, now=now, id=made.id, other=each.row.uid, type=LinkType.LEARNED_FROM)
        _enter(reader, now, each, "operation.close")
    return joint.board(reader=reader, now=now, id=id)


def led(id: str, reader: Reader, now: datetime) -> Joint:
    """Return an operation that the reader's agency leads and that has not ended; raise ``Hidden`` or ``Over``."""
    each = joint.there(id, reader, now)
    if each.part != "lead":
        raise Hidden()
    if each.over:
        raise Over()
    return each


def _known(agency: str) -> None:
    if agency not in queries.cards():
        raise NotAPartner(agency)


def _invite(reader: Reader, now: datetime, operation: str, agency: str) -> None:
    models.Partner.objects.create(operation=operation, agency=agency, invited_at=now)
    entering.record_act(
        actor=reader, event=Event.DISCLOSURE, action="operation.invite", now=now, records=[operation],
        recipients=[agency], also_agencies=[agency],
    )  # fmt: skip


def _enter(reader: Reader, now: datetime, each: Joint, action: str) -> None:
    entering.record_act(
        actor=reader, event=Event.ALTERATION, action=action, now=now, records=[each.row.uid],
        also_agencies=list(each.members),
    )  # fmt: skip
