"""Operations of ticket, written by `make reference` from the OpenAPI description."""

from collections.abc import Sequence
from typing import Literal

from bowstreet.client.calling import Calling, quoted
from bowstreet.client.reading import several
from bowstreet.client.shapes.shared import TicketCard
from bowstreet.client.shapes.ticket import TicketList


class Ticket(Calling):
    """One method for each operation."""

    def ticket_list(
        self, *, which: Literal["open", "mine", "settled"] | None = None, record: str | None = None,
        cursor: str | None = None, limit: int | None = None, reason: str | None = None,
    ) -> TicketList:  # fmt: skip
        """The tickets of your agency, the shortest clock first.

        ``GET /tickets``
        """
        return self._call(TicketList, "GET", "/tickets", {
            "which": which, "record": record, "cursor": cursor, "limit": limit, "reason": reason,
        })  # fmt: skip

    def ticket_bulk(
        self, *, refs: str | Sequence[str], act: Literal["take", "share", "talk", "none"], said: str | None = None,
        reason: str | None = None,
    ) -> TicketList:  # fmt: skip
        """Take several tickets, or answer them alike.

        ``POST /tickets``
        """
        return self._call(TicketList, "POST", "/tickets", {
            "refs": several(refs), "act": act, "said": said, "reason": reason,
        })  # fmt: skip

    def ticket(self, ref: str, *, reason: str | None = None) -> TicketCard:
        """One ticket: what meets, who asks and why, and what both sides answered.

        ``GET /tickets/{ref}``
        """
        return self._call(TicketCard, "GET", f"/tickets/{quoted(ref)}", {"reason": reason})

    def ticket_take(self, ref: str, *, reason: str | None = None) -> TicketCard:
        """Take a ticket.

        ``POST /tickets/{ref}/take``
        """
        return self._call(TicketCard, "POST", f"/tickets/{quoted(ref)}/take", {"reason": reason})

    def ticket_answer(
        self, ref: str, *, answer: Literal["share", "talk", "none"], said: str | None = None,
        reason: str | None = None,
    ) -> TicketCard:  # fmt: skip
        """Answer the other side of a ticket.

        ``POST /tickets/{ref}/answer``
        """
        return self._call(TicketCard, "POST", f"/tickets/{quoted(ref)}/answer", {
            "answer": answer, "said": said, "reason": reason,
        })  # fmt: skip

    def ticket_escalate(self, ref: str, *, reason: str | None = None) -> TicketCard:
        """Call the supervisors to a ticket.

        ``POST /tickets/{ref}/escalate``
        """
        return self._call(TicketCard, "POST", f"/tickets/{quoted(ref)}/escalate", {"reason": reason})

    def ticket_merge(self, ref: str, *, into: str, reason: str | None = None) -> TicketCard:
        """Put a ticket under another with the same agency.

        ``POST /tickets/{ref}/merge``
        """
        return self._call(TicketCard, "POST", f"/tickets/{quoted(ref)}/merge", {"into": into, "reason": reason})
