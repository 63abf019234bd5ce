"""What the units hold beside accounts and parcels: people, places, things, money, sites, pictures and what happened.

The trail from the screen to the street of the seller whom two units share, of one whom three share, and of a shop.
"""

from dataclasses import replace
from typing import Any

from bowstreet.interfaces.demonstration import marks, sites
from bowstreet.interfaces.demonstration.parcels import CARRIER
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.sites import CANDLEWHARF, LANTERNHOUSE, MILLRACE, SALTMARKET, Site
from bowstreet.interfaces.demonstration.telling import SHARED, Story, Tie, Told
from bowstreet.vocabulary.linking import LinkType

TLS_OF_SHOP = marks.digest("certificate of a shop")
SHOP = "north-oar-seeds.example.org"
"""The open site that is kept on the same machine as a hidden shop."""

HIDDEN_SHOP = sites.onion("shop of a seller")
PICTURE = marks.digest("picture of a balance")


def told(plan: Plan) -> Story:
    """Return what is recorded, in this order, and how it hangs together."""
    things: dict[str, Told] = {}
    for part in (_markets(), _first(plan), _second(plan), _servers(plan), _goods(), _events(), _operations()):
        things |= {name: replace(each, envelope={"grade": "B2", **each.envelope}) for name, each in part.items()}
    return things, _TIES


def _markets() -> dict[str, Told]:
    def site(officer: str, kind: str, each: Site, envelope: dict[str, Any]) -> Told:
        closed = {} if each.ending == "open" else {"closed_on": each.closed.isoformat()}
        return Told(officer, kind, {
            "name": each.name, "opened_on": each.opened.isoformat(), "ending": each.ending, "description": each.said,
            "sites": [each.onion], "pgp": [each.staff_key[1]], "languages": ["en"], **closed,
        }, envelope)  # fmt: skip

    return {
        "saltmarket": site("analyst.noord", "market", SALTMARKET, SHARED),
        "candlewharf": site("analyst.elbe", "market", CANDLEWHARF, SHARED),
        "millrace": site("analyst.duero", "market", MILLRACE, SHARED),
        "lanternhouse": site("analyst.warta", "forum", LANTERNHOUSE, SHARED),
        "escrow": Told("analyst.noord", "wallet", {
            "address": SALTMARKET.escrow, "market": SALTMARKET.name, "use": "escrow", "service": "Saltmarket",
            "description": "Every sale goes through it: who pays into it is a buyer, whoever that is.",
        }, {"category_ground": "wallet of a market"}),
        "staff": Told("analyst.noord", "pgp_key", {
            "fingerprint": SALTMARKET.staff_key[1], "description": "Key of the staff; many sellers repeat it.",
        }, {"category_ground": "key of a market"}),
    }  # fmt: skip


def _first(plan: Plan) -> dict[str, Told]:
    """Return the trail of person 0: with Desk Noord to a locker, a car and a name; with Brigade Garonne to money."""
    person, here, there = plan.of(0).person, plan.of(0, SALTMARKET), plan.of(0, MILLRACE)
    return {
        "noord locker": Told("investigator.noord", "location", {
            "address": "Havenstraat 14", "town": person.town, "country": "NL", "sort": "locker",
            "used_from": "2025-10-01", "notes": "Three parcels of one week were put in here after dark.",
        }),
        "noord office": Told("investigator.noord", "location", {
            "address": person.post_office, "town": person.town, "country": "NL", "sort": "post_office",
            "latitude": 52.91, "longitude": 6.72, "accuracy_metres": 150, "used_from": "2024-10-01",
        }),
        "noord car": Told("investigator.noord", "vehicle", {
            "plate": marks.plate("car of person 0", "NL"), "sort": "car", "make": "Halvers", "model": "Estate",
            "colour": "grey", "country": "NL", "keeper": [person.name], "seen_on": "2025-10-21",
            "seen_at": [f"Havenstraat, {person.town}"],
        }),
        "noord telephone": Told("investigator.noord", "device", {
            "imei": marks.imei("telephone of person 0"), "sort": "telephone", "make": "Ordo", "model": "P4",
            "user": [person.name], "ips": ["192.0.2.44"], "notes": "Seen at the mast beside the post office.",
        }),
        "garonne exchange": Told("investigator.garonne", "exchange_account", {
            "exchange": "Brightwater Exchange", "account": "BW-204117", "holder": [person.name], "verified": "yes",
            "wallets": [here.wallet], "emails": [person.own_mail], "opened_on": "2024-11-20",
        }),
        "garonne bank": Told("investigator.garonne", "bank_account", {
            "iban": marks.iban("account of person 0", "NL"), "bank": "Invented Bank", "country": "NL",
            "holder": [person.name], "currency": "EUR", "use": "cash_out", "opened_on": "2024-11-02",
        }),
        "duero wallet": Told("analyst.duero", "wallet", {
            "address": there.wallet, "market": MILLRACE.name, "use": "deposit",
            "description": "Shown by a seller of Millrace who was new in November 2025.",
        }),
    }  # fmt: skip


