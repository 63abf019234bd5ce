"""Tracking numbers of parcels: postal services by UPU S10, and UPS, DHL Express, FedEx, each with its check digit.

S10 as Wikipedia tells the UPU standard; the carriers' formats and check digits as the tables of
jkeen/tracking_number_data have them (``couriers/*.json``, ``CHECKSUM_ALGORITHMS.md``).
"""

import re

from bowstreet.vocabulary import countries
from bowstreet.vocabulary.selector_types import NotASelector

_BETWEEN = re.compile(r"[\s.\-]+")
_S10 = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_UPS = re.compile(r"1Z[A-Z0-9]{15}[0-9]")
_DHL = re.compile(r"[0-9]{10,11}")
_DHL_PIECE = re.compile(r"J(?:JD|VGL)[0-9]{10}")
_FEDEX = re.compile(r"[0-9]{12}|[0-9]{15}")
_FEDEX_WEIGHTS = (3, 1, 7) * 4
_CARRIER = re.compile(
    r"(s10|ups|dhl|fedex)(?![a-z])(?:\s{1,2}(?:express|ground|awb|waybill|parcel|tracking|number|no|nr|id)\b\.?){0,4}"
    r"[\s:#]{0,4}(.+)",
    re.IGNORECASE | re.DOTALL,
)


def read_tracking_number(text: str) -> str:
    """Return a tracking number without spaces, in capitals; before a row of digits alone its carrier, as ``dhl:``.

    A postal number (two letters, nine digits, a country) and one of UPS (1Z) say themselves whose they are. A row of
    digits could be anything: it needs the word DHL or FedEx before it. The identifiers of DHL's pieces (JJD, JVGL)
    have no check digit. Numbers of 14 digits, of DPD, GLS and of national services are not read.

    >>> read_tracking_number("rb 1234 5678 5 gb"), read_tracking_number("FedEx 9865 7878 8855")
    ('RB123456785GB', 'fedex:986578788855')
    """
    given = _CARRIER.fullmatch(text.strip())
    carrier = given[1].lower() if given else ""
    number = _BETWEEN.sub("", given[2] if given else text).upper()
    if carrier in ("", "s10") and _S10.fullmatch(number):
        return _s10(number)
    if carrier in ("", "ups") and _UPS.fullmatch(number):
        return _ups(number)
    if carrier == "dhl" and (_DHL.fullmatch(number) or _DHL_PIECE.fullmatch(number)):
        return _dhl(number)
    if carrier == "fedex" and _FEDEX.fullmatch(number):
        return _fedex(number)
    raise NotASelector("This is no tracking number that is known; one of digits alone needs DHL or FedEx before it.")


def _s10(number: str) -> str:
    left = 11 - sum(int(digit) * weight for digit, weight in zip(number[2:10], _S10_WEIGHTS, strict=True)) % 11
    if int(number[10]) != {10: 0, 11: 5}.get(left, left) or number[11:] not in countries.CODES:
        raise _wrong("postal")
    return number


def _ups(number: str) -> str:
    values = [int(sign) if sign.isdigit() else (ord(sign) - 3) % 10 for sign in number[2:-1]]
    total = sum(value * (2 if at % 2 else 1) for at, value in enumerate(values))
    if -total % 10 != int(number[-1]):
        raise _wrong("UPS")
    return number


def _dhl(number: str) -> str:
    if number.isdigit() and int(number[:-1]) % 7 != int(number[-1]):
        raise _wrong("DHL")
    return f"dhl:{number}"


def _fedex(number: str) -> str:
    digits = [int(digit) for digit in number]
    if len(digits) == 12:
        check = sum(digit * weight for digit, weight in zip(digits, _FEDEX_WEIGHTS[:11], strict=False)) % 11 % 10
    else:
        check = -sum(digit * (3 if at % 2 else 1) for at, digit in enumerate(digits[:-1])) % 10
    if check != digits[-1]:
        raise _wrong("FedEx")
    return f"fedex:{number}"


def _wrong(whose: str) -> NotASelector:
    return NotASelector(f"This is no {whose} tracking number: its check digit is wrong, so a character was mistyped.")
