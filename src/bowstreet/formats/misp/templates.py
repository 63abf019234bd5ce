"""The object templates of MISP that say one of our kinds: which of their relations is which field of ours.

Names of templates and relations are those of ``misp-objects`` (CC0-1.0 or BSD-2-Clause). Where several fields stand for
a relation, the first that takes the value has it. A field without room for a second value hands it to the field of
``SECOND``. What a template says beyond these tables is counted as lost.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

FIRST_SEEN: Final = frozenset(("first-seen", "first_seen"))
LAST_SEEN: Final = frozenset(("last-seen", "last_seen", "last-updated"))
"""Relations that say when the thing was seen."""

IMPLIED: Final[dict[str, frozenset[str]]] = {
    "identity": frozenset({"identity_class"}),
    "coin-address": frozenset({"symbol"}),
    "url": frozenset(
        ("host", "domain", "scheme", "tld", "subdomain", "domain_without_tld", "resource_path", "query_string", "port")
    ),
    "geolocation": frozenset({"countrycode"}),
}
"""Relations that repeat what another one says."""

NAMES: Final = ("first-name", "middle-name", "last-name")
"""Relations that together are one name of a person."""

INDIVIDUAL: Final = "identity of an individual"
"""The template ``identity`` stands for organisations and, where its class is this one's, for persons."""

SECOND: Final = {
    ("vehicle", "plate"): "other_plates",
    ("device", "imei"): "other_imeis",
    ("organisation", "name"): "aliases",
    ("user_account", "handle"): "aliases",
}
"""Where a second value of a field stands, by kind and field."""


@dataclass(frozen=True)
class Template:
    """How objects of one name become records of one kind; ``fixed`` are fields that the name itself says."""

    kind: str
    relations: Mapping[str, tuple[str, ...]]
    fixed: Mapping[str, str] = field(default_factory=dict)


def _of(kind: str, relations: Mapping[str, str], **fixed: str) -> Template:
    return Template(kind, {name: tuple(fields.split()) for name, fields in relations.items()}, fixed)


_PERSON = {
    "full-name": "names",
    "alias": "names",
    "handle": "names",
    "date-of-birth": "born_on",
    "place-of-birth": "birthplace",
    "nationality": "nationalities",
    "address": "addresses",
    "e-mail": "emails",
    "phone-number": "phones",
    "passport-number": "documents",
    "identity-card-number": "documents",
    "text": "description",
}
_FTM_BODY = {
    "name": "name",
    "alias": "aliases",
    "weakAlias": "aliases",
    "previousName": "aliases",
    "registrationNumber": "registration",
    "country": "country",
    "address": "addresses",
    "email": "emails",
    "phone": "phones",
    "website": "sites",
    "sector": "activity",
    "description": "description",
    "summary": "description",
    "notes": "description",
}
_ON_PLATFORM = {
    "username": "handle",
    "name": "handle",
    "account-name": "handle",
    "displayed-name": "aliases",
    "display-name": "aliases",
    "full_name": "aliases",
    "user-fullname": "aliases",
    "link": "sites",
    "url": "sites",
    "emails": "emails",
    "email": "emails",
    "phone": "phones",
    "bio": "description",
    "description": "description",
    "joined-date": "registered_on",
    "cryptocurrency_addresses": "bitcoin",
}

