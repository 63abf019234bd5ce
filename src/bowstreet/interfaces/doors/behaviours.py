"""The doors of behaviours: the list, a card with instances and sightings, and what officers confirm or decline."""

from datetime import date

from pydantic import Field, field_validator

from bowstreet.casework.library.behaviours import confirming, showing
from bowstreet.casework.library.behaviours.answers import BehaviourCard, BehaviourList
from bowstreet.interfaces.doors.audience import GATHERERS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.interfaces.doors.records import last_part
from bowstreet.vocabulary.readers import LEA_ROLES

_LONGEST = 500


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


class AttachInstance(One):
    """A behaviour, a record (an id or an address of this node), why it is an instance, and the day it was seen on.

    Without a day those of the record count.
    """

    record: str = Field(min_length=1, max_length=300)
    why: str = Field("", max_length=_LONGEST)
    seen_on: date | None = None

    @field_validator("record")
    @classmethod
    def _last_part(cls, record: str) -> str:
        return last_part(record)


class AnswerBehaviour(One):
    """A behaviour, a practice or method (an id or an address of this node), and what came of it."""

    practice: str = Field(min_length=1, max_length=300)
    said: str = Field("", max_length=_LONGEST)

    @field_validator("practice")
    @classmethod
    def _last_part(cls, practice: str) -> str:
        return last_part(practice)


class DetachInstance(One):
    """A behaviour, and an instance or answer by the id of its link."""

    link: str = Field(max_length=36)


class DeclineInstance(One):
    """A behaviour, and a suggested record by its id."""

    record: str = Field(max_length=36)


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
