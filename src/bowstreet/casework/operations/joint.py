"""Which operations are there for a reader, and their boards.

An operation is a record of its leading agency. Its board is there for the officers of that agency and of those that it
invited, as long as the record itself opens to them: who is marked out of the record is out of the board at once.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bowstreet.casework.operations import attached, instruments, models, targets, themes
from bowstreet.casework.operations.answers import ThemeSaid
from bowstreet.casework.operations.boards import (
    Answered,
    DecisionRow,
    OperationBoard,
    OperationList,
    OperationRow,
    Part,
    PartnerRow,
    PoolRow,
    TaskRow,
)
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.governance import gate
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, dockets, rows, undertaken
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.holdings.repository.rows import Row
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.readers import LEA_ROLES, LEADERS, Reader, Role
from bowstreet.vocabulary.refusals import Hidden

OVER = ("concluded", "abandoned")
"""The stages after which nothing more is done."""

STATES: Mapping[str, Answered] = {"invited": "invited", "accepted": "accepted", "declined": "declined"}


@dataclass(frozen=True)
class Joint:
    """An operation that is there for a reader, and the part of the reader's agency in it."""

    row: Row
    body: Mapping[str, Any]
    part: Part
    reach: Reach

    @property
    def stage(self) -> Any:
        """Return in which stage it is; one that says none is planned."""
        return stage_of(self.body)

    @property
    def over(self) -> bool:
        """Say whether it has ended."""
        return self.stage in OVER

    @property
    def names(self) -> bool:
        """Say whether the identifiers of its record open."""
        return self.reach.depth_of(self.row.terms_id) == "identifiers"

    @property
    def members(self) -> tuple[str, ...]:
        """Return who works in it: the lead and who accepted."""
        accepted = models.Partner.objects.filter(operation=self.row.uid, state="accepted").order_by("agency")
        return (self.row.agency, *accepted.values_list("agency", flat=True))


def operations(*, reader: Reader, now: datetime) -> OperationList:
    """Return the operations that the reader's agency leads, takes part in or is invited to."""
    reach = reach_of(reader, now)
    parts = _parts(reader.agency)
    some = [each for each in undertaken.under(reach.sets.body) if each.row.kind == "operation"]
    mine = [each for each in some if each.row.agency == reader.agency or each.row.uid in parts]
    dockets.check_out(reader, [each.row for each in mine], reach, now)
    tasks = models.Task.objects.filter(
        operation__in=[each.row.uid for each in mine], agency=reader.agency, done_at=None
    )
    waiting = [(each.operation, each.due_on) for each in tasks]
    opened = Counter(operation for operation, _ in waiting)
    late = Counter(operation for operation, due in waiting if due and due < now.date())
    cards = queries.cards()
    made = tuple(
        OperationRow(
            each.row.uid, dockets.title(each.row, "body", each.body, cards[each.row.agency]),
            stage_of(each.body), each.row.agency,
            "lead" if each.row.agency == reader.agency else parts[each.row.uid], day(each.body.get("action_on")),
            opened[each.row.uid], late[each.row.uid],
        )
        for each in mine
    )  # fmt: skip
    _enter(reader, now, "operation.list", [each.row for each in mine])
    return OperationList(made)


