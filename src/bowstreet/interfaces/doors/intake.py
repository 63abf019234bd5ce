"""The doors of intake: hand files in, follow them, read the reject list, and the mappings."""

from datetime import date, datetime
from typing import Any

from pydantic import Field, InstanceOf

from bowstreet.casework.intake import accepting, bringing, deciding, declining, mapping, teaching, undoing, watching
from bowstreet.casework.intake.answers import (
    IntakeGlance,
    IntakeList,
    IntakeView,
    MappingCard,
    MappingList,
    Teaching,
    ToTeach,
    Undoing,
)
from bowstreet.interfaces.doors.audience import GATHERERS, RECORDERS
from bowstreet.interfaces.doors.door import Door, Form, Upload
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.readers import Reader


class Page(Form):
    """Where in a list to go on."""

    cursor: str | None = Field(None, max_length=500)
    limit: int = Field(50, ge=1, le=200)


class Bring(Form):
    """Files to take in, how to read them (None: recognise), and what of the envelope differs from the standing one.

    ``mapping`` may be ``exchange``: then they are read as documents of exchange formats alone. ``seen_on`` is the day
    on which pages were crawled; without it the names of files and folders are asked. ``look``: exchange documents wait,
    once they were looked through, until somebody accepts what they hold.
    """

    files: tuple[InstanceOf[Upload], ...] = Field(min_length=1)
    mapping: str | None = None
    title: str = Field("", max_length=200)
    seen_on: date | None = None
    look: bool = False
    envelope: dict[str, Any] = Field(default_factory=dict)


class One(Form):
    """An intake by its id."""

    id: str


class Accepted(One):
    """An intake by its id, whether things count as their document says, and what of its envelope differs.

    ``left_out`` are fields, as ``kind.field``, that are left out of the records.
    """

    as_document: bool = False
    left_out: tuple[str, ...] = Field((), max_length=500)
    envelope: dict[str, Any] = Field(default_factory=dict)


class Decided(One):
    """A claim of an intake by its id, what the officer holds of the two records (None: leave it), and the ground."""

    claim: str = Field(max_length=36)
    verdict: Verdict | None = None
    note: str = Field("", max_length=4_000)


class Sources(One, Page):
    """An intake by its id, and where in its sources to go on."""


class Rejects(Form):
    """The reject list of one source of an intake, by the source's hash."""

    id: str
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class MappingName(Form):
    """A mapping by its name."""

    name: str


class NewMapping(Form):
    """A mapping of the own agency, in the form of the shipped ones."""

    name: str = Field(pattern="^[a-z][a-z0-9_]{2,59}$")
    text: str = Field(max_length=100_000)


class Table(Form):
    """A table of a file in quarantine: its intake, the file's number in it, and the part of the file."""

    intake: str
    number: int = Field(1, ge=1, le=100_000)
    part: str | None = Field(None, max_length=300)


class Taught(Form):
    """A table with the meaning of its columns; the lists run along the columns, ``needed`` holds their places."""

    intake: str
    number: int = Field(1, ge=1, le=100_000)
    part: str = Field("", max_length=300)
    name: str = Field("", max_length=60)
    title: str = Field("", max_length=200)
    sort: str = Field("listings", max_length=20)
    market: str = Field("", max_length=200)
    becomes: tuple[str, ...] = Field((), max_length=200)
    types: tuple[str, ...] = Field((), max_length=200)
    forms: tuple[str, ...] = Field((), max_length=200)
    needed: tuple[str, ...] = Field((), max_length=200)


_OF_FILE = ("intake", "number", "part")


def _with_choices(act: Any) -> Any:
    """Return an act of teaching as a door calls it: the choices by name."""

    def run(*, reader: Reader, now: datetime, **said: Any) -> Any:
        file = {name: said.pop(name) for name in _OF_FILE}
        return act(reader=reader, now=now, **file, choices=teaching.Choices(**said))

    return run