READ: Final[dict[str, Template]] = {
    "person": _of("person", _PERSON),
    "ftm-Person": _of(
        "person",
        {
            "name": "names",
            "alias": "names",
            "weakAlias": "names",
            "previousName": "names",
            "birthDate": "born_on",
            "birthPlace": "birthplace",
            "nationality": "nationalities",
            "address": "addresses",
            "email": "emails",
            "phone": "phones",
            "passportNumber": "documents",
            "idNumber": "documents",
            "description": "description",
            "summary": "description",
            "notes": "description",
        },
    ),
    "phone": _of(
        "device",
        {
            "imei": "imei",
            "serial-number": "serial",
            "brand": "make",
            "model": "model",
            "msisdn": "phones",
            "text": "notes",
        },
        sort="telephone",
    ),
    "bank-account": _of(
        "bank_account",
        {
            "iban": "iban number",
            "account": "number",
            "institution-name": "bank",
            "account-name": "holder",
            "beneficiary": "holder",
            "currency-code": "currency",
            "opened": "opened_on",
            "closed": "closed_on",
            "text": "notes",
            "comments": "notes",
        },
    ),
    "ftm-BankAccount": _of(
        "bank_account",
        {
            "iban": "iban number",
            "accountNumber": "number",
            "bankName": "bank",
            "name": "holder",
            "currency": "currency",
            "country": "country",
            "description": "notes",
            "notes": "notes",
        },
    ),
    "coin-address": _of(
        "wallet",
        {"address": "address", "address-crypto": "address", "address-xmr": "address", "text": "description"},
    ),
    "btc-wallet": _of("wallet", {"wallet-address": "address"}),
    "pgp-meta": _of(
        "pgp_key",
        {"key-id": "fingerprint key_id", "user-id-name": "user_ids", "user-id-email": "user_ids"},
    ),
    "user-account": _of(
        "user_account",
        {
            "username": "handle",
            "account-type": "market",
            "display-name": "aliases",
            "email": "emails",
            "link": "sites",
            "description": "description",
            "created": "registered_on",
        },
    ),
    "ftm-UserAccount": _of(
        "user_account",
        {"username": "handle", "service": "market", "alias": "aliases", "email": "emails", "number": "phones"},
    ),
    "telegram-account": _of(
        "user_account", _ON_PLATFORM | {"username": "handle", "phone": "phones"}, market="Telegram"
    ),
    **{
        name: _of("user_account", _ON_PLATFORM, market=platform)
        for name, platform in (
            ("twitter-account", "Twitter"),
            ("reddit-account", "Reddit"),
            ("facebook-account", "Facebook"),
            ("instagram-account", "Instagram"),
            ("keybase-account", "Keybase"),
            ("parler-account", "Parler"),
            ("github-user", "GitHub"),
        )
    },
    "vehicle": _of(
        "vehicle",
        {
            "license-plate-number": "plate",
            "vin": "vin",
            "make": "make",
            "model": "model",
            "exterior-color": "colour",
            "type": "sort",
            "description": "notes",
        },
    ),
    "ftm-Vehicle": _of(
        "vehicle",
        {
            "registrationNumber": "plate",
            "model": "model",
            "type": "sort",
            "country": "country",
            "description": "notes",
            "notes": "notes",
        },
    ),
    "tor-hiddenservice": _of("onion_service", {"address": "address", "title": "title", "description": "description"}),
    "geolocation": _of(
        "location",
        {
            "address": "address",
            "city": "town",
            "zipcode": "postcode",
            "country": "country",
            "latitude": "latitude",
            "longitude": "longitude",
            "text": "notes",
        },
    ),
    "organization": _of(
        "organisation",
        {
            "name": "name",
            "alias": "aliases",
            "registration-number": "registration",
            "VAT": "registration",
            "address": "addresses",
            "e-mail": "emails",
            "phone-number": "phones",
            "sector": "activity",
            "description": "description",
        },
    ),
    "identity": _of("organisation", {"name": "name", "description": "description"}),
    INDIVIDUAL: _of("person", {"name": "names", "description": "description"}),
    "legal-entity": _of(
        "organisation",
        {
            "name": "name",
            "commercial-name": "aliases",
            "registration-number": "registration",
            "phone-number": "phones",
            "website": "sites",
            "business": "activity",
            "text": "description",
        },
    ),
    **{
        name: _of("organisation", _FTM_BODY)
        for name in ("ftm-Company", "ftm-Organization", "ftm-LegalEntity", "ftm-PublicBody")
    },
    "domain-ip": _of(
        "domain",
        {
            "domain": "name",
            "hostname": "name",
            "ip": "ips",
            "registration-date": "registered_on",
            "text": "description",
        },
    ),
    "whois": _of(
        "domain",
        {
            "domain": "name",
            "registrar": "registrar",
            "creation-date": "registered_on",
            "expiration-date": "expires_on",
            "registrant-name": "registrant",
            "registrant-org": "registrant",
            "registrant-email": "emails",
            "nameserver": "nameservers",
            "ip-address": "ips",
            "text": "description",
            "comment": "description",
        },
    ),
    "incident": _of("incident", {"name": "title", "description": "summary"}),
    "report": _of("document", {"title": "title", "summary": "summary", "case-number": "reference"}, sort="report"),
}
"""The templates that say a kind of ours, by name."""
