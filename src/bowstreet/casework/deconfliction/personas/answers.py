"""What is told of personas: to the handler the own ones, to a coordinator the alerts, to nobody else anything."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AlertRow:
    """That somebody met a persona: ``how`` is ``asked`` or ``holds``; ``officer`` is the name of who asked, and why.

    ``shown`` is the identifier as it is shown, ``reference`` what the other agency's ticket is called; the own agency
    has none.
    """

    shown: str
    agency: str
    contact: str
    how: str
    officer: str
    why: str
    reference: str
    at: datetime


@dataclass(frozen=True)
class PersonaCard:
    """A persona as its handler reads it."""

    id: str
    label: str
    identifiers: tuple[str, ...]
    entered_at: datetime
    alerts: tuple[AlertRow, ...]


@dataclass(frozen=True)
class BroughtRow:
    """An alert as a coordinator reads it: whom to bring together, never the identifier or its label."""

    type: str
    agency: str
    contact: str
    handler: str
    other: str
    other_contact: str
    how: str
    reference: str
    at: datetime


@dataclass(frozen=True)
class PersonaList:
    """The reader's own personas with their alerts; for a coordinator (``brings``) also the alerts of all."""

    personas: tuple[PersonaCard, ...]
    brings: bool
    alerts: tuple[BroughtRow, ...]
