"""A statement: one value of one field as one source gave it, with its grade, basis and days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from bowstreet.vocabulary.evaluation import UNGRADED, Grade
from bowstreet.vocabulary.lawfulness import Basis


@dataclass(frozen=True)
class Statement:
    """One value with where it came from.

    ``source`` is ``observation:<dataset>/<import>/<row>`` for what was read out of a dataset, free text otherwise.
    """

    value: str
    source: str = ""
    grade: Grade = UNGRADED
    basis: Basis = Basis.FACT
    first_seen: date | None = None
    last_seen: date | None = None

    def plain(self) -> dict[str, Any]:
        """Return the statement as it stands in a record's body."""
        return {
            "value": self.value,
            "source": self.source,
            "grade": str(self.grade),
            "basis": str(self.basis),
            "first_seen": self.first_seen.isoformat() if self.first_seen else None,
            "last_seen": self.last_seen.isoformat() if self.last_seen else None,
        }

    @classmethod
    def read(cls, raw: Mapping[str, Any] | str) -> Self:
        """Read a statement from a body; a bare string is a value with nothing else known."""
        if isinstance(raw, str):
            return cls(raw)
        first, last = raw.get("first_seen"), raw.get("last_seen")
        return cls(
            str(raw["value"]),
            str(raw.get("source", "")),
            Grade.read(raw.get("grade") or str(UNGRADED)),
            Basis(raw.get("basis") or Basis.FACT),
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
        )


def weighed(body: Mapping[str, Any], grade: Grade, basis: Basis) -> dict[str, Any]:
    """Return a body whose statements that nobody weighed have the grade and the basis of what they came with.

    >>> weighed({"aliases": [Statement("qh").plain()]}, Grade.read("B2"), Basis.HEARSAY)["aliases"][0]["grade"]
    'B2'
    """
    if (grade, basis) == (UNGRADED, Basis.FACT):
        return dict(body)
    said = {"grade": str(grade), "basis": str(basis)}
    unsaid = {"grade": str(UNGRADED), "basis": str(Basis.FACT)}
    return {
        name: [{**each, **said} if unsaid.items() <= each.items() else each for each in value]
        if isinstance(value, list) and value and isinstance(value[0], dict)
        else value
        for name, value in body.items()
    }
