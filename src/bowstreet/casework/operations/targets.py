"""The identifiers that an operation works on: for those who work in it and to whom its record opens them."""

from bowstreet.casework.operations import models
from bowstreet.casework.operations.boards import TargetRow
from bowstreet.holdings.ledger import keys
from bowstreet.vocabulary.refusals import Invalid
from bowstreet.vocabulary.selectors import Selector, SelectorType, recognise

MOST = 1_000
"""So many identifiers an operation works on at most."""


class WrongTargets(Invalid):
    """Lines that are no identifiers, or too many of them."""

    field = "identifiers"


def rows(operation: str, agency: str) -> tuple[TargetRow, ...]:
    """Return the identifiers of an operation as an agency reads them, by type and value."""
    held = ((_selector(each), each) for each in models.Target.objects.filter(operation=operation))
    made = [
        TargetRow(one.uid, one.type, selector.shown(), one.agency, one.at, one.agency == agency)
        for selector, one in held
    ]
    return tuple(sorted(made, key=lambda row: (row.type, row.value, row.id)))


def read(text: str) -> tuple[Selector, ...]:
    """Return the identifiers that stand in lines, each once; raise ``WrongTargets`` for a line that is none."""
    named: dict[Selector, None] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = recognise(line.strip())
        if not found:
            raise WrongTargets(f"Line {number} is no identifier. Write a handle as handle:MARKET:NAME.")
        named |= dict.fromkeys(found)
    if not named:
        raise WrongTargets("Name the identifiers, one a line.")
    return tuple(named)


def tag(operation: str, selector: Selector) -> str:
    """Return by what the node alone finds an identifier again in an operation, and nowhere else."""
    return keys.tags([f"{operation}:{selector.type.value}:{selector.value}"])[0]


def _selector(each: models.Target) -> Selector:
    return Selector(SelectorType(each.type), keys.unlock(each.matter))