DOORS = (
    Door(
        "intake.list",
        "What your agency brought in",
        watching.intakes,
        Page,
        IntakeList,
        web="/intake",
        api="/intake",
        page="intake_list.html",
        roles=RECORDERS,
    ),
    Door(
        "intake.bring",
        "Hand files in",
        bringing.bring,
        Bring,
        IntakeGlance,
        method="POST",
        creates=True,
        web="/intake/files",
        api="/intake",
        after=lambda made: f"/intake/{made.id}",
        roles=RECORDERS,
        command="ingest",
    ),
    Door(
        "intake",
        "One intake with its counts and its reject list",
        watching.intake,
        Sources,
        IntakeView,
        web="/intake/{id}",
        api="/intake/{id}",
        page="intake.html",
        roles=RECORDERS,
    ),
    Door(
        "intake.progress",
        "How far an intake has come",
        watching.intake,
        Sources,
        IntakeView,
        web="/intake/{id}/progress",
        page="intake_progress.html",
        fragment=True,
        roles=RECORDERS,
    ),
    Door(
        "intake.rejects",
        "The reject list of one source as CSV",
        watching.reject_list,
        Rejects,
        str,
        web="/intake/{id}/rejects/{sha256}.csv",
        api="/intake/{id}/rejects/{sha256}.csv",
        media="text/csv",
        roles=RECORDERS,
    ),
    Door(
        "intake.accept",
        "Admit what a first look found",
        accepting.accept,
        Accepted,
        IntakeView,
        method="POST",
        web="/intake/{id}/accept",
        api="/intake/{id}/accept",
        after=lambda made: f"/intake/{made.id}",
        roles=RECORDERS,
        command="intake accept",
    ),
    Door(
        "intake.decline",
        "Decline what a first look found",
        declining.decline,
        One,
        IntakeView,
        method="POST",
        web="/intake/{id}/decline",
        api="/intake/{id}/decline",
        after=lambda made: f"/intake/{made.id}",
        roles=RECORDERS,
        command="intake decline",
    ),
    Door(
        "intake.claim",
        "Answer what a source holds of two records",
        deciding.decide,
        Decided,
        IntakeView,
        method="POST",
        web="/intake/{id}/claims/{claim}",
        api="/intake/{id}/claims/{claim}",
        after=lambda made: f"/intake/{made.id}#claims",
        roles=GATHERERS,
    ),
    Door(
        "intake.undo.preview",
        "What goes when an intake is taken back",
        undoing.weigh,
        One,
        Undoing,
        web="/intake/{id}/undo",
        api="/intake/{id}/undo",
        page="intake_undo.html",
        roles=RECORDERS,
    ),
    Door(
        "intake.undo",
        "Take an intake back",
        undoing.undo,
        One,
        IntakeView,
        method="POST",
        web="/intake/{id}/undo",
        api="/intake/{id}/undo",
        after=lambda made: f"/intake/{made.id}",
        roles=RECORDERS,
        command="intake undo",
    ),
    Door(
        "mapping.choose",
        "Files that no mapping knew",
        teaching.choose,
        answer=ToTeach,
        web="/mappings/new",
        api="/unknown-files",
        page="mapping_choose.html",
        roles=RECORDERS,
    ),
    Door(
        "mapping.look",
        "A table of a file, and what its columns may be",
        teaching.look,
        Table,
        Teaching,
        web="/mappings/new/table",
        api="/table-looks",
        page="mapping_new.html",
        roles=RECORDERS,
    ),
    Door(
        "mapping.preview",
        "What the first rows become",
        _with_choices(teaching.preview),
        Taught,
        Teaching,
        method="POST",
        web="/mappings/new/preview",
        api="/table-looks",
        page="mapping_preview.html",
        fragment=True,
        roles=RECORDERS,
    ),
    Door(
        "mapping.teach",
        "Save the mapping and read the file by it",
        _with_choices(teaching.teach),
        Taught,
        IntakeGlance,
        method="POST",
        creates=True,
        web="/mappings/new",
        api="/taught-tables",
        after=lambda made: f"/intake/{made.id}",
        roles=RECORDERS,
    ),
    Door(
        "mapping.list",
        "The mappings that you may use",
        mapping.mappings,
        answer=MappingList,
        api="/mappings",
        roles=RECORDERS,
        command="mapping list",
    ),
    Door(
        "mapping",
        "One mapping",
        mapping.show,
        MappingName,
        MappingCard,
        api="/mappings/{name}",
        roles=RECORDERS,
        command="mapping show",
    ),
    Door(
        "mapping.new",
        "Teach it a new table",
        mapping.new,
        NewMapping,
        MappingCard,
        method="POST",
        creates=True,
        api="/mappings",
        roles=RECORDERS,
        command="mapping new",
    ),
)
