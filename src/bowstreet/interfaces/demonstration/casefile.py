"""The invented case of the prosecution office, and what two units each hold of the seller whom both work on."""

import hashlib
from typing import Any

from bowstreet.interfaces.demonstration.accounts import Account
from bowstreet.interfaces.demonstration.names import PAIRED
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.sites import SALTMARKET
from bowstreet.interfaces.demonstration.telling import Story, Tie, Told
from bowstreet.vocabulary.linking import LinkType

MARKET = SALTMARKET.name

CASE = "TG-17"
GROUP = "tg-17"
GROUP_NAME = "Task Group 17"
GROUP_AGENCIES = ("brigade-garonne", "referat-elbe", "coordination-centre")
"""Who belongs beside Desk Noord, which leads it."""

AGREEMENT = "Sellers of the task group"
AGREED_KINDS = ("vendor_account", "pgp_key", "wallet")
AGREED_RECEIVERS = ("desk-noord", "brigade-garonne", "coordination-centre")
"""What Referat Elbe gives the others of the group without being asked each time, and who they are."""

_SUSPECT = {"subject_category": "suspect"}


def told(plan: Plan) -> Story:
    """Return what is recorded of the pair's seller, and the case with its register."""
    return _pair(plan.of(0)) | _case(), _TIES


def _pair(seller: Account) -> dict[str, Told]:
    """Return what each of the two units recorded by hand about the one seller; neither sees the other's."""
    grounded = {**_SUSPECT, "category_ground": "named by parcels and a payment"}
    return {
        "noord": Told("investigator.noord", "person", {
            "names": [f"{seller.person.name} (not confirmed)"], "nationalities": ["NL"],
            "emails": [seller.mail, seller.person.own_mail],
            "description": "Rents a garage near the posting office.",
        }, {**grounded, "grade": "B3", "basis": "assessment"}),
        "noord_case": Told("supervisor.noord", "case", {
            "title": f"{PAIRED}, {MARKET}", "reference": "NL-2026-044", "stage": "open", "opened_on": "2026-02-02",
            "markets": [MARKET], "products": ["drugs"], "summary": "Three test purchases, one posting office.",
        }, {"index": "hit"}),
        "garonne": Told("investigator.garonne", "wallet", {
            "address": seller.wallet, "description": "Paid by the receivers of two stopped parcels.",
        }, {**grounded, "grade": "A2"}),
    }  # fmt: skip


def _case() -> dict[str, Told]:
    """Return the prosecutor's case and its documents, exhibits to be."""
    return {
        "case": Told("prosecutor.meuse", "case", {
            "title": f"Sellers of {MARKET} shipping from the Netherlands", "reference": CASE, "stage": "open",
            "opened_on": "2026-03-02", "authority": "Prosecution Office Meuse", "markets": [MARKET],
            "products": ["drugs"], "summary": "Opened on the report of a task group. Two suspects, none arrested.",
        }),
        "report": _document("Report of the test purchases", "report", "TG-17/01", "2026-03-05",
                            "Three purchases, three parcels, one posting office."),
        "seizure": _document("Record of the seizure at the parcel depot", "seizure", "TG-17/02", "2026-04-18",
                             "Two parcels, 48 g of MDMA each, sealed on the spot."),
        "opinion": _document("Laboratory report on two parcels", "expert_opinion", "TG-17/03", "2026-05-20",
                             "Same batch, by impurity profile."),
        "order": _document("Order to keep the data of a mailbox", "decision", "TG-17/04", "2026-06-11",
                           "Ninety days, renewed once."),
    }  # fmt: skip


_TIES = tuple(
    Tie("prosecutor.meuse", part, LinkType.PART_OF, "case", "register of the case")
    for part in ("report", "seizure", "opinion", "order")
)


def _document(title: str, sort: str, reference: str, day: str, text: str) -> Told:
    body: dict[str, Any] = {
        "title": title, "reference": reference, "sort": sort, "dated_on": day, "language": "nl", "summary": text,
        "sha256": [hashlib.sha256(f"{reference} {text}".encode()).hexdigest()],
    }  # fmt: skip
    return Told("prosecutor.meuse", "document", body, {"grade": "A1"})
