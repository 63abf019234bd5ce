"""Parcels on their way from sellers to drops, and those that were seized.

Each unit holds what crossed its own border: so one seller's parcels lie with several, and none of them sees the others.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from bowstreet.interfaces.demonstration import goods, marks
from bowstreet.interfaces.demonstration.accounts import Account
from bowstreet.interfaces.demonstration.drawing import chance
from bowstreet.interfaces.demonstration.persons import TOWNS, Person
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.telling import Story, Tie, Told
from bowstreet.vocabulary.linking import LinkType

UNITS = {"NL": "noord", "FR": "garonne", "DE": "elbe", "PL": "warta", "ES": "duero"}
"""By the country that a parcel goes to, the unit that holds it."""

CARRIER = "Northroute Parcels"

_FIRMS = ("Aldermere Hobby Supply", "Wickstead Garden Seeds", "Brackwater Printing", "Tollgate Tea and Spice",
          "Larkfield Used Books", "Ostrander Cables", "Pellworth Buttons", "Sandhaven Aquaristics")  # fmt: skip
_PACKED = ("flat carton, moisture barrier bag inside a birthday card", "padded envelope, vacuum bag between two tiles",
           "box of tea, half of the bags replaced", "book with cut pages, grey tape over the seams",
           "envelope C4, heat-sealed foil, printed label in a serif face", "game case, disc removed")  # fmt: skip
_BY_WIRE = ("cards", "accounts", "malware")
_STATES = ("delivered", "seized", "held", "returned", "lost", "travelling")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_FOUND = ("x-ray at the sorting centre", "dog at the depot", "report of the carrier", "controlled delivery")


@dataclass(frozen=True)
class Parcel:
    """One parcel, the account whose sale it was, and what was done with it."""

    account: Account
    number: str
    posted: date
    to: str
    state: str
    body: dict[str, Any]

    @property
    def unit(self) -> str:
        """The unit that holds it."""
        return UNITS[self.to]


def is_sender(person: Person) -> bool:
    """Say whether parcels of a person came to notice."""
    regular = person.number % 5 in (0, 1) and person.number % 3 != 2
    return person.number in (0, 22) or (regular and bool(posted_goods(person)))


def posted_goods(person: Person) -> list[goods.Good]:
    """Return what of a person's goods goes by post."""
    found = [goods.BY_NAME[name] for name in person.goods]
    return [each for each in found if each.category not in _BY_WIRE]


@cache
def parcels(plan: Plan) -> tuple[Parcel, ...]:
    """Return all parcels, by person and day."""
    return tuple(each for person in plan.persons if is_sender(person) for each in _of(plan, person))


def _of(plan: Plan, person: Person) -> Iterator[Parcel]:
    lot = chance("parcels", person.number)
    held = [each for each in plan.accounts if each.person is person]
    wanted = {0: 20, 22: 15}.get(person.number, lot.randint(1, 4))
    for place in range(wanted):
        account = held[0 if place % 3 else -1]
        days = max((account.left - account.joined).days - 5, 1)
        yield _parcel(account, account.joined + timedelta(days=lot.randrange(days)), place, lot)


def _parcel(account: Account, posted: date, place: int, lot: random.Random) -> Parcel:
    person = account.person
    to = (
        ("NL", "FR")[place // 2 % 2]
        if person.number == 0
        else lot.choice([each for each in UNITS if each != person.country])
    )
    state = "seized" if place % 3 == 1 else lot.choices(_STATES, (60, 12, 8, 8, 4, 3))[0]
    number = marks.tracking(f"parcel {person.number} {place}", person.country)
    good = lot.choice(posted_goods(person))
    grams = lot.choice((2, 5, 10, 25, 50, 100))
    written = "printed" if person.number % 2 else "written by hand"
    body = {
        "tracking_number": number, "carrier": CARRIER if lot.random() < 0.6 else f"Post of {person.country}",
        "market": account.site.name, "state": state, "posted_on": posted.isoformat(), "posted_from": person.country,
        "sent_to": to, "post_office": person.post_office, "postmark": _postmark(person, posted, lot),
        "sender": [sender(person)],
        "sender_address": [f"Postbox {200 + person.number}, {lot.choice(TOWNS[person.country])}"],
        "recipient": [f"Locker {lot.randint(10, 99)}, {lot.choice(TOWNS[to])}"], "products": [good.category],
        "weight_grams": grams + lot.choice((20, 45, 80)), "contents_grams": grams,
        "packaging": f"{_PACKED[person.number % len(_PACKED)]}; address {written}",
        "image_hashes": [marks.image_hash(f"label {person.number}")] if person.number % 4 == 0 else [],
    }  # fmt: skip
    if state == "delivered":
        body["delivered_on"] = (posted + timedelta(days=lot.randint(2, 9))).isoformat()
    return Parcel(account, number, posted, to, state, {name: value for name, value in body.items() if value})


def sender(person: Person) -> str:
    """Return the firm that a person writes on parcels, whatever the account: one of those who know no better."""
    firm = _FIRMS[person.number % len(_FIRMS)]
    return f"{firm}, {person.town}"


def _postmark(person: Person, posted: date, lot: random.Random) -> str:
    office = f"{person.town.upper()} {1 + person.number % 3}"
    return f"{office}, {posted.day} {_MONTHS[posted.month - 1]}, {lot.choice((11, 17))} h"


def told(plan: Plan) -> Story:
    """Return the parcels and seizures that the units record, and how they hang together."""
    things: dict[str, Told] = {}
    ties: list[Tie] = []
    for each in parcels(plan):
        grade = "A1" if each.state == "seized" else "B2"
        things[each.number] = Told(f"analyst.{each.unit}", "parcel", each.body, {"grade": grade})
    for reference, some in _seizures(plan).items():
        things[reference] = _seizure(reference, some)
        officer = f"analyst.{some[0].unit}"
        ties += [Tie(officer, each.number, LinkType.SEIZED_IN, reference, "record of the seizure") for each in some]
    return things, tuple(ties)


def _seizures(plan: Plan) -> dict[str, list[Parcel]]:
    """Return the seized parcels by the reference of their seizure: what a unit took in one month at one place."""
    found: dict[str, list[Parcel]] = {}
    for each in parcels(plan):
        if each.state == "seized":
            month = f"{each.posted.year}-{each.posted.month:02}"
            found.setdefault(f"{each.to}-S-{month}-{1 + each.account.person.number % 2}", []).append(each)
    return found


def _seizure(reference: str, some: list[Parcel]) -> Told:
    lot, first = chance("seizure", reference), some[0]
    day = max(each.posted for each in some) + timedelta(days=lot.randint(1, 6))
    grams = sum(each.body["contents_grams"] for each in some)
    town = lot.choice(TOWNS[first.to])
    many = f"{len(some)} parcels" if len(some) > 1 else "One parcel"
    return Told(f"analyst.{first.unit}", "seizure", {
        "title": f"{many}, {town}, {day.isoformat()}", "reference": reference, "sort": "goods",
        "seized_on": day.isoformat(), "country": first.to, "authority": f"Customs, {town}",
        "legal_basis": "Invented customs act, article 12", "place": f"Sorting centre of {CARRIER}, {town}",
        "markets": sorted({each.account.site.name for each in some}),
        "products": sorted({each.body["products"][0] for each in some}), "quantity": f"{grams} g",
        "weight_grams": grams, "value_eur": grams * lot.choice((9, 14, 22)),
        "tracking_numbers": [each.number for each in some], "summary": f"Found by {lot.choice(_FOUND)}.",
    }, {"grade": "A1"})  # fmt: skip
