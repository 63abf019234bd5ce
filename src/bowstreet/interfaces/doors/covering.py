"""The doors of personas: the own ones with their alerts, a new one, and the end of one."""

from collections.abc import Callable
from typing import Any

from pydantic import Field

from bowstreet.casework.deconfliction.personas import entering, showing
from bowstreet.casework.deconfliction.personas.answers import PersonaList
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEA_ROLES

_LONGEST = 20_000


class Entering(Form):
    """A persona: what its handler calls it, and its identifiers as in a check, one a line."""

    label: str = Field(max_length=200)
    identifiers: str = Field(max_length=_LONGEST)


class One(Form):
    """A persona by its id."""

    id: str = Field(max_length=36)


_PAGE: Callable[[Any], str] = lambda made: "/deconfliction/personas"  # noqa: E731 - one address for all acts

DOORS = (
    Door(
        "persona.list", "The personas that you handle, and who met them", showing.personas, answer=PersonaList,
        web="/deconfliction/personas", api="/personas", page="personas.html", roles=LEA_ROLES, command="persona list",
    ),
    Door(
        "persona.new", "Enter a persona that you handle", entering.enter, Entering, PersonaList, method="POST",
        creates=True, web="/deconfliction/personas", api="/personas", after=_PAGE, beside="persona.list",
        roles=LEA_ROLES, command="persona new",
    ),
    Door(
        "persona.end", "End a persona and erase it", entering.end, One, PersonaList, method="POST",
        web="/deconfliction/personas/{id}/end", api="/personas/{id}/end", after=_PAGE, roles=LEA_ROLES,
        command="persona end",
    ),
)  # fmt: skip
