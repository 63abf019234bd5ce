"""What an officer does with a ticket: take it, answer, call the supervisors, put it under another, or several at once.

Every act is of one side, in one transaction with its entry; the other agency has one where it has the ticket, too. One
that is met in no record has none and no entry, which its supervisors would read, while the entry of the own side says
the same in both cases. A named officer answers, and no answer moves content: that both sides said they would is what
lets an owner re-mark its own records (3-governance, row 40).
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from bowstreet.casework.deconfliction import models, sides, tickets
from bowstreet.casework.deconfliction.answers import TicketCard, TicketList
from bowstreet.casework.deconfliction.sides import Seen
from bowstreet.holdings.ledger import recording
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort

SHARE, TALK, NONE = "share", "talk", "none"
MOST = 500
"""So many tickets are acted on at once."""


class Taken(Refusal):
    """A ticket that a colleague took."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("A colleague took this ticket. Speak with them, or let a supervisor take it over.")


class NothingSaid(Invalid):
    """An answer 'no common interest' without a sentence for the other side."""

    field = "said"

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("Say in a sentence why there is no common interest; the other side reads it.")


class NotToBeMerged(Refusal):
    """Two tickets that cannot be one piece of work."""

    sort = Sort.CONFLICT

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("A ticket is put under another open ticket with the same agency, which is under none itself.")


def take(*, reader: Reader, now: datetime, ref: str) -> TicketCard:
    """Take a ticket, so that colleagues see who works on it; raise ``Taken``, but for a supervisor."""
    return _act(reader, now, ref, "take", lambda each: _take(each, reader, now))


def answer(*, reader: Reader, now: datetime, ref: str, answer: str, said: str = "") -> TicketCard:
    """Answer the other side; who answers takes the ticket. A later answer stands in the place of an earlier one."""
    return _act(reader, now, ref, f"answer:{answer}", lambda each: _answer(each, reader, now, answer, said))


def escalate(*, reader: Reader, now: datetime, ref: str) -> TicketCard:
    """Call the supervisors of both sides to a ticket: both read it, the other ones where they are told of this side."""

    def change(each: Seen) -> None:
        each.side.escalated_by, each.side.escalated_at = reader.officer, now

    return _act(reader, now, ref, "escalate", change)


def merge(*, reader: Reader, now: datetime, ref: str, into: str) -> TicketCard:
    """Put a ticket under another one with the same agency: it is worked on there. Only this side is changed."""
    with denying.denied(reader, "ticket.merge", now):
        other = tickets.visible(into, reader, now)

    def change(each: Seen) -> None:
        same = each.other == other.other and each.side.id != other.side.id
        if not same or other.side.merged_into or models.Side.objects.filter(
            agency=reader.agency, merged_into=each.side.ticket.ref
        ).exists():  # fmt: skip
            raise NotToBeMerged()
        _take(each, reader, now)
        each.side.merged_into = other.side.ticket.ref

    return _act(reader, now, ref, "merge", change)


def bulk(
    *, reader: Reader, now: datetime, refs: Sequence[str], act: str, said: str = ""
) -> TicketList:  # fmt: skip
    """Take several tickets, or answer them alike, in one transaction: all of them or none."""
    with transaction.atomic():
        for ref in dict.fromkeys(refs):
            if act == "take":
                take(reader=reader, now=now, ref=ref)
            else:
                answer(reader=reader, now=now, ref=ref, answer=act, said=said)
    return tickets.tickets(reader=reader, now=now)


def _act(reader: Reader, now: datetime, ref: str, what: str, change: Callable[[Seen], Any]) -> TicketCard:
    with transaction.atomic():
        with denying.denied(reader, f"ticket.{what}", now):
            each = tickets.visible(ref, reader, now)
        change(each)
        each.side.save()
        recording.record_act(
            actor=reader, event=Event.DISCLOSURE if "answer" in what else Event.ALTERATION, action=f"ticket.{what}",
            now=now, records=[each.side.ticket.ref], recipients=[each.other] if each.they_know else [],
            also_agencies=[each.other] if sides.has_it(each) else [],
        )  # fmt: skip
    return tickets.ticket(reader=reader, now=now, ref=ref)


def _take(each: Seen, reader: Reader, now: datetime) -> None:
    side = each.side
    if side.taken_by == reader.officer:
        return
    if side.taken_by and reader.role is not Role.SUPERVISOR:
        raise Taken()
    side.taken_by, side.taken_at = reader.officer, now


def _answer(each: Seen, reader: Reader, now: datetime, answer: str, said: str) -> None:
    if answer == NONE and not said.strip():
        raise NothingSaid()
    _take(each, reader, now)
    side = each.side
    side.answer, side.said, side.answered_by, side.answered_at = answer, said.strip(), reader.officer, now
    side.merged_into = ""
