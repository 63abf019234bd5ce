"""The doors of foci and of double effort: who works on what, whom to meet, and where two do the same work."""

from datetime import date
from typing import Any

from pydantic import Field, field_validator

from bowstreet.casework.operations import doubling, focusing
from bowstreet.casework.operations.answers import Disclosure, DoubleEffort, FocusPage
from bowstreet.holdings.repository.answers import Recorded
from bowstreet.interfaces.doors.audience import GATHERERS
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEA_ROLES


class Working(Form):
    """What is worked on, by whom, and how many of the list to pass over."""

    market: str = Field("", max_length=200)
    product: str = Field("", max_length=60)
    method: str = Field("", max_length=200)
    agency: str = Field("", max_length=60)
    after: int = Field(0, ge=0, le=100_000)
    limit: int = Field(50, ge=1, le=200)


class Declare(Form):
    """What one's own agency works on, the level to which it is disclosed, and to whom where they are named.

    ``envelope`` says what else differs from the standing one.
    """

    title: str = Field(min_length=1, max_length=500)
    summary: str = Field("", max_length=20_000)
    markets: tuple[str, ...] = Field((), max_length=50)
    products: tuple[str, ...] = Field((), max_length=50)
    methods: tuple[str, ...] = Field((), max_length=50)
    countries: tuple[str, ...] = Field((), max_length=50)
    begins_on: date | None = None
    ends_on: date | None = None
    unit: str = Field("", max_length=200)
    contact: str = Field("", max_length=200)
    disclosure: Disclosure = "contact"
    to: tuple[str, ...] = Field((), max_length=200)
    envelope: dict[str, Any] = Field(default_factory=dict)

    @field_validator("markets", "methods", "products", "countries")
    @classmethod
    def _apart(cls, told: tuple[str, ...]) -> tuple[str, ...]:
        """Return what stood in lines or between commas as single texts."""
        return tuple(each.strip() for text in told for each in text.replace(",", "\n").splitlines() if each.strip())


DOORS = (
    Door(
        "focus.list", "Who works on which market, product or method, and whom to meet", focusing.foci, Working,
        FocusPage, web="/focus", api="/focus", page="focus.html", roles=LEA_ROLES, command="focus list",
    ),
    Door(
        "focus.declare", "Say what your agency works on, to a chosen level of disclosure", focusing.declare, Declare,
        Recorded, method="POST", creates=True, web="/focus", api="/focus", after=lambda made: f"/records/{made.id}",
        beside="focus.list", roles=GATHERERS, command="focus declare",
    ),
    Door(
        "double_effort", "Where your agency and others work on the same targets", doubling.report, answer=DoubleEffort,
        web="/double-effort", api="/double-effort", page="double_effort.html", roles=LEA_ROLES, command="double-effort",
    ),
)  # fmt: skip
