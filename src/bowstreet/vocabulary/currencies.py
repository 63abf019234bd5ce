"""Currencies and coins by their codes and signs, and the form of a price: an amount, a mark before it or behind it."""

import re

CODES = frozenset({
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF",
    "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF", "CLP", "CNY", "COP", "CRC",
    "CUC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL",
    "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR",
    "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR",
    "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR",
    "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR",
    "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SLL", "SOS", "SRD", "SSP",
    "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD",
    "UYU", "UZS", "VED", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWL",
})  # fmt: skip
"""Of ISO 4217 the money of states and unions of them, some lately out of use among it; not funds, metals and tests."""

COINS = frozenset({"BTC", "ETH", "XMR", "LTC", "BCH", "DASH", "ZEC", "DOGE", "TRX", "USDT", "USDC"})
"""Coins by the codes that markets and exchanges write. No standard gives them."""

_OTHER_NAMES = {"XBT": "BTC"}
SIGNS = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "R$": "BRL", "€": "EUR", "£": "GBP", "ZŁ": "PLN", "KČ": "CZK", "₽": "RUB", "₴": "UAH", "₹": "INR", "₺": "TRY",
    "₪": "ILS", "₩": "KRW", "₿": "BTC", "Ƀ": "BTC",
}  # fmt: skip
"""What a sign means where a mapping says no other. That $ alone is the dollar of the United States is our choice."""

UNCLEAR = frozenset({"¥", "KR", "฿", "₨"})
"""Signs of which nobody can say what they mean but the mapping: yen or yuan, one of three crowns, baht or bitcoin."""

SPACES = " \u00a0\u202f"
_MARKS = sorted({*CODES, *COINS, *_OTHER_NAMES, *SIGNS, *UNCLEAR}, key=lambda each: (-len(each), each))
_MARK = "|".join(map(re.escape, _MARKS))
PATTERN = (
    f"(?i)(?:({_MARK})[{SPACES}]*)?([.,]?[0-9](?:[0-9.,'\u2019{SPACES}]*[0-9])?)(?:[{SPACES}]*({_MARK}))?"
)  # fmt: skip
"""A price: the mark before, the number as it is written, the mark behind. For Python and for RE2."""

PRICE = re.compile(PATTERN)


def is_known(code: str) -> bool:
    """Say whether a code is that of a currency or a coin that prices are read in.

    >>> is_known("EUR"), is_known("XMR"), is_known("XXX")
    (True, True, False)
    """
    return code in CODES or code in COINS


def meant() -> dict[str, str]:
    """Return what each mark means, in capital letters; of those that are unclear nothing."""
    return {each: each for each in (*sorted(CODES), *sorted(COINS))} | _OTHER_NAMES | SIGNS
