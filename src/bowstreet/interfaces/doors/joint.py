"""The doors of joint operations: the list, the board, and what the lead and the partners do."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from pydantic import Field, field_validator

from bowstreet.casework.operations import across, joint, layers, leading, scoping, taking_part
from bowstreet.casework.operations.boards import (
    Across,
    InstrumentCode,
    InstrumentState,
    OperationBoard,
    OperationList,
    PrivateLayer,
)
from bowstreet.casework.operations.leads import showing
from bowstreet.casework.operations.leads.answers import LeadList
from bowstreet.interfaces.doors.audience import GATHERERS, RE_MARKERS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEA_ROLES, LEADERS

_LINE, _TEXT = 500, 20_000


class Begin(Form):
    """What an operation is called and about, its days, and the agencies that are invited."""

    title: str = Field(min_length=1, max_length=_LINE)
    reference: str = Field("", max_length=100)
    summary: str = Field("", max_length=_TEXT)
    markets: tuple[str, ...] = Field((), max_length=50)
    products: tuple[str, ...] = Field((), max_length=50)
    begins_on: date | None = None
    action_on: date | None = None
    partners: tuple[str, ...] = Field((), max_length=200)

    @field_validator("markets", "products")
    @classmethod
    def _apart(cls, told: tuple[str, ...]) -> tuple[str, ...]:
        """Return what stood in lines or between commas as single texts."""
        return tuple(each.strip() for text in told for each in text.replace(",", "\n").splitlines() if each.strip())


class One(Form):
    """An operation by its id."""

    id: str = Field(max_length=36)


class Leads(One):
    """An operation by its id, and which part of the list."""

    after: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=200)


class Invite(One):
    """An operation, and the agency that is invited."""

    agency: str = Field(min_length=1, max_length=60)


class Replying(One):
    """An invitation accepted or declined, and a sentence for the lead."""

    answer: Literal["accept", "decline"]
    said: str = Field("", max_length=2_000)


class Phase(One):
    """The phase that an operation is in now, and the action day."""

    stage: Literal["planned", "running", "action", "abandoned"]
    action_on: date | None = None


class Give(Invite):
    """What an agency is to do, and until when."""

    title: str = Field(min_length=1, max_length=_LINE)
    due_on: date | None = None


class Finish(One):
    """A task by its id."""

    task: str = Field(max_length=36)


class Decide(One):
    """What was decided."""

    text: str = Field(min_length=1, max_length=_TEXT)


class Pool(One):
    """A record of the own agency by its id."""

    record: str = Field(min_length=1, max_length=36)


class Keep(One):
    """A note, the id of a record of the own agency, or both."""

    note: str = Field("", max_length=_TEXT)
    about: str = Field("", max_length=36)


class Drop(One):
    """Something in the private layer by its id."""

    kept: str = Field(max_length=36)


class Targets(One):
    """Identifiers, one a line; a handle as handle:MARKET:NAME."""

    identifiers: str = Field(min_length=1, max_length=_TEXT)


class Untarget(One):
    """An identifier in scope by its id."""

    target: str = Field(max_length=36)


class Issue(One):
    """By which instrument the own agency asks which other one for what, its reference, and until when."""

    code: InstrumentCode
    to: str = Field(min_length=1, max_length=60)
    title: str = Field(min_length=1, max_length=_LINE)
    reference: str = Field("", max_length=100)
    due_on: date | None = None


class InstrumentTold(One):
    """To which state an instrument came, and on which day."""

    instrument: str = Field(max_length=36)
    state: InstrumentState
    on: date | None = None


class Close(One):
    """What came of an operation, and what those who come after learn from it."""

    outcome: str = Field(min_length=1, max_length=_TEXT)
    lesson: str = Field(min_length=1, max_length=_LINE)
    happened: str = Field(min_length=1, max_length=_TEXT)
    advice: str = Field(min_length=1, max_length=_TEXT)


_PAGE: Callable[[Any], str] = lambda made: f"/operations/{made.id}"  # noqa: E731 - one address for all acts

DOORS = (
    Door(
        "operation.list", "The operations that your agency leads, takes part in or is invited to", joint.operations,
        answer=OperationList, web="/operations", api="/operations", page="operations.html", roles=LEA_ROLES,
        command="operation list",
    ),
    Door(
        "operation.begin", "Begin an operation and invite others", leading.begin, Begin, OperationBoard, method="POST",
        creates=True, web="/operations", api="/operations", after=_PAGE, beside="operation.list", roles=GATHERERS,
        command="operation begin",
    ),
    Door(
        "operation.across", "How the operations stand in all countries, as far as they open", across.across,
        answer=Across, web="/operations/across", api="/operations/across", page="operations_across.html",
        roles=LEA_ROLES, command="operation across",
    ),
    Door(
        "operation", "The board of an operation: partners, phase, tasks, decisions, pool, scope", joint.board, One,
        OperationBoard, web="/operations/{id}", api="/operations/{id}", page="operation.html", roles=LEA_ROLES,
        command="operation show",
    ),
    Door(
        "operation.leads", "The leads that came from an operation, and how far each is", showing.of_operation, Leads,
        LeadList, api="/operations/{id}/leads", roles=LEA_ROLES, command="operation leads",
    ),
    Door(
        "operation.invite", "Invite an agency to an operation", leading.invite, Invite, OperationBoard, method="POST",
        web="/operations/{id}/partners", api="/operations/{id}/partners", after=_PAGE,
        beside="operation", roles=RE_MARKERS, command="operation invite",
    ),
    Door(
        "operation.answer", "Accept or decline an invitation", taking_part.answer, Replying, OperationList,
        method="POST", web="/operations/{id}/answer", api="/operations/{id}/answer",
        after=lambda made: "/operations", roles=LEADERS, command="operation answer",
    ),
    Door(
        "operation.stage", "Set the phase of an operation, and the action day", leading.set_stage, Phase,
        OperationBoard, method="POST", web="/operations/{id}/stage", api="/operations/{id}/stage", after=_PAGE,
        beside="operation", roles=GATHERERS, command="operation stage",
    ),
    Door(
        "operation.task", "Give an agency of an operation a task", leading.give_task, Give, OperationBoard,
        method="POST", web="/operations/{id}/tasks", api="/operations/{id}/tasks", after=_PAGE,
        beside="operation", roles=GATHERERS, command="operation task",
    ),
    Door(
        "operation.done", "Say that a task of your agency is done", taking_part.finish_task, Finish, OperationBoard,
        method="POST", web="/operations/{id}/tasks/{task}/done", api="/operations/{id}/tasks/{task}/done", after=_PAGE,
        roles=GATHERERS, command="operation done",
    ),
    Door(
        "operation.decide", "Write a decision into the log of an operation", taking_part.decide, Decide, OperationBoard,
        method="POST", web="/operations/{id}/decisions", api="/operations/{id}/decisions", after=_PAGE,
        beside="operation", roles=GATHERERS, command="operation decide",
    ),
    Door(
        "operation.pool", "Put a record of your agency into the shared pool of an operation", layers.pool, Pool,
        OperationBoard, method="POST", web="/operations/{id}/pool", api="/operations/{id}/pool", after=_PAGE,
        beside="operation", roles=GATHERERS, command="operation pool",
    ),
    Door(
        "operation.unpool", "Take a record of your agency out of the shared pool of an operation", layers.unpool, Pool,
        OperationBoard, method="POST", web="/operations/{id}/pool/{record}/out",
        api="/operations/{id}/pool/{record}/out", after=_PAGE, beside="operation", roles=GATHERERS,
        command="operation unpool",
    ),
    Door(
        "operation.layer", "What your agency keeps to an operation for itself alone", layers.layer, One, PrivateLayer,
        api="/operations/{id}/layer", roles=LEA_ROLES, command="operation layer",
    ),
    Door(
        "operation.keep", "Keep a note or a record to an operation for your agency alone", layers.keep, Keep,
        PrivateLayer, method="POST", web="/operations/{id}/layer", api="/operations/{id}/layer", after=_PAGE,
        beside="operation", roles=GATHERERS, command="operation keep",
    ),
    Door(
        "operation.drop", "Take something out of what your agency keeps to an operation", layers.drop, Drop,
        PrivateLayer, method="POST", web="/operations/{id}/layer/{kept}/drop", api="/operations/{id}/layer/{kept}/drop",
        after=_PAGE, roles=GATHERERS, command="operation drop",
    ),
    Door(
        "operation.target", "Put identifiers into the scope of an operation", scoping.target, Targets, OperationBoard,
        method="POST", web="/operations/{id}/targets", api="/operations/{id}/targets", after=_PAGE, beside="operation",
        roles=GATHERERS, command="operation target",
    ),
    Door(
        "operation.untarget", "Take an identifier out of the scope of an operation", scoping.untarget, Untarget,
        OperationBoard, method="POST", web="/operations/{id}/targets/{target}/out",
        api="/operations/{id}/targets/{target}/out", after=_PAGE, roles=GATHERERS, command="operation untarget",
    ),
    Door(
        "operation.instrument", "Note a legal instrument of an operation", scoping.issue, Issue, OperationBoard,
        method="POST", web="/operations/{id}/instruments", api="/operations/{id}/instruments", after=_PAGE,
        beside="operation", roles=LEA_ROLES, command="operation instrument",
    ),
    Door(
        "operation.step", "Say to which state a legal instrument of an operation came", scoping.step, InstrumentTold,
        OperationBoard, method="POST", web="/operations/{id}/instruments/{instrument}/steps",
        api="/operations/{id}/instruments/{instrument}/steps", after=_PAGE, beside="operation", roles=LEA_ROLES,
        command="operation step",
    ),
    Door(
        "operation.close", "Close an operation with its outcome and a lesson", leading.close, Close, OperationBoard,
        method="POST", web="/operations/{id}/close", api="/operations/{id}/close", after=_PAGE,
        beside="operation", roles=GATHERERS, command="operation close",
    ),
)  # fmt: skip