def board(*, reader: Reader, now: datetime, id: str) -> OperationBoard:
    """Return an operation's board; raise ``Hidden`` for one that is not there for the reader."""
    with denying.denied(reader, "operation.show", now):
        each = there(id, reader, now)
    cards, body = queries.cards(), each.body
    inside = each.part != "invited"
    pooled = list(models.Pooled.objects.filter(operation=each.row.uid).order_by("-at", "record")) if inside else []
    records = attached.opened({one.record for one in pooled}, each.reach)
    shown = [each.row, *(one.row for one in records.values())]
    dockets.check_out(reader, shown, each.reach, now)
    _enter(reader, now, "operation.show", shown)
    partners = _partners(each, inside, reader)
    tasks = list(models.Task.objects.filter(operation=each.row.uid).order_by("due_on", "uid")) if inside else []
    decisions = list(models.Decision.objects.filter(operation=each.row.uid).order_by("-at", "-id")) if inside else []
    names = queries.officer_names(
        {*(one.answered_by for one in partners), *(one.done_by for one in tasks), *(one.by for one in decisions)} - {""}
    )
    return OperationBoard(
        each.row.uid, dockets.title(each.row, "body", dict(body), cards[each.row.agency]),
        _said(each, "reference"), _said(each, "summary"), each.stage, each.row.agency,
        cards[each.row.agency].contact, each.part,
        tuple(ThemeSaid(one.sort, one.code, one.label) for one in themes.of_body(body)),
        day(body.get("begins_on")), day(body.get("action_on")), _said(each, "outcome"),
        tuple(
            PartnerRow(one.agency, cards[one.agency].contact, STATES[one.state], one.invited_at,
                       names.get(one.answered_by, ""), one.answered_at, one.said)
            for one in partners
        ),
        tuple(
            TaskRow(one.uid, one.agency, one.title, one.due_on,
                    one.done_at is None and one.due_on is not None and one.due_on < now.date(),
                    names.get(one.done_by, ""), one.done_at, one.agency == reader.agency)
            for one in tasks
        ),
        tuple(DecisionRow(one.agency, names.get(one.by, ""), one.at, one.text) for one in decisions),
        tuple(
            PoolRow(one.record, records[one.record].row.kind, records[one.record].title, one.agency, one.at,
                    one.agency == reader.agency)
            for one in pooled if one.record in records
        ),
        targets.rows(each.row.uid, reader.agency) if inside and each.names else (),
        instruments.rows(each.row.uid, reader.agency, now.date()) if inside else (),
        _may(each, reader, now),
    )  # fmt: skip


def there(id: str, reader: Reader, now: datetime) -> Joint:
    """Return an operation that is there for the reader; raise ``Hidden`` for any other."""
    reach = reach_of(reader, now)
    row = rows.named(id, reach.sets.body)
    if row is None or row.kind != "operation":
        raise Hidden()
    part: Part | None = "lead" if row.agency == reader.agency else _parts(reader.agency).get(row.uid)
    if part is None:
        raise Hidden()
    return Joint(row, rows.body_of(row.id, row.version), part, reach)


def stage_of(body: Mapping[str, Any]) -> Any:
    """Return in which stage an operation is; one that says none is planned."""
    return body.get("stage") or "planned"


def day(said: Any) -> date | None:
    """Return a day that stands in a body; None where none does."""
    return date.fromisoformat(str(said)) if said else None


def _said(each: Joint, field: str) -> str:
    """Return a text of the operation's record as deep as it opens."""
    depth = each.reach.depth_of(each.row.terms_id) or "meta"
    return ", ".join(catalogue.kind("operation").opened(field, each.body, depth))


def _may(each: Joint, reader: Reader, now: datetime) -> tuple[str, ...]:
    if each.over or reader.role not in LEA_ROLES:
        return ()
    if each.part == "invited":
        return ("answer",) if reader.role in LEADERS else ()
    if reader.role is Role.PROSECUTOR:
        return ("instrument",)
    may = ["decide", "done", "pool", "instrument", *(["target"] if each.names else [])]
    if each.part == "lead":
        if each.row.terms_id in gate.permitted(reader, Action.EDIT, now):
            may += ["stage", "task", "close"]
        if each.row.terms_id in gate.permitted(reader, Action.REMARK, now):
            may.append("invite")
    return tuple(may)


def _partners(each: Joint, inside: bool, reader: Reader) -> list[models.Partner]:
    found = models.Partner.objects.filter(operation=each.row.uid).order_by("agency")
    return list(found if inside else found.filter(agency=reader.agency))


def _parts(agency: str) -> dict[str, Part]:
    """Return in which operations of others an agency has a part; one that declined has none."""
    held = models.Partner.objects.filter(agency=agency).exclude(state="declined")
    return {operation: "accepted" if state == "accepted" else "invited"
            for operation, state in held.values_list("operation", "state")}  # fmt: skip


def _enter(reader: Reader, now: datetime, action: str, shown: list[Row]) -> None:
    looking.note(
        actor=reader, event=Event.CONSULTATION, action=action, now=now, records=[each.uid for each in shown],
        touched=[(each.uid, each.agency) for each in shown if each.agency != reader.agency],
    )  # fmt: skip
