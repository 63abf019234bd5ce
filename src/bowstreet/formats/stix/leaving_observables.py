"""Selectors as the cyber-observables that STIX knows, with the ids that the standard makes of them."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from bowstreet.formats.stix import checking, identifying
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
}
"""How a selector is said, of each type that STIX has a word for."""


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
    held = {"spec_version": "2.1", "id": identifying.deterministic_id(made), **made}
    return None if checking.fault_of(held) else held
