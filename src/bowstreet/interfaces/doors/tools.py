"""The doors of tools: the list, one with its uses, faults and acceptance in court, and what officers add to it."""

from typing import Literal

from pydantic import Field, field_validator

from bowstreet.casework.library.tools import showing, stating
from bowstreet.casework.library.tools.answers import ToolCard, ToolList
from bowstreet.interfaces.doors.audience import RECORDERS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.interfaces.doors.records import last_part
from bowstreet.vocabulary.readers import LEA_ROLES

_LONGEST = 500


class Search(Form):
    """Words, such as 'tool for Monero', and how many of the tools found to pass over."""

    q: str = Field("", max_length=2_000)
    after: int = Field(0, ge=0, le=100_000)
    limit: int = Field(50, ge=1, le=200)


class One(Form):
    """A tool by the id of the record."""

    id: str = Field(max_length=36)


class StateUse(One):
    """A tool, the operation, case, practice or method in which it was used (an id or an address), and how that went."""

    record: str = Field(min_length=1, max_length=300)
    worked: Literal["yes", "partly", "no"]
    said: str = Field("", max_length=_LONGEST)
    version: str = Field("", max_length=60)

    @field_validator("record")
    @classmethod
    def _last_part(cls, record: str) -> str:
        return last_part(record)


class StateFault(One):
    """A tool, what goes wrong, where that is told, in which version, and in which it is mended."""

    said: str = Field("", max_length=2_000)
    source: str = Field("", max_length=_LONGEST)
    version: str = Field("", max_length=60)
    mended: str = Field("", max_length=60)


class StateAcceptance(One):
    """A tool, a country by its two letters, what its courts held, and the case or source that says so."""

    country: str = Field(min_length=1, max_length=40)
    held: Literal["accepted", "refused", "not_tried"]
    source: str = Field("", max_length=_LONGEST)
    version: str = Field("", max_length=60)
    said: str = Field("", max_length=2_000)


def _to_one(made: ToolCard) -> str:
    return f"/tools/{made.id}"


DOORS = (
    Door(
        "tool.list", "Tools: who makes them, where they were used, where courts accepted them", showing.tools, Search,
        ToolList, web="/tools", api="/tools", page="tools.html", roles=LEA_ROLES, command="tool list",
    ),
    Door(
        "tool", "A tool: uses and what they proved, faults, acceptance in court", showing.tool_card, One, ToolCard,
        web="/tools/{id}", api="/tools/{id}", page="tool.html", roles=LEA_ROLES, command="tool show",
    ),
    Door(
        "tool.use", "Say where a tool was used and what it proved", stating.use, StateUse, ToolCard, method="POST",
        creates=True, web="/tools/{id}/uses", api="/tools/{id}/uses", after=_to_one, roles=RECORDERS, beside="tool",
        command="tool use",
    ),
    Door(
        "tool.fault", "State a fault of a tool", stating.fault, StateFault, ToolCard, method="POST", creates=True,
        web="/tools/{id}/faults", api="/tools/{id}/faults", after=_to_one, roles=RECORDERS, beside="tool",
        command="tool fault",
    ),
    Door(
        "tool.acceptance", "State what courts of a country held of a tool", stating.acceptance, StateAcceptance,
        ToolCard, method="POST", creates=True, web="/tools/{id}/acceptance", api="/tools/{id}/acceptance",
        after=_to_one, roles=RECORDERS, beside="tool", command="tool acceptance",
    ),
)  # fmt: skip
