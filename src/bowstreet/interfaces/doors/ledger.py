"""The doors of the ledger: read it, open an entry with its proof, check that it is unbroken, and give it away."""

from datetime import date

from pydantic import Field

from bowstreet.holdings.ledger import exporting, reading
from bowstreet.holdings.ledger.answers import Bundle, LedgerPage, Proof, Verified
from bowstreet.interfaces.doors.audience import LEDGER_GIVERS, LEDGER_READERS
from bowstreet.interfaces.doors.door import Door, Form


class Read(Form):
    """Which entries to show."""

    since: date | None = None
    until: date | None = None
    event: str | None = None
    officer: str | None = None
    cursor: str | None = Field(None, max_length=500)
    limit: int = Field(50, ge=1, le=200)


class Number(Form):
    """An entry by its number in the agency's tree."""

    number: int = Field(ge=1)


DOORS = (
    Door(
        "ledger",
        "Every act and every look-up",
        reading.page,
        Read,
        LedgerPage,
        web="/ledger",
        api="/ledger",
        page="ledger.html",
        roles=LEDGER_READERS,
    ),
    Door(
        "ledger.entry",
        "One entry with its way to the root",
        reading.prove,
        Number,
        Proof,
        web="/ledger/{number}",
        api="/ledger/{number}",
        page="ledger_entry.html",
        fragment=True,
        roles=LEDGER_READERS,
    ),
    Door(
        "ledger.verify",
        "Check that your agency's ledger is unbroken",
        reading.verify,
        answer=Verified,
        method="POST",
        web="/ledger/verify",
        api="/ledger/verify",
        after=lambda verdict: "/ledger",
        roles=LEDGER_READERS,
        command="ledger verify",
    ),
    Door(
        "ledger.export",
        "Your agency's whole ledger as a bundle for a supervisory authority",
        exporting.export,
        answer=Bundle,
        method="POST",
        roles=LEDGER_GIVERS,
        takes_case=True,
        command="ledger export",
    ),
)
