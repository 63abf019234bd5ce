"""How the officers' own records are written down in this room: who tells what, and how two of them hang together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.linking import LinkType


@dataclass(frozen=True)
class Told:
    """One thing that an invented officer records, and what of its envelope is not the agency's standing one."""

    officer: str
    kind: str
    body: dict[str, Any]
    envelope: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, str]:
        """Kind and natural key, by which it is found in a store; the title where the kind has no key."""
        kind = catalogue.kind(self.kind)
        return self.kind, kind.key(kind.check(self.body)) or kind.title(kind.check(self.body))


@dataclass(frozen=True)
class Tie:
    """A link between two recorded things, by the names that they have in this room."""

    officer: str
    left: str
    type: LinkType
    right: str
    evidence: str


Story = tuple[Mapping[str, Told], tuple[Tie, ...]]
"""Things by name, in the order in which they are recorded, and what ties them together."""

SHARED = {"scope": "LEA", "tlp": "GREEN", "handling": ["H0"]}
