"""What police bought of sellers to see where it is posted: each unit for itself, two of them of one seller."""

from collections.abc import Iterator
from datetime import timedelta

from bowstreet.interfaces.demonstration import wallets
from bowstreet.interfaces.demonstration.accounts import Account
from bowstreet.interfaces.demonstration.drawing import chance
from bowstreet.interfaces.demonstration.parcels import UNITS, Parcel, is_sender, parcels, posted_goods
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.telling import Story, Tie, Told
from bowstreet.vocabulary.linking import LinkType

_KNOWN = {"NL": (0, 0, 0, 1), "FR": (0, 0, 15), "DE": (22, 10), "PL": (22, 22), "ES": (22, 40)}
"""By country of the unit, the persons of whom it bought first."""


def told(plan: Plan) -> Story:
    """Return the test purchases, and the parcels by which they came."""
    made = [each for country in UNITS for each in _of_unit(plan, country)]
    return {name: told for name, told, _ in made}, tuple(tie for _, _, tie in made if tie)


def _of_unit(plan: Plan, country: str) -> Iterator[tuple[str, Told, Tie | None]]:
    turn = tuple(UNITS).index(country)
    others = [each.number for each in plan.persons if each.number % 12 == 1 < each.number and is_sender(each)]
    more = [number for number in others if number // 12 % len(UNITS) == turn]
    taken: set[str] = set()
    for place, number in enumerate((*_KNOWN[country], *more)):
        came = next((each for each in _arrived(plan, plan.of(number), country) if each.number not in taken), None)
        taken |= {came.number} if came else set()
        officer, name = f"investigator.{UNITS[country]}", f"purchase {country} {place}"
        tie = Tie(officer, name, LinkType.RECEIVED, came.number, "wrapping under seal") if came else None
        yield name, Told(officer, "test_purchase", _body(plan.of(number), country, place, came), {"grade": "A2"}), tie


def _arrived(plan: Plan, account: Account, country: str) -> Iterator[Parcel]:
    for each in parcels(plan):
        if each.account is account and each.to == country and each.state == "delivered":
            yield each


def _body(account: Account, country: str, place: int, came: Parcel | None) -> dict[str, object]:
    lot = chance("purchase", country, place)
    ordered = came.posted - timedelta(days=2) if came else account.joined + timedelta(days=20 + 9 * place)
    person, grams = account.person, lot.choice((5, 10))
    body: dict[str, object] = {
        "reference": f"{country}-TP-{ordered.year}-{10 * person.number + place:04}", "market": account.site.name,
        "seller": account.handle, "authority": "Prosecutor on duty",
        "authorisation": f"{country}-A-{ordered.year}-{lot.randint(100, 999)}",
        "stage": "examined" if came else lot.choice(("paid", "failed")), "ordered_on": ordered.isoformat(),
        "products": [posted_goods(person)[0].category], "price_eur": lot.choice((60, 85, 120, 190)),
        "ordered_grams": grams, "ships_from": person.country,
        "wallets": [wallets.address(f"deposit {country} {place}")],
        "result": f"Posted at {person.town}." if came else "No parcel that could be told apart.",
    }  # fmt: skip
    if came:
        body |= {
            "arrived_on": came.body["delivered_on"], "tracking_numbers": [came.number],
            "received_grams": round(grams * lot.uniform(0.93, 1.04), 1), "purity_percent": lot.randint(61, 88),
        }  # fmt: skip
    return body
