"""The doors of tickets: the inbox, one ticket, and what is done with it."""

from collections.abc import Callable
from typing import Any, Literal

from pydantic import Field, field_validator

from bowstreet.casework.deconfliction import acting, tickets
from bowstreet.casework.deconfliction.answers import TicketCard, TicketList
from bowstreet.interfaces.doors.door import Door, Form
from bowstreet.vocabulary.readers import LEA_ROLES

_LONGEST = 2_000


class Listing(Form):
    """Which tickets: open, mine among them, or settled; those of one own record; and where to go on."""

    which: Literal["open", "mine", "settled"] = "open"
    record: str | None = Field(None, max_length=36)
    cursor: str | None = Field(None, max_length=500)
    limit: int = Field(50, ge=1, le=200)


class One(Form):
    """A ticket by its reference."""

    ref: str = Field(max_length=20)


class Answering(One):
    """An answer: open content to each other, talk first, or no common interest; and a sentence for the other side."""

    answer: Literal["share", "talk", "none"]
    said: str = Field("", max_length=_LONGEST)


class Merging(One):
    """A ticket, and the reference of the one under which it is worked on."""

    into: str = Field(min_length=1, max_length=20)


class Several(Form):
    """References of tickets, alone or in lines, and what is done with all of them."""

    refs: tuple[str, ...] = Field(min_length=1, max_length=acting.MOST)
    act: Literal["take", "share", "talk", "none"]
    said: str = Field("", max_length=_LONGEST)

    @field_validator("refs")
    @classmethod
    def _each(cls, told: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for text in told for each in text.split())


_PAGE: Callable[[Any], str] = lambda made: f"/deconfliction/{made.ref}"  # noqa: E731 - one address for all acts

DOORS = (
    Door(
        "ticket.list", "The tickets of your agency, the shortest clock first", tickets.tickets, Listing, TicketList,
        web="/deconfliction", api="/tickets", page="deconfliction.html", roles=LEA_ROLES, command="ticket list",
    ),
    Door(
        "ticket.bulk", "Take several tickets, or answer them alike", acting.bulk, Several, TicketList, method="POST",
        web="/deconfliction", api="/tickets", after=lambda made: "/deconfliction", roles=LEA_ROLES,
    ),
    Door(
        "ticket", "One ticket: what meets, who asks and why, and what both sides answered", tickets.ticket, One,
        TicketCard, web="/deconfliction/{ref}", api="/tickets/{ref}", page="ticket.html",
        roles=LEA_ROLES, command="ticket show",
    ),
    Door(
        "ticket.take", "Take a ticket", acting.take, One, TicketCard, method="POST", web="/deconfliction/{ref}/take",
        api="/tickets/{ref}/take", after=_PAGE, roles=LEA_ROLES, command="ticket take",
    ),
    Door(
        "ticket.answer", "Answer the other side of a ticket", acting.answer, Answering, TicketCard, method="POST",
        web="/deconfliction/{ref}/answer", api="/tickets/{ref}/answer", after=_PAGE,
        roles=LEA_ROLES, command="ticket answer",
    ),
    Door(
        "ticket.escalate", "Call the supervisors to a ticket", acting.escalate, One, TicketCard, method="POST",
        web="/deconfliction/{ref}/escalate", api="/tickets/{ref}/escalate", after=_PAGE,
        roles=LEA_ROLES, command="ticket escalate",
    ),
    Door(
        "ticket.merge", "Put a ticket under another with the same agency", acting.merge, Merging, TicketCard,
        method="POST", web="/deconfliction/{ref}/merge", api="/tickets/{ref}/merge", after=_PAGE,
        roles=LEA_ROLES, command="ticket merge",
    ),
)  # fmt: skip
