"""The inventory read: one row an endpoint, with the roles that may use it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bowstreet.vocabulary.readers import Role

TABLE = Path(__file__).with_name("inventory.txt")
COLUMNS = (
    Role.INVESTIGATOR, Role.ANALYST, Role.SUPERVISOR, Role.COORDINATOR, Role.PROSECUTOR, Role.PARTNER, Role.RESEARCHER,
    Role.DEFENCE, Role.JUDGE, Role.DATA_PROTECTION_OFFICER, Role.AUDITOR, Role.OPERATOR, None,
)  # fmt: skip
"""The columns of marks; None is nobody signed in."""

KINDS = ("page", "fragment", "api", "taxii", "open", "command")


class WrongRow(ValueError):
    """A line of the inventory that cannot be read."""


@dataclass(frozen=True)
class Row:
    """One endpoint: its kind, method, address (or command), whether it wants a purpose, and who may use it."""

    kind: str
    method: str
    address: str
    purpose: bool
    may: frozenset[Role | None]

    @property
    def name(self) -> str:
        return f"{self.kind} {self.method} {self.address}"

    @property
    def of_the_table(self) -> bool:
        """Whether the table of doors holds it."""
        return self.kind in ("page", "fragment", "api", "taxii")


@cache
def rows(text: str | None = None) -> tuple[Row, ...]:
    """Return the rows in order; raise ``WrongRow`` for a line that is none, or an endpoint that stands there twice."""
    lines = (TABLE.read_text() if text is None else text).splitlines()
    found = tuple(_row(line) for line in lines if line.strip() and not line.startswith("#"))
    if len({each.name for each in found}) != len(found):
        raise WrongRow("An endpoint stands in the inventory twice.")
    return found


def _row(line: str) -> Row:
    words = line.split()
    marks, (kind, method, *address, purpose) = words[-len(COLUMNS) :], words[: -len(COLUMNS)]
    if kind not in KINDS or purpose not in ("yes", "no") or set(marks) - {"x", "."} or not address:
        raise WrongRow(line)
    may = frozenset(role for role, mark in zip(COLUMNS, marks, strict=True) if mark == "x")
    return Row(kind, method, " ".join(address), purpose == "yes", may)
