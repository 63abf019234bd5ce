"""The package of a lead: what the unit that is to act reads of its record, and what is asked of it, in one piece."""

from dataclasses import dataclass
from datetime import datetime

from bowstreet.casework.operations.leads import chains, showing
from bowstreet.casework.operations.leads.answers import HandOverRow, LeadChain
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying
from bowstreet.holdings.repository import showing as records
from bowstreet.holdings.repository.answers import AttachmentRow, Docket, LinkRow, Value
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden


@dataclass(frozen=True)
class LeadPackage:
    """What a unit needs to act on a lead: the hand-over to it, the record as it opens to it, and the marks on that.

    ``values``, ``links`` and ``attachments`` are those of the record as ``version`` shows it to the officer who drew it
    up; ``masked`` names the fields that stay closed.
    """

    chain: LeadChain
    hand_over: HandOverRow
    docket: Docket
    version: int
    values: tuple[Value, ...]
    masked: tuple[str, ...]
    links: tuple[LinkRow, ...]
    attachments: tuple[AttachmentRow, ...]
    drawn_at: datetime
    drawn_by: str


def package(*, reader: Reader, now: datetime, id: str) -> LeadPackage:
    """Draw the package up for the agency to which a lead was handed and that has it or is asked; a disclosure.

    For anybody else there is none: it holds what opens to that agency's officer alone, and who gave the lead reads the
    record itself. Raise ``Hidden`` for them.
    """
    with denying.denied(reader, "lead.package", now):
        given = chains.there(id, reader, now).to(reader.agency)
        if given is None:
            raise Hidden()
    chain = showing.lead(reader=reader, now=now, id=id)
    record = records.show(reader=reader, now=now, id=id)
    looking.note(
        actor=reader, event=Event.DISCLOSURE, action="lead.package", now=now, records=[record.id],
        touched=[(record.id, chain.owner)] if chain.owner != reader.agency else [],
    )  # fmt: skip
    (shown,) = (each.hand_over for each in chain.line if each.hand_over and each.hand_over.id == given.uid)
    return LeadPackage(
        chain, shown, record.docket, record.version, tuple(each for each in record.values if not each.earlier),
        record.masked, record.links, record.attachments, now, reader.name,
    )  # fmt: skip