def _second(plan: Plan) -> dict[str, Told]:
    """Return what three units hold of person 22, each for itself."""
    person, here = plan.of(22).person, plan.of(22)
    return {
        "elbe suspect": Told("investigator.elbe", "person", {
            "names": [f"{person.name} (not confirmed)"], "emails": [here.mail], "description": "Rents a store room.",
        }, {"subject_category": "suspect", "category_ground": "named on a rental contract", "grade": "C3",
            "basis": "assessment"}),
        "elbe store": Told("investigator.elbe", "location", {
            "address": "Gewerbehof 7", "town": person.town, "country": person.country, "sort": "storage",
            "used_by": [person.name], "used_from": "2025-06-01",
        }),
        "elbe firm": Told("investigator.elbe", "organisation", {
            "name": "Loft & Indigo Trading", "country": person.country, "registration": "HRX 00417",
            "emails": ["office@loft-indigo.example.org"], "activity": "Mail order of spices",
            "description": "The name stands on parcels as their sender.",
        }),
        "warta computer": Told("investigator.warta", "device", {
            "sort": "computer", "make": "Ordo", "model": "N2", "serial": "OR-N2-55120", "seized_on": "2026-05-12",
            "sha256": [marks.digest("copy of a computer")], "user": [person.name],
            "notes": "A message of Lanternhouse lay open on it.",
        }),
        "warta van": Told("investigator.warta", "vehicle", {
            "plate": marks.plate("van of person 22", "PL"), "sort": "van", "make": "Halvers", "colour": "white",
            "country": "PL", "seen_on": "2026-04-30", "keeper": ["hired"],
        }),
        "duero exchange": Told("investigator.duero", "exchange_account", {
            "exchange": "Brightwater Exchange", "account": "BW-330082", "holder": ["said to be " + person.name],
            "verified": "no", "wallets": [here.wallet], "opened_on": "2025-04-02",
        }),
        "duero bank": Told("investigator.duero", "bank_account", {
            "iban": marks.iban("account of person 22", "ES"), "bank": "Invented Bank", "country": "ES", "use": "mule",
            "holder": ["M. Cubillas"], "currency": "EUR",
        }),
    }  # fmt: skip


def _servers(plan: Plan) -> dict[str, Told]:
    """Return a hidden shop that shares a certificate with an open site, and a picture that tells its place."""
    shop = plan.of(16)
    return {
        "hidden shop": Told("analyst.warta", "onion_service", {
            "address": HIDDEN_SHOP, "title": f"{shop.handle}, direct", "status": "up", "tls": [TLS_OF_SHOP],
            "pgp": [shop.fingerprint], "analytics_ids": ["UA-00417-2"],
        }),
        "market page": Told("analyst.noord", "onion_service", {
            "address": SALTMARKET.onion, "market": SALTMARKET.name, "title": "Saltmarket", "status": "seized",
            "pgp": [SALTMARKET.staff_key[1]],
        }),
        "open site": Told("analyst.warta", "domain", {
            "name": SHOP, "status": "up", "registrar": "Invented Names", "tls": [TLS_OF_SHOP], "ips": ["198.51.100.23"],
            "emails": [shop.person.own_mail], "analytics_ids": ["UA-00417-1"], "registered_on": "2023-02-14",
        }),
        "picture": Told("analyst.elbe", "image", {
            "sha256": PICTURE, "image_hashes": [marks.image_hash("picture of a balance")], "market": CANDLEWHARF.name,
            "caption": "A balance on a kitchen table", "taken_on": "2025-08-09", "found_on": "2025-08-20",
            "width_pixels": 4032, "height_pixels": 3024, "camera": "Ordo P4", "latitude": 53.61, "longitude": 10.11,
            "metadata": "Place and camera were left in the file of the first upload.",
        }),
        "label": Told("analyst.garonne", "image", {
            "sha256": marks.digest("picture of a label"), "image_hashes": [marks.image_hash("label 0")],
            "caption": "Printed label of a stopped parcel", "taken_on": "2026-01-19",
        }),
        "mistake": Told("analyst.warta", "mistake", {
            "market": SALTMARKET.name, "handle": shop.handle, "sort": "server", "found_on": "2026-03-02",
            "description": "The hidden shop and an open site show one certificate.", "found_by": "Zespol Warta",
            "shown": f"{HIDDEN_SHOP} and {SHOP}",
        }),
    }  # fmt: skip


