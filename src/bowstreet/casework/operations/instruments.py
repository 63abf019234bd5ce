"""Legal instruments of an operation: what state may follow which, who says it, and how they stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import get_args

from django.db.models import QuerySet

from bowstreet.casework.operations import models
from bowstreet.casework.operations.boards import InstrumentCode, InstrumentRow, InstrumentState, InstrumentStepRow

SETTLED: frozenset[str] = frozenset({"executed", "refused", "withdrawn"})
"""The states after which nothing more is awaited."""

_AHEAD: Mapping[str, tuple[InstrumentState, ...]] = MappingProxyType({
    "prepared": ("sent", "withdrawn"),
    "sent": ("received", "granted", "refused", "executed", "withdrawn"),
    "received": ("granted", "refused", "executed", "withdrawn"),
    "granted": ("executed", "refused", "withdrawn"),
})  # fmt: skip
_OF_ISSUER = frozenset({"sent", "withdrawn"})

_CODES: Mapping[str, InstrumentCode] = {each: each for each in get_args(InstrumentCode)}
_STATES: Mapping[str, InstrumentState] = {each: each for each in get_args(InstrumentState)}


def ahead(each: models.Instrument, state: str, agency: str) -> tuple[InstrumentState, ...]:
    """Return which states an agency can say after one: its issuer that it went out or was withdrawn, else its receiver.

    A state may be passed over; from a settled one none follows.
    """
    mine = [one for one in _AHEAD.get(state, ()) if agency == (each.issuer if one in _OF_ISSUER else each.receiver)]
    return tuple(mine)


def rows(operation: str, agency: str, today: date) -> tuple[InstrumentRow, ...]:
    """Return the instruments of an operation as an agency reads them: those awaited first, by their day."""
    found = models.Instrument.objects.filter(operation=operation)
    said = _said(found)
    made = [_row(each, said[each.id], agency, today) for each in found]
    return tuple(sorted(made, key=lambda row: (row.steps[-1].state in SETTLED, row.due_on or date.max, row.id)))


def late(operations: Iterable[str], today: date) -> Iterator[tuple[str, str, date]]:
    """Yield of each instrument whose day is over and that is not settled: its operation, who is to act, and its day."""
    found = models.Instrument.objects.filter(operation__in=list(operations), due_on__lt=today)
    said = _said(found)
    for each in found:
        state = said[each.id][-1].state
        if each.due_on and state not in SETTLED:
            yield each.operation, each.issuer if state == "prepared" else each.receiver, each.due_on


def last(each: models.Instrument) -> models.InstrumentStep:
    """Return the step of an instrument that came last."""
    return models.InstrumentStep.objects.filter(instrument=each).order_by("-id")[0]


def _said(some: QuerySet[models.Instrument]) -> dict[int, list[models.InstrumentStep]]:
    found: dict[int, list[models.InstrumentStep]] = defaultdict(list)
    for step in models.InstrumentStep.objects.filter(instrument__in=some).order_by("id"):
        found[step.instrument_id].append(step)
    return found


def _row(
    each: models.Instrument, steps: Sequence[models.InstrumentStep], agency: str, today: date
) -> InstrumentRow:  # fmt: skip
    state = steps[-1].state
    return InstrumentRow(
        each.uid, _CODES[each.code], each.title, each.reference, each.issuer, each.receiver, each.due_on,
        each.due_on is not None and each.due_on < today and state not in SETTLED,
        tuple(InstrumentStepRow(_STATES[step.state], step.agency, step.on) for step in steps),
        ahead(each, state, agency),
    )  # fmt: skip
