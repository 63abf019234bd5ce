"""The doors of a record: show it, its history, why it may be seen, and record a new one."""

import re
from datetime import date, datetime
from typing import Any

from pydantic import Field, field_validator

from bowstreet.holdings.observations import searching
from bowstreet.holdings.repository import citing, connecting, entities, judging, recording, saving, showing, telling
from bowstreet.holdings.repository.answers import EntityView, History, Recorded, RecordView
from bowstreet.holdings.repository.connecting import Linked
from bowstreet.holdings.repository.judging import Judged
from bowstreet.interfaces.doors.audience import RE_MARKERS, RECORD_READERS, RECORDERS, SUPERVISORS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

_OBSERVATION = re.compile(r"observation:([\w-]+)/([\w-]+)/(\d{1,15})")


class Show(Form):
    """A record, as it stood at the end of a day or in the version of a number if one is given.

    ``done`` is the version that the officer has just written, for which a page offers to take it back.
    """

    id: str
    as_of: date | None = None
    version: int | None = Field(None, ge=1, le=2**31)
    done: int | None = Field(None, ge=1, le=2**31)


class One(Form):
    """A record by its id."""

    id: str


class Entity(Form):
    """A record, and the day of which what was held is asked."""

    id: str
    as_of: date | None = None


def last_part(address: str) -> str:
    """Return the id at the end of an address, or an id as it is.

    >>> last_part("http://node.example/records/0f3a9c2e?as_of=2026-03-02"), last_part("0f3a9c2e ")
    ('0f3a9c2e', '0f3a9c2e')
    """
    return address.strip().split("?")[0].rstrip("/").rsplit("/", 1)[-1]


class Judge(Form):
    """Two records, the verdict on them and what it rests on; ``other`` may be an address of this node."""

    id: str
    other: str = Field(min_length=1, max_length=300)
    verdict: Verdict
    note: str = Field("", max_length=judging.LONGEST_NOTE)
    evidence: tuple[str, ...] = Field((), max_length=20)

    @field_validator("other")
    @classmethod
    def _last_part(cls, other: str) -> str:
        """Return the id at the end of an address as well as an id alone."""
        return last_part(other)


class Pair(Form):
    """Two records; ``other`` may be an address of this node."""

    id: str
    other: str = Field(min_length=1, max_length=300)

    @field_validator("other")
    @classmethod
    def _last_part(cls, other: str) -> str:
        """Return the id at the end of an address as well as an id alone."""
        return last_part(other)


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
    """A link from a record to another one: its type, what it rests on, and when it held.

    ``other`` may be an address of this node.
    """

    id: str
    other: str = Field(min_length=1, max_length=300)
    type: LinkType
    basis: Basis = Basis.FACT
    grade: str = Field("X4", max_length=2)
    evidence: tuple[str, ...] = Field((), max_length=20)
    first_seen: date | None = None
    last_seen: date | None = None

    @field_validator("other")
    @classmethod
    def _last_part(cls, other: str) -> str:
        """Return the id at the end of an address as well as an id alone."""
        return last_part(other)


def shown(*, done: int | None = None, **asking: Any) -> RecordView:
    """Show a record; what has just been done to it changes nothing of the answer."""
    return showing.show(**asking)


def judged(*, reader: Reader, now: datetime, evidence: tuple[str, ...] = (), **asking: Any) -> Judged:
    """Judge two records; evidence that is a row of a dataset has to open to the officer as every other does."""
    for each in evidence:
        if place := _OBSERVATION.fullmatch(each.strip()):
            try:
                searching.line(reader=reader, now=now, dataset=place[1], import_id=place[2], row=int(place[3]))
            except Hidden:
                raise citing.NoEvidence() from None
    return judging.judge(reader=reader, now=now, evidence=evidence, **asking)


def oldest(view: EntityView) -> str | None:
    """Return the address under which an entity stands for this reader, None where it was asked for under it."""
    day = f"?as_of={view.as_of}" if view.as_of else ""
    return f"/entities/{view.id}{day}" if view.id != view.asked else None


DOORS = (
    Door(
        "record",
        "All that you may see of one record",
        shown,
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
        "The story of a record: its versions, the judgements on it, its links",
        telling.history,
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
        showing.ViewedAs,
        web="/records/{id}/view-as",
        api="/records/{id}/view-as",
        page="view_as.html",
        fragment=True,
        roles=SUPERVISORS,
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
        "Change the envelope of a record, or propose it",
        saving.change_marks,
        ReMark,
        saving.Saved,
        method="POST",
        api="/records/{id}/envelope",
        roles=RE_MARKERS,
        command="record mark",
    ),
    Door(
        "record.link",
        "Link a record with another one",
        connecting.link,
        Link,
        Linked,
        method="POST",
        creates=True,
        web="/records/{id}/links",
        api="/records/{id}/links",
        after=lambda made: f"/records/{made.record}#links",
        roles=RECORDERS,
    ),
    Door(
        "entity",
        "What judgements join around a record, the statements of several agencies side by side",
        entities.entity,
        Entity,
        EntityView,
        web="/entities/{id}",
        api="/entities/{id}",
        page="entity.html",
        settled=oldest,
        roles=RECORD_READERS,
        command="entity",
    ),
    Door(
        "record.pair",
        "Two records side by side, to be judged",
        entities.pair,
        Pair,
        EntityView,
        web="/records/{id}/judgements",
        api="/records/{id}/judgements",
        page="pair.html",
        roles=RECORD_READERS,
    ),
    Door(
        "record.judge",
        "Judge two records: one thing, not one thing, or nobody can say",
        judged,
        Judge,
        Judged,
        method="POST",
        creates=True,
        web="/records/{id}/judgements",
        api="/records/{id}/judgements",
        after=lambda made: f"/entities/{made.record}",
        roles=RECORDERS,
        command="judge",
    ),
)