def _goods() -> dict[str, Told]:
    return {
        "tablet": Told("analyst.garonne", "product", {
            "name": "Blue anchor tablet", "product": "ecstasy", "brand": "anchor", "form": "tablet", "colour": "blue",
            "substances": ["MDMA"], "weight_grams": 0.42, "purity_percent": 38, "markets": [SALTMARKET.name],
            "first_seen_on": "2025-02-11", "danger": "Two and a half times the usual dose.",
        }, SHARED),
        "powder": Told("analyst.elbe", "product", {
            "name": "Wet amphetamine paste", "product": "stimulants", "form": "other", "colour": "beige",
            "substances": ["amphetamine", "caffeine"], "purity_percent": 24, "markets": [CANDLEWHARF.name],
        }, SHARED),
        "licence": Told("analyst.duero", "product", {
            "name": "Driving licence with hologram", "product": "documents", "form": "paper",
            "markets": [MILLRACE.name], "description": "The hologram is a sticker; the number fails its check digit.",
        }, SHARED),
    }  # fmt: skip


def _events() -> dict[str, Told]:
    return {
        "take-down": Told("analyst.noord", "seizure", {
            "title": "Servers of Saltmarket", "reference": "NL-S-2025-11-X", "sort": "server",
            "seized_on": SALTMARKET.closed.isoformat(), "country": "NL", "authority": "Desk Noord",
            "legal_basis": "Invented code of procedure, article 125", "markets": [SALTMARKET.name],
            "sites": [SALTMARKET.onion], "wallets": [SALTMARKET.escrow], "value_eur": 2_310_000,
            "summary": "Two servers copied while running; the notice was put up at noon.",
        }, SHARED),
        "cash": Told("investigator.noord", "seizure", {
            "title": "Cash in a garage", "reference": "NL-S-2026-02-C", "sort": "cash", "seized_on": "2026-02-17",
            "country": "NL", "value_eur": 41_350, "summary": "In three boxes marked as tile samples.",
        }),
        "coins": Told("investigator.elbe", "seizure", {
            "title": "Hardware wallet", "reference": "DE-S-2026-05-K", "sort": "cryptocurrency",
            "seized_on": "2026-05-12", "country": "DE", "value_eur": 118_000,
        }),
        "exit": Told("analyst.elbe", "incident", {
            "title": "Candlewharf stops withdrawals", "reference": "CW-2026-05", "sort": "outage",
            "happened_on": "2026-05-26", "ended_on": CANDLEWHARF.closed.isoformat(), "markets": [CANDLEWHARF.name],
            "summary": "Three days of excuses on the forum, then nothing.",
        }, SHARED),
        "overdose": Told("investigator.garonne", "incident", {
            "title": "Two poisonings after one parcel", "reference": "FR-I-2025-071", "sort": "overdose",
            "happened_on": "2025-07-06", "country": "FR", "products": ["ecstasy"], "markets": [SALTMARKET.name],
            "summary": "Blue tablets with an anchor; both live.",
        }),
        "sighting": Told("investigator.noord", "incident", {
            "title": "Six letters posted in ten minutes", "reference": "NL-I-2025-188", "sort": "sighting",
            "happened_on": "2025-10-21", "country": "NL", "summary": "By a driver of a grey car, paid in coins.",
        }),
        "threat": Told("investigator.duero", "incident", {
            "title": "Threat after a dispute", "reference": "ES-I-2026-013", "sort": "violence",
            "happened_on": "2026-02-03", "country": "ES", "markets": [MILLRACE.name],
        }),
    }  # fmt: skip


