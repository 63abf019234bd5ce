"""Selectors as the cyber-observables that STIX knows, with the ids that the standard makes of them.

Wallets, telephone numbers, parcels and bank accounts have no type in the standard. They are said in the types that
OpenCTI has for them (``pycti/utils/constants.py`` of its client), whose ids are made in the same way.
"""

import re
import uuid
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from bowstreet.formats.stix import canonical, checking, extension, identifying
from bowstreet.vocabulary.selector_types import COINS
from bowstreet.vocabulary.selectors import Selector, SelectorType

Object = dict[str, Any]
_T = SelectorType


def _valued(type: str) -> Callable[[str], Object]:
    return lambda value: {"type": type, "value": value}


def _account(sort: str) -> Callable[[str], Object]:
    return lambda value: {"type": "user-account", "account_type": sort, "account_login": value}


def _handle(value: str) -> Object:
    market, _, name = value.partition(":")
    return {"type": "user-account", "account_type": market, "account_login": name}


def _certificate(value: str) -> Object | None:
    plain = value.replace(":", "")
    name = {40: "SHA-1", 64: "SHA-256"}.get(len(plain))
    return {"type": "x509-certificate", "hashes": {name: plain}} if name and _HEX(plain) else None


def _added(type: str, name: str = "value") -> Callable[[str], Object]:
    """Return how a selector is said in a type beside the standard, whose id is made of one property."""

    def make(value: str) -> Object:
        own = f"{type}--{uuid.uuid5(identifying.NAMESPACE, canonical.written({name: value}))}"
        extensions = {extension.KINDS: {"extension_type": "new-sco"}}
        return {"type": type, "id": own, "value": value, name: value, "extensions": extensions}

    return make


_HEX = re.compile(r"[0-9a-fA-F]+").fullmatch
_MADE: Final[dict[SelectorType, Callable[[str], Object | None]]] = {
    _T.EMAIL: _valued("email-addr"),
    _T.DOMAIN: _valued("domain-name"),
    _T.ONION: _valued("domain-name"),
    _T.URL: _valued("url"),
    _T.IPV4: _valued("ipv4-addr"),
    _T.IPV6: _valued("ipv6-addr"),
    _T.SHA256: lambda value: {"type": "file", "hashes": {"SHA-256": value}},
    _T.TLS_FINGERPRINT: _certificate,
    _T.HANDLE: _handle,
    _T.XMPP: _account("xmpp"),
    _T.TELEGRAM: _account("telegram"),
    _T.WICKR: _account("wickr"),
    _T.SESSION: _account("session"),
    _T.TOX: _account("tox"),
    _T.SIGNAL: _account("signal"),
    **dict.fromkeys(COINS, _added("cryptocurrency-wallet")),
    _T.PHONE: _added("phone-number"),
    _T.TRACKING_NUMBER: _added("tracking-number"),
    _T.IBAN: _added("bank-account", "iban"),
}
"""How a selector is said, of each type that there is a word for."""


@lru_cache(maxsize=4096)
def observable(selector: Selector) -> Object | None:
    """Return a selector as a cyber-observable; None where STIX has none that says it, or not in this form.

    >>> observable(Selector(SelectorType.EMAIL, "jo@example.com"))["id"]
    'email-addr--33763b24-8bc3-516b-9c3b-a04af869355c'
    """
    make = _MADE.get(selector.type)
    made = make(selector.value) if make else None
    if made is None:
        return None
    own = made.get("id") or identifying.deterministic_id(made)
    held = {"type": made["type"], "spec_version": "2.1", "id": own} | made
    return None if checking.fault_of(held) else held
