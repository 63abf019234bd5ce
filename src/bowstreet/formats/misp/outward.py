"""How a record is said to a foreign MISP: the object template of its own kind, the identifiers, the relations.

UUIDs, versions and types are those of ``misp-objects`` (CC0-1.0 or BSD-2-Clause). What a template has no relation for
stands in the carrier alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bowstreet.formats.exchange.leaving import Leaving
from bowstreet.formats.misp import attribute_types as types
from bowstreet.formats.misp import carrying
from bowstreet.formats.misp.attribute_types import Written
from bowstreet.vocabulary import markets
from bowstreet.vocabulary.kinds import catalogue, stating
from bowstreet.vocabulary.selector_types import SelectorType

INHERIT: Final = "5"
LONGEST: Final = 60_000
"""Signs of a value that is said to a foreign MISP; the whole stands in the carrier."""


_TOGETHER: Final = frozenset(("latitude", "longitude"))
"""Fields that say nothing one without the other."""


@dataclass(frozen=True)
class Row:
    """One relation of a template: our field, its name there, its type, and whether it may stand more than once."""

    field: str
    relation: str
    type: str = "text"
    many: bool = False


@dataclass(frozen=True)
class Outward:
    """A template of MISP that says a kind of ours; ``needed`` are relations of which one must be there."""

    name: str
    uuid: str
    version: str
    category: str
    rows: tuple[Row, ...]
    needed: tuple[str, ...]


_ACCOUNT = (
    Row("handle", "username"),
    Row("market", "account-type"),
    Row("aliases", "display-name"),
    Row("emails", "email", "email", many=True),
    Row("registered_on", "created", "datetime"),
)
_USER_ACCOUNT = ("user-account", "49606b06-22f0-4ac8-8eee-2f12ad46f3d3", "6", "misc")

OUT: Final[dict[str, Outward]] = {
    "person": Outward(
        "person",
        "a15b0477-e9d1-4b9c-9546-abe78a4f4248",
        "21",
        "misc",
        (
            Row("names", "full-name", "full-name"),
            Row("names", "alias", many=True),
            Row("born_on", "date-of-birth", "date-of-birth"),
            Row("birthplace", "place-of-birth", "place-of-birth"),
            Row("nationalities", "nationality", "nationality", many=True),
            Row("addresses", "address", many=True),
            Row("emails", "e-mail", "email-src", many=True),
            Row("phones", "phone-number", "phone-number", many=True),
            Row("description", "text"),
        ),
        ("full-name",),
    ),
    "device": Outward(
        "phone",
        "d7e4fbdd-b551-4862-bddb-a0b470a38509",
        "6",
        "misc",
        (
            Row("imei", "imei", many=True),
            Row("other_imeis", "imei", many=True),
            Row("serial", "serial-number"),
            Row("make", "brand"),
            Row("model", "model"),
            Row("phones", "msisdn"),
            Row("notes", "text"),
        ),
        ("imei", "msisdn"),
    ),
    "bank_account": Outward(
        "bank-account",
        "b4712203-95a8-4883-80e9-b566f5df11c9",
        "3",
        "financial",
        (
            Row("iban", "iban", "iban"),
            Row("number", "account", "bank-account-nr"),
            Row("bank", "institution-name"),
            Row("holder", "account-name"),
            Row("currency", "currency-code"),
            Row("opened_on", "opened", "datetime"),
            Row("closed_on", "closed", "datetime"),
            Row("notes", "text"),
        ),
        ("iban", "account"),
    ),
    "pgp_key": Outward(
        "pgp-meta",
        "4c9134c4-b3e8-4d9f-b3c0-c683e70ec1dd",
        "1",
        "misc",
        (Row("fingerprint", "key-id", many=True), Row("user_ids", "user-id-name", many=True)),
        ("key-id",),
    ),
    "user_account": Outward(*_USER_ACCOUNT, _ACCOUNT, ("username",)),
    "vendor_account": Outward(*_USER_ACCOUNT, _ACCOUNT, ("username",)),
    "exchange_account": Outward(
        *_USER_ACCOUNT,
        (Row("account", "username"), Row("exchange", "account-type"), Row("emails", "email", "email", many=True)),
        ("username",),
    ),
    "vehicle": Outward(
        "vehicle",
        "683c076c-f695-4ff2-8efa-e98a418049f4",
        "5",
        "misc",
        (
            Row("plate", "license-plate-number", many=True),
            Row("other_plates", "license-plate-number", many=True),
            Row("vin", "vin"),
            Row("make", "make"),
            Row("model", "model"),
            Row("colour", "exterior-color"),
            Row("sort", "type"),
            Row("notes", "description"),
        ),
        ("license-plate-number", "vin", "make", "model"),
    ),
    "onion_service": Outward(
        "tor-hiddenservice",
        "cbac07d6-fbe9-43b8-8d91-d515812ce330",
        "2",
        "misc",
        (
            Row("address", "address", "onion-address"),
            Row("title", "title", many=True),
            Row("description", "description"),
        ),
        ("address",),
    ),
    "location": Outward(
        "geolocation",
        "cd6f2238-ba55-4888-82c4-104e6e1acf21",
        "8",
        "misc",
        (
            Row("address", "address"),
            Row("town", "city"),
            Row("postcode", "zipcode"),
            Row("country", "country"),
            Row("latitude", "latitude", "float"),
            Row("longitude", "longitude", "float"),
            Row("notes", "text"),
        ),
        ("latitude", "longitude", "city", "country"),
    ),
    "organisation": Outward(
        "organization",
        "f750e12b-127a-432c-b022-b3f9153c4e2a",
        "9",
        "misc",
        (
            Row("name", "name"),
            Row("aliases", "alias", many=True),
            Row("registration", "registration-number"),
            Row("addresses", "address", many=True),
            Row("emails", "e-mail", "email-src", many=True),
            Row("phones", "phone-number", "phone-number", many=True),
            Row("activity", "sector", many=True),
            Row("description", "description"),
        ),
        ("name", "alias"),
    ),
    "domain": Outward(
        "domain-ip",
        "43b3b146-77eb-4931-b4cc-b66c60f28734",
        "11",
        "network",
        (
            Row("name", "domain", "domain", many=True),
            Row("ips", "ip", "ip-dst", many=True),
            Row("registered_on", "registration-date", "datetime"),
            Row("description", "text"),
        ),
        ("domain",),
    ),
    "incident": Outward(
        "incident",
        "38597424-f9bb-4865-9b4b-819172df0334",
        "1",
        "misc",
        (Row("title", "name"), Row("summary", "description")),
        ("name",),
    ),
    "document": Outward(
        "report",
        "70a68471-df22-4e3f-aa1a-5a3be19f82df",
        "8",
        "misc",
        (Row("title", "title"), Row("reference", "case-number"), Row("summary", "summary")),
        ("title",),
    ),
}
_COIN = ("coin-address", "d0e6997e-78da-4815-a6a1-cfc1c1cb8a46", "7", "financial")
_COIN_ROWS = {
    SelectorType.BITCOIN: Row("address", "address", "btc"),
    SelectorType.MONERO: Row("address", "address-xmr", "xmr"),
}


def template(record: Leaving) -> Outward | None:
    """Return the template that says a record, None where MISP has none for its kind."""
    if record.kind == "wallet" and "address" in record.body:
        found = catalogue.ALL["wallet"].selector_of("address", str(record.body["address"]), record.body)
        row = _COIN_ROWS.get(found.type) if found else None
        row = row or Row("address", "address-crypto")
        return Outward(*_COIN, (row, Row("description", "text")), (row.relation,))
    return OUT.get(record.kind)


def relations(record: Leaving, made: Outward) -> list[tuple[Written, str]]:
    """Return relation, type and value of each attribute of the object; empty where the template's needs are not met."""
    found: list[tuple[Written, str]] = []
    for row in made.rows:
        if row.field not in record.body or (row.field in _TOGETHER and not record.body.keys() >= _TOGETHER):
            continue
        said = stating.plain(record.body, row.field)
        taken = {value for written, value in found if written.relation in (row.relation, "full-name")}
        shown = [_shown(record, row, each) for each in said if each not in taken]
        found += [(Written(row.relation, row.type), each[:LONGEST]) for each in (shown if row.many else shown[:1])]
    if record.kind == "wallet" and (symbol := _symbol(record)):
        found.append((Written("symbol", "text"), symbol))
    return found if {written.relation for written, _ in found} & set(made.needed) else []


