"""What an address of a wallet is, by its form and by the currency that a source names beside it."""

import re
from enum import StrEnum

from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.selector_types import SelectorType
from bowstreet.vocabulary.selectors import NotASelector, read

BY_CURRENCY = {
    "BTC": SelectorType.BITCOIN,
    "XBT": SelectorType.BITCOIN,
    "ETH": SelectorType.ETHEREUM,
    "XMR": SelectorType.MONERO,
    "LTC": SelectorType.LITECOIN,
    "BCH": SelectorType.BITCOIN_CASH,
    "TRX": SelectorType.TRON,
}
"""The coins of which we have a form, by the codes of sources."""

_ON_OTHERS = frozenset({"USDT", "USDC", "DAI", "TUSD", "BSC", "BNB", "ARB", "ETC", "MATIC", "POL", "AVAX", "OP"})
"""Tokens, and chains that have the addresses of another."""

_FORMS = (SelectorType.ETHEREUM, SelectorType.TRON, SelectorType.BITCOIN, SelectorType.LITECOIN,
          SelectorType.BITCOIN_CASH, SelectorType.MONERO)  # fmt: skip
_WITHOUT_KIND = re.compile(
    r"r[1-9A-HJ-NP-Za-km-z]{24,34}"  # XRP
    r"|t[13][1-9A-HJ-NP-Za-km-z]{33}|zs1[02-9ac-hj-np-z]{75}"  # Zcash
    r"|X[1-9A-HJ-NP-Za-km-z]{33}"  # Dash
    r"|[GA][1-9A-HJ-NP-Za-km-z]{33}"  # Bitcoin Gold
    r"|D[1-9A-HJ-NP-Za-km-z]{33}"  # Verge, Dogecoin
)


class Told(StrEnum):
    """How well an address and its currency are what we hold."""

    EXACT = "exact"
    OTHER_CHAIN = "other_chain"
    """Another coin or token with addresses of this form."""

    NO_KIND = "no_kind"
    """An address of a coin that we have no form for."""

    WRONG = "wrong"
    """No address of the coin that is named, or of any."""


def told(address: str, currency: str = "") -> tuple[Told, str]:
    """Return how an address is held, and in which form; the form is empty where it is held as none.

    >>> told("0x" + "ab" * 20, "ETH")[0].value
    'exact'
    >>> told("r" + "9" * 30, "XRP")
    (<Told.NO_KIND: 'no_kind'>, '')
    """
    code = currency.strip().upper()
    expected = BY_CURRENCY.get(code)
    if expected is not None:
        form = _form(expected, address)
        return (Told.EXACT, form) if form else (Told.WRONG, "")
    found = next((form for each in _FORMS if (form := _form(each, address))), "") if code in _ON_OTHERS | {""} else ""
    if found:
        return (Told.OTHER_CHAIN, found) if code else (Told.EXACT, found)
    is_some = code != "" or _WITHOUT_KIND.fullmatch(address.strip())
    return (Told.NO_KIND if is_some else Told.WRONG), ""


def key_of(address: str) -> str:
    """Return the natural key of a wallet with an address that has a form of ours."""
    kind = catalogue.kind("wallet")
    return kind.key(kind.check({"address": address}))


def _form(type: SelectorType, address: str) -> str:
    try:
        return read(type, address).value
    except NotASelector:
        return ""