def _operations() -> dict[str, Told]:
    """Return the operations of four units; three of them work on one seller, and none of the three knows it."""

    def operation(officer: str, title: str, reference: str, stage: str, **more: Any) -> Told:
        body = {"title": title, "reference": reference, "stage": stage, "products": ["drugs"], **more}
        return Told(officer, "operation", body, {"index": "hit"})

    return {
        "breakwater": operation("supervisor.noord", "Breakwater", "NL-OP-26-02", "running", begins_on="2026-02-02",
                                lead_agency="Desk Noord", markets=[SALTMARKET.name], summary="One seller, one town."),
        "mascaret": operation("supervisor.garonne", "Mascaret", "FR-OP-26-01", "running", begins_on="2026-03-10",
                              lead_agency="Brigade Garonne", markets=[SALTMARKET.name], summary="Tablets by post."),
        "molino": operation("supervisor.duero", "Molino", "ES-OP-26-04", "planned", begins_on="2026-09-14",
                            lead_agency="Unidad Duero", markets=[MILLRACE.name], summary="New sellers of last winter."),
        "kerze": operation("supervisor.elbe", "Kerze", "DE-OP-25-03", "concluded", begins_on="2025-03-01",
                           ends_on="2026-06-30", lead_agency="Referat Elbe", markets=[CANDLEWHARF.name],
                           outcome="Eleven searches; the market left before the last one."),
        "lead": Told("analyst.elbe", "lead", {
            "title": "Store room in the east", "reference": "DE-L-2026-09", "receiving_authority": "Zespol Warta",
            "country": "PL", "legal_instrument": "Invented swift exchange", "due_on": "2026-12-15",
            "summary": "Rented under the name that a parcel shows as its sender.",
        }),
        "lesson": Told("supervisor.noord", "lesson", {
            "title": "Tell the carrier before the action day", "sort": "cooperation", "learned_on": "2025-12-01",
            "happened": f"{CARRIER} returned forty parcels on the day of the seizure, as undeliverable.",
            "cause": "Nobody had told its security desk.", "advice": "A sealed note to the desk, two days before.",
            "markets": [SALTMARKET.name], "countries": ["NL", "BE"],
        }, SHARED),
        "lesson exit": Told("supervisor.elbe", "lesson", {
            "title": "Copy before the weekend", "sort": "technical", "learned_on": "2026-06-08",
            "happened": "The market was gone on Monday, and so were the pages of the last week.",
            "advice": "Crawl daily once withdrawals are slow.", "markets": [CANDLEWHARF.name],
        }, SHARED),
    }  # fmt: skip


_TIES = (
    Tie("investigator.noord", "noord telephone", LinkType.REGISTERED_TO, "noord", "contract"),
    Tie("investigator.noord", "noord car", LinkType.REGISTERED_TO, "noord", "register of vehicles"),
    Tie("investigator.noord", "noord", LinkType.USES, "noord locker", "seen on three days"),
    Tie("investigator.noord", "sighting", LinkType.LOCATED_AT, "noord office", "camera"),
    Tie("investigator.noord", "cash", LinkType.PART_OF, "breakwater", "record of the search"),
    Tie("investigator.garonne", "garonne exchange", LinkType.PAID, "garonne bank", "answer of the exchange"),
    Tie("investigator.elbe", "elbe suspect", LinkType.USES, "elbe store", "rental contract"),
    Tie("investigator.elbe", "elbe suspect", LinkType.CONTROLS, "elbe firm", "register of firms"),
    Tie("investigator.duero", "duero exchange", LinkType.PAID, "duero bank", "answer of the exchange"),
    Tie("analyst.warta", "hidden shop", LinkType.RELATED_TO, "open site", "one certificate"),
    Tie("analyst.warta", "mistake", LinkType.MENTIONS, "hidden shop", "scan of 2 March"),
    Tie("analyst.noord", "take-down", LinkType.RELATED_TO, "saltmarket", "notice on its page"),
    Tie("analyst.noord", "market page", LinkType.LOCATED_AT, "saltmarket", "its address"),
    Tie("analyst.elbe", "exit", LinkType.RELATED_TO, "candlewharf", "its forum"),
    Tie("supervisor.noord", "lesson", LinkType.LEARNED_FROM, "take-down", "written after the action day"),
)
