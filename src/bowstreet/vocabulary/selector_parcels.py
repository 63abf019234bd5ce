"""Tracking numbers of parcels: postal services by UPU S10, UPS, USPS, DHL, DPD, FedEx, and 3S of the Netherlands.

S10 as Wikipedia tells the UPU standard; the carriers' formats and check digits as the tables of
jkeen/tracking_number_data have them (``couriers/*.json``, ``CHECKSUM_ALGORITHMS.md``). 3S, one to four letters and 7
to 12 digits, 13 to 15 signs in all, is PostNL's (developer.postnl.nl, Barcode API and Products); DHL Parcel uses 3S,
JJD and JVGL too (dhl.com, 'DHL Shipment Tracking Labels'), so that the beginning does not say whose the parcel is.
DHL's 20 digits are checked by modulo 10, weights 3 and 1 (paketda.de, 'Prüfziffern-Berechnung für Paketnummern').
"""

import re
from collections.abc import Callable

from bowstreet.vocabulary import countries
from bowstreet.vocabulary.selector_types import NotASelector

_BETWEEN = re.compile(r"[\s.\-]+")
_S10 = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_UPS = re.compile(r"1Z[A-Z0-9]{15}[0-9]")
_DHL = re.compile(r"[0-9]{10,11}")
_DHL_20 = re.compile(r"[0-9]{20}")
_DHL_PIECE = re.compile(r"J(?:JD|VGL)[0-9]{10,18}")
_DUTCH = re.compile(r"(?=.{13,15}$)3S[A-Z]{1,4}[0-9]{7,12}")
_USPS_20 = re.compile(r"[0-9]{20}")
_USPS = re.compile(r"(?:420[0-9]{5}(?:[0-9]{4})?)?(9[1-5][0-9]{20}(?:[0-9]{4})?)")
_DPD = re.compile(r"(?:[0-9]{14}|[0-9]{27})[0-9A-Z]")
_FEDEX = re.compile(r"[0-9]{12}|[0-9]{15}")
_FEDEX_WEIGHTS = (3, 1, 7) * 4
_CARRIER = re.compile(
    r"(s10|ups|dhl|fedex|usps|dpd|postnl)(?![a-z])(?:\s{1,2}(?:express|ground|awb|waybill|parcel|tracking|number|no|nr|id)\b\.?){0,4}"
    r"[\s:#]{0,4}(.+)",
    re.IGNORECASE | re.DOTALL,
)


def read_tracking_number(text: str) -> str:
    """Return a tracking number without spaces, in capitals; before a row of digits alone its carrier, as ``dhl:``.

    A postal number (two letters, nine digits, a country), one of UPS (1Z), 3S, JJD and JVGL say themselves what they
    are, and so do 22 digits of USPS that begin with 92 to 95. Another row of digits could be anything: it needs the
    word DHL, FedEx, USPS or DPD before it. 3S and the pieces of DHL (ten digits in its examples, up to 18 seen in
    use, unverified) have no check digit. Of GLS and of DHL's 12 digits we found no rule that we could read whole; 14
    digits of DHL are a routing code, which many parcels share. They are not read, nor are national services.

    >>> read_tracking_number("rb 1234 5678 5 gb"), read_tracking_number("FedEx 9865 7878 8855")
    ('RB123456785GB', 'fedex:986578788855')
    >>> read_tracking_number("9400 1112 0620 6406 2607 87"), read_tracking_number("PostNL 3SABCD1234567")
    ('usps:9400111206206406260787', '3SABCD1234567')
    """
    given = _CARRIER.fullmatch(text.strip())
    carrier = given[1].lower() if given else ""
    number = _BETWEEN.sub("", given[2] if given else text).upper()
    for carriers, form, reader in _FORMS:
        if carrier in carriers and form.fullmatch(number):
            return reader(number)
    raise NotASelector(
        "This is no tracking number that is known; one of digits alone needs DHL, FedEx, USPS or DPD before it."
    )


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


def _dhl_20(number: str) -> str:
    if not _is_mod_10(number):
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


def _usps(number: str) -> str:
    """Return a number of USPS without the postal code before it; its last digit is reckoned as in GS1's numbers.

    One of 20 digits is checked as it stands, or with 91 before it as older ones are.
    """
    found = _USPS.fullmatch(number)
    plain = found[1] if found else number
    if not any(_is_mod_10(each) for each in ((plain,) if found else (plain, f"91{plain}"))):
        raise _wrong("USPS")
    return f"usps:{plain}"


def _is_mod_10(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digit * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10 == 0


def _dpd(number: str) -> str:
    """Return a number of DPD; its last sign by ISO 7064 mod 37,36, as DPD's label specification is quoted there."""
    left = 36
    for sign in number[:-1]:
        left = (left + int(sign) - 1) % 36 + 1
        left = left * 2 % 37
    if (37 - left) % 36 != int(number[-1], 36):
        raise _wrong("DPD")
    return f"dpd:{number}"


def _wrong(whose: str) -> NotASelector:
    return NotASelector(f"This is no {whose} tracking number: its check digit is wrong, so a character was mistyped.")


_FORMS: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[str], str]], ...] = (
    (("", "s10", "postnl", "usps"), _S10, _s10),
    (("", "ups"), _UPS, _ups),
    (("", "postnl", "dhl"), _DUTCH, str),
    (("", "dhl"), _DHL_PIECE, _dhl),
    (("dhl",), _DHL, _dhl),
    (("dhl",), _DHL_20, _dhl_20),
    (("fedex",), _FEDEX, _fedex),
    (("", "usps"), _USPS, _usps),
    (("usps",), _USPS_20, _usps),
    (("dpd",), _DPD, _dpd),
)
"""By the carriers that may stand before it each form, and who reads it; the empty one is a number without a word."""
