"""The doors of behaviours: the list, a card with instances and sightings, and what officers confirm or decline."""

import re
from datetime import date

from pydantic import Field, field_validator

from bowstreet.casework.library.behaviours import confirming, observing, showing
from bowstreet.casework.library.behaviours.answers import BehaviourCard, BehaviourList, BehaviourRows
from bowstreet.interfaces.doors.audience import GATHERERS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.interfaces.doors.records import last_part
from bowstreet.vocabulary.readers import LEA_ROLES

_LONGEST = 500
_CARD = re.compile(r"(?:.*/library/)?((?:operation|practice|method|market)/[\w-]+)/?")
_ROW = re.compile(r"(?:observation:|.*/observations/)([\w-]+/[\w-]+/\d{1,15})/?")


def row_of(address: str) -> str | None:
    """Return the reference of a row of a dataset, given that or its address; None for anything else.

    >>> row_of("http://node.example/observations/a/b/7?x=1"), row_of("0f3a9c2e")
    ('observation:a/b/7', None)
    """
    found = _ROW.fullmatch(address.strip().split("?")[0])
    return f"observation:{found[1]}" if found else None


def answering_of(address: str) -> str:
    """Return sort and id of a card of the library, or the id of a record, given that or its address.

    >>> answering_of("http://node.example/library/practice/two-closings"), answering_of("/records/0f3a9c2e")
    ('practice/two-closings', '0f3a9c2e')
    """
    found = _CARD.fullmatch(address.strip().split("?")[0])
    return found[1] if found else last_part(address)


class Search(Form):
    """Words, and how many of the behaviours found to pass over."""

    q: str = Field("", max_length=2_000)
    after: int = Field(0, ge=0, le=100_000)
    limit: int = Field(50, ge=1, le=200)


class One(Form):
    """A behaviour by the id of the record."""

    id: str = Field(max_length=36)


class ShownBehaviour(One):
    """A behaviour, and how many suggestions to give at most."""

    limit: int = Field(20, ge=1, le=200)


class ShownRows(One):
    """A behaviour, how many rows to give at most, and the first and last day of those to look at."""

    limit: int = Field(20, ge=1, le=100)
    since: date | None = None
    until: date | None = None


class AttachInstance(One):
    """A behaviour, a record (an id or an address of this node), why it is an instance, and the day it was seen on.

    Without a day those of the record count. ``row`` is the row of a dataset in which it was seen, by its address or
    as ``observation:<dataset>/<import>/<row>``: its day and market count.
    """

    record: str = Field(min_length=1, max_length=300)
    why: str = Field("", max_length=_LONGEST)
    seen_on: date | None = None
    row: str = Field("", max_length=300)

    @field_validator("record")
    @classmethod
    def _last_part(cls, record: str) -> str:
        return last_part(record)

    @field_validator("row")
    @classmethod
    def _reference(cls, row: str) -> str:
        named = row_of(row) if row.strip() else ""
        if named is None:
            raise ValueError("give the address of a row of a dataset")
        return named


class AnswerBehaviour(One):
    """A behaviour, a practice or method, and what came of it.

    The practice is a record (an id or an address of this node), or a card of the library as ``SORT/ID``.
    """

    practice: str = Field(min_length=1, max_length=300)
    said: str = Field("", max_length=_LONGEST)

    @field_validator("practice")
    @classmethod
    def _named(cls, practice: str) -> str:
        return answering_of(practice)


class DetachInstance(One):
    """A behaviour, and an instance or answer by its id."""

    link: str = Field(max_length=36)


class DeclineInstance(One):
    """A behaviour, and a suggested record by its id, or a row of a dataset by its address or reference."""

    record: str = Field(max_length=300)

    @field_validator("record")
    @classmethod
    def _suggested(cls, record: str) -> str:
        return row_of(record) or last_part(record)


def _to_one(made: BehaviourCard) -> str:
    return f"/behaviours/{made.id}"


DOORS = (
    Door(
        "behaviour.list", "Behaviours, how often and until when they were seen", showing.behaviours, Search,
        BehaviourList, web="/behaviours", api="/behaviours", page="behaviours.html", roles=LEA_ROLES,
        command="behaviour list",
    ),
    Door(
        "behaviour", "A behaviour: instances, sightings, practices, suggestions", showing.behaviour_card,
        ShownBehaviour, BehaviourCard, web="/behaviours/{id}", api="/behaviours/{id}", page="behaviour.html",
        roles=LEA_ROLES, command="behaviour show",
    ),
    Door(
        "behaviour.rows", "Rows of datasets that show a sign of a behaviour", observing.behaviour_rows, ShownRows,
        BehaviourRows, web="/behaviours/{id}/rows", api="/behaviours/{id}/rows", page="behaviour_rows.html",
        fragment=True, roles=LEA_ROLES, command="behaviour rows",
    ),
    Door(
        "behaviour.attach", "Attach a record to a behaviour as an instance", confirming.attach, AttachInstance,
        BehaviourCard, method="POST", creates=True, web="/behaviours/{id}/instances", api="/behaviours/{id}/instances",
        after=_to_one, roles=GATHERERS, beside="behaviour", command="behaviour attach",
    ),
    Door(
        "behaviour.answer", "Say which practice answered a behaviour", confirming.answer, AnswerBehaviour,
        BehaviourCard, method="POST", creates=True, web="/behaviours/{id}/practices", api="/behaviours/{id}/practices",
        after=_to_one, roles=GATHERERS, beside="behaviour", command="behaviour answer",
    ),
    Door(
        "behaviour.detach", "Take back an instance or an answer", confirming.detach, DetachInstance, BehaviourCard,
        method="POST", web="/behaviours/{id}/detach", api="/behaviours/{id}/detach", after=_to_one, roles=GATHERERS,
        command="behaviour detach",
    ),
    Door(
        "behaviour.decline", "Decline a suggested instance", confirming.decline, DeclineInstance, BehaviourCard,
        method="POST", web="/behaviours/{id}/decline", api="/behaviours/{id}/decline", after=_to_one,
        roles=GATHERERS, command="behaviour decline",
    ),
)  # fmt: skip
