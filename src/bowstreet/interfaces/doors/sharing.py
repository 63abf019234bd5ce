"""The doors by which records leave: look what would, take them out, fetch the document."""

from collections.abc import Callable
from datetime import date as Day
from typing import Any

from pydantic import Field, field_validator

from bowstreet.casework.sharing import exporting, seeking
from bowstreet.casework.sharing.answers import ExportCard, ExportLook
from bowstreet.casework.sharing.seeking import PatternMatch
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.choosing import NAMED, Chosen
from bowstreet.interfaces.doors.audience import DISSEMINATORS, RECORDERS
from bowstreet.interfaces.doors.door import BYTES, Door, Form
from bowstreet.interfaces.doors.finding import existing
from bowstreet.interfaces.doors.records import last_part
from bowstreet.vocabulary.ceilings import USUAL, Ceiling
from bowstreet.vocabulary.handling import Classification, HandlingCode, Pap, Tlp

_FILTERS = ("kind", "agency", "market", "product", "grade", "date", "since", "until")
_CEILINGS = ("tlp", "pap", "handling", "classification")


class Choice(Form):
    """What is meant, what of it at most, and in which format: ids, a search with what narrows it, or what is linked.

    At most TLP:AMBER leaves unless another ``tlp`` is named; RED is no ceiling.
    ``found`` has the search count though it has no words: all that one may see. ``around`` and ``intake`` may be
    addresses.
    """

    id: tuple[str, ...] = Field((), max_length=NAMED)
    q: str = Field("", max_length=2000)
    found: bool = False
    kind: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    since: Day | None = None
    until: Day | None = None
    around: str = Field("", max_length=300)
    intake: str = Field("", max_length=300)
    tlp: Tlp | None = USUAL.tlp
    pap: Pap | None = None
    handling: HandlingCode | None = None
    classification: Classification | None = None
    history: bool = False

    _exist = field_validator("kind", "product", "grade", "date")(existing)

    @field_validator("around", "intake")
    @classmethod
    def _last_part(cls, said: str) -> str:
        """Return the id at the end of an address as well as an id alone."""
        return last_part(said) if said.strip() else ""


class Look(Choice):
    """A choice, and the format whose losses are to be told."""

    format: str = Field("", max_length=20)


class Export(Choice):
    """A choice, the format it leaves in, and to whom: agencies by their slugs, or names."""

    format: str = Field(max_length=20)
    to: tuple[str, ...] = Field((), max_length=20)


class Pattern(Form):
    """A pattern of STIX 2.1."""

    pattern: str = Field(min_length=1, max_length=4_000)


class One(Form):
    """A document by its id."""

    id: str


def _chosen(run: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap an act or query so that it gets what is meant as one choice, and the limits as one ceiling."""

    def running(**fields: Any) -> Any:
        narrowed = {name: fields.pop(name) for name in _FILTERS}
        ceiling = Ceiling(**{name: fields.pop(name) for name in _CEILINGS})
        ids, q, found, around, intake = (fields.pop(name) for name in ("id", "q", "found", "around", "intake"))
        is_search = found or bool(q.strip()) or any(narrowed.values())
        choice = Chosen(ids, q if is_search else None, Filters(**narrowed), around, intake)
        return run(choice=choice, ceiling=ceiling, **fields)

    return running


def _export(*, to: tuple[str, ...], **asked: Any) -> ExportCard:
    return exporting.export(recipients=tuple(each.strip() for each in to if each.strip()), **asked)


def _look(*, format: str, **asked: Any) -> ExportLook:
    return exporting.look(format=format or None, **asked)


DOORS = (
    Door(
        "export.look",
        "What would leave of a choice, and what would stay behind",
        _chosen(_look),
        Look,
        ExportLook,
        web="/export",
        api="/leaving",
        page="export.html",
        roles=DISSEMINATORS,
    ),
    Door(
        "export",
        "Take records out in a format",
        _chosen(_export),
        Export,
        ExportCard,
        method="POST",
        creates=True,
        web="/export",
        api="/exports",
        after=lambda made: f"/exports/{made.id}",
        roles=DISSEMINATORS,
        takes_case=True,
        command="export",
    ),
    Door(
        "export.taken",
        "What you took out, and what found no home",
        exporting.show,
        One,
        ExportCard,
        web="/exports/{id}",
        api="/exports/{id}",
        page="export_taken.html",
        roles=DISSEMINATORS,
    ),
    Door(
        "export.file",
        "The document that you took out",
        exporting.download,
        One,
        web="/exports/{id}/file",
        api="/exports/{id}/file",
        media=BYTES,
        roles=DISSEMINATORS,
    ),
    Door(
        "pattern",
        "What a pattern of STIX finds among the records that you may see",
        seeking.match,
        Pattern,
        PatternMatch,
        api="/patterns",
        roles=RECORDERS,
        command="pattern",
    ),
)
