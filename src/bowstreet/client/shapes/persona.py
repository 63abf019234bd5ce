"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
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
    at: datetime.datetime


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonaCard:
    """A persona as its handler reads it."""

    id: str
    label: str
    identifiers: tuple[str, ...]
    entered_at: datetime.datetime
    alerts: tuple[AlertRow, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PersonaList:
    """The reader's own personas with their alerts; for a coordinator (``brings``) also the alerts of all."""

    personas: tuple[PersonaCard, ...]
    brings: bool
    alerts: tuple[BroughtRow, ...]
