"""The doors of a record: show it, its history, why it may be seen, and record a new one."""

from datetime import date
from typing import Any

from pydantic import Field

from bowstreet.holdings.repository import connecting, recording, showing
from bowstreet.holdings.repository.answers import History, Recorded, RecordView
from bowstreet.holdings.repository.connecting import Linked
from bowstreet.interfaces.doors.audience import RE_MARKERS, RECORD_READERS, RECORDERS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType


class Show(Form):
    """A record, as it stood at the end of a day or in the version of a number if one is given."""

    id: str
    as_of: date | None = None
    version: int | None = Field(None, ge=1, le=2**31)


class One(Form):
    """A record by its id."""

    id: str


class ViewAs(Form):
    """A record and the colleague whose view is asked for, by sign-in name."""

    id: str
    officer: str = Field(min_length=1, max_length=200)


class Record(Form):
    """A new record: its kind, its fields, and what of the envelope differs from the agency's standing one."""

    kind: str
    body: dict[str, Any]
    envelope: dict[str, Any] = Field(default_factory=dict)


class Amend(Form):
    """What to add to a record: statements join those held, plain fields are set."""

    id: str
    body: dict[str, Any] = Field(min_length=1)


class ReMark(Form):
    """What of a record's envelope changes."""

    id: str
    changes: dict[str, Any] = Field(min_length=1)


class Link(Form):
    """A link from a record to another one: its type, what it rests on, and when it held."""

    id: str
    other: str
    type: LinkType
    basis: Basis = Basis.FACT
    grade: str = Field("X4", max_length=2)
    evidence: tuple[str, ...] = Field((), max_length=20)
    first_seen: date | None = None
    last_seen: date | None = None


DOORS = (
    Door(
        "record",
        "All that you may see of one record",
        showing.show,
        Show,
        RecordView,
        web="/records/{id}",
        api="/records/{id}",
        page="record.html",
        roles=RECORD_READERS,
        command="show",
    ),
    Door(
        "record.history",
        "The versions of a record",
        showing.history,
        One,
        History,
        web="/records/{id}/history",
        api="/records/{id}/history",
        page="history.html",
        roles=RECORD_READERS,
        command="history",
    ),
    Door(
        "record.view_as",
        "The same clauses for another officer; an entry in the ledger",
        showing.view_as,
        ViewAs,
        RecordView,
        web="/records/{id}/view-as",
        api="/records/{id}/view-as",
        page="view_as.html",
        fragment=True,
        roles=RECORD_READERS,
    ),
    Door(
        "record.new",
        "Record something new for your agency",
        recording.record,
        Record,
        Recorded,
        method="POST",
        creates=True,
        api="/records",
        roles=RECORDERS,
    ),
    Door(
        "record.amend",
        "Add to what your agency knows of a record",
        recording.amend,
        Amend,
        Recorded,
        method="POST",
        api="/records/{id}/statements",
        roles=RECORDERS,
    ),
    Door(
        "record.re_mark",
        "Change the envelope of a record",
        recording.re_mark,
        ReMark,
        Recorded,
        method="POST",
        api="/records/{id}/envelope",
        roles=RE_MARKERS,
    ),
    Door(
        "record.link",
        "Link a record with another one",
        connecting.link,
        Link,
        Linked,
        method="POST",
        creates=True,
        api="/records/{id}/links",
        roles=RECORDERS,
    ),
)