def identifiers(record: Leaving) -> Iterator[tuple[Written, str]]:
    """Yield the identifiers of a record, each once, as the type that MISP has for it."""
    seen: set[str] = set()
    for each in catalogue.ALL[record.kind].selectors(record.body):
        written = types.written(each.selector.type)
        value = each.selector.value
        if written == types.IDENTIFIER:
            value = f"{each.selector.type}: {value}"
        if value not in seen:
            seen.add(value)
            yield written, value


def attribute(owner: str, written: Written, value: str, number: int, stamp: str) -> dict[str, Any]:
    """Return an attribute of an object, its UUID made of where it stands and what it says."""
    return {
        "uuid": carrying.made(f"{owner}|{written.relation}|{number}|{value}"),
        "object_relation": written.relation,
        "type": written.type,
        "category": _CATEGORIES.get(written.type, "Other"),
        "value": value,
        "to_ids": False,
        "disable_correlation": written.type == "text",
        "distribution": INHERIT,
        "comment": "",
        "timestamp": stamp,
        "deleted": False,
    }


_CATEGORIES: Final = {
    **dict.fromkeys(("domain", "url", "onion-address", "ip-dst"), "Network activity"),
    **dict.fromkeys(("btc", "xmr", "iban", "bank-account-nr"), "Financial fraud"),
    **dict.fromkeys(("email", "jabber-id"), "Social network"),
    **dict.fromkeys(("sha256", "email-src"), "Payload delivery"),
    **dict.fromkeys(("full-name", "date-of-birth", "place-of-birth", "nationality", "phone-number"), "Person"),
}
"""The category that MISP gives to each type by itself."""


def _shown(record: Leaving, row: Row, value: str) -> str:
    if row.relation == "account-type" and record.kind != "exchange_account":
        return markets.label(markets.slug(value))
    return value


def _symbol(record: Leaving) -> str:
    found = catalogue.ALL["wallet"].selector_of("address", str(record.body.get("address", "")), record.body)
    return types.SYMBOLS.get(found.type, "") if found else ""
