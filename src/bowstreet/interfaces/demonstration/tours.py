"""What each invented officer is led to: steps that this officer can do, each to a page that shows something."""

from dataclasses import dataclass

from bowstreet.interfaces.demonstration import accounts, persons
from bowstreet.interfaces.demonstration.accounts import Account
from bowstreet.interfaces.demonstration.cast import CastOfficer

PAIRED = {
    "desk-noord": (0, "investigator.garonne"),
    "brigade-garonne": (0, "investigator.noord"),
    "referat-elbe": (22, "investigator.warta"),
    "zespol-warta": (22, "investigator.elbe"),
    "unidad-duero": (22, "investigator.elbe"),
}
"""Of each unit: the person from whose first account its tour starts, and the officer elsewhere who holds it too."""

_WHY = ("Ask: why may I see this?", "In the margin of the record: the clauses in the order in which they were tested.")
_OPEN = "Press J to choose a hit and Enter to open it. Its right to be known stands on top."
_LEDGER = ("See it in the ledger", "All that you just did, with time and purpose.", "/ledger")


@dataclass(frozen=True)
class Step:
    """One step: what to do, what one sees, where; ``copied`` is to be pasted, ``other`` signs in as that officer."""

    title: str
    said: str
    address: str = ""
    copied: str = ""
    other: str = ""


def seller_of(agency: str) -> Account | None:
    """Return the seller whom a unit's tour starts from; None for an agency that holds none."""
    return accounts.accounts_of(persons.person(PAIRED[agency][0]))[0] if agency in PAIRED else None


def card_of(officer: CastOfficer) -> str:
    """Return what an officer's card says to try."""
    seller = seller_of(officer.agency)
    return officer.card.format(seller=seller.handle if seller else "")


def steps_of(officer: CastOfficer) -> tuple[Step, ...]:
    """Return the tour of an officer; empty for a role that has no tour."""
    if officer.role in ("data_protection_officer", "auditor"):
        return _OVERSEER
    if officer.agency in PAIRED:
        return _unit(officer.agency)
    return _ALONE.get(officer.login, ())


def _unit(agency: str) -> tuple[Step, ...]:
    number, other = PAIRED[agency]
    fingerprint = accounts.accounts_of(persons.person(number))[0].fingerprint
    found = f"/find?q={fingerprint}"
    return (
        Step("Find a fingerprint", "Pasted as it is, with or without spaces:", found, copied=fingerprint),
        Step("Open the record", _OPEN, found),
        Step(*_WHY),
        Step("Search as the other officer",
             f"You and {other} work on the same seller and do not know it. This signs you out and shows that officer's "
             "card first; the tour there holds the same fingerprint. A second window of this browser would be the same "
             "session.", other=other),
        Step("Be told of each other", f"A ticket for each identifier that {other}'s unit holds too: whom to call, and "
             "nothing of what they hold.", "/deconfliction"),
        Step("Read what happened", "Every ticket, answer, lead and task that opens to you, in one list.", "/notices"),
        Step("Open what is led together", "Who takes part, tasks with their days, decisions, and the action day.",
             "/operations"),
        Step("Drop a file into intake", "Of the folder examples/, amber-bazaar-vendors.csv to begin with.", "/intake"),
        Step("Read its reject list", "Each row that could not be read, with its line and its reason. The numbers add "
             "up.", "/intake"),
        Step(*_LEDGER),
    )  # fmt: skip


_OVERSEER = (
    Step("Read who looked", "Every look-up of your agency's officers: time, purpose, case.", "/ledger"),
    Step("Open one entry", "Choose its number: its hash and its way to the root stand in the margin.", "/ledger"),
    Step("Check that nothing is missing", "Press Verify: the ledger is walked from its first entry to its last.",
         "/ledger"),
    Step("See how far your own look goes", "Every record of your agency with its envelope. Title and content stay "
         "closed for oversight.", "/find"),
    Step("Find your own look", "It is an entry like every other.", "/ledger?event=consultation"),
)  # fmt: skip
_ALONE = {
    "prosecutor.meuse": (
        Step("Find your case", "The only one that you find: TG-17.", "/find?kind=case"),
        Step("Open it, and its exhibits", "Under Links: a report, a seizure, an opinion and an order.",
             "/find?kind=case"),
        Step("Read one exhibit", "TG-17/02, the record of the seizure, with the hash of its paper.",
             "/find?q=seizure&kind=document"),
        Step(*_WHY),
        Step(*_LEDGER),
    ),
    "supervisor.centre": (
        Step("See what others share", "That it exists, and whom to ask; cross-checking opens no content.",
             "/find?kind=expert"),
        Step("Open a record", "Its owner's desk and number stand where the content would.", "/find?kind=expert"),
        Step(*_WHY),
        Step("Choose another purpose", "Operational analysis opens the content of the same records.", "/purpose"),
        Step(*_LEDGER),
    ),
    "coordinator.centre": (
        Step("Find what is shared with all", "Practices, methods and behaviours of five countries.",
             "/find?kind=practice&kind=method&kind=behaviour"),
        Step("Open a record", _OPEN, "/find?kind=practice&kind=method&kind=behaviour"),
        Step(*_WHY),
        Step("See where identifiers stay closed", "Accounts of another agency, without their handles.",
             "/find?kind=vendor_account"),
        Step("See who gets in each other's way", "Two units plan at one place in the same hours.",
             "/deconfliction/plans"),
        Step("See who should meet", "Two units work on one market and one product.", "/double-effort"),
        Step(*_LEDGER),
    ),
}  # fmt: skip
"""By sign-in name: the tours of those who work in no unit."""
