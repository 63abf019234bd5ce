"""Telephones and vehicles: IMEI and vehicle identification numbers."""

import re

from bowstreet.vocabulary.selector_types import NotASelector

_BETWEEN = re.compile(r"[\s./\-]+")
_IMEI = re.compile(r"[0-9]{14,16}")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", "123456781234579234567890123456789", strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_NORTH_AMERICA = tuple("12345")


def read_imei(text: str) -> str:
    """Return an IMEI as 15 digits, its check digit verified by Luhn's rule.

    14 digits (without check digit) and 16 (with the version of the software) come out as the same telephone; they
    carry nothing that could be verified (Wikipedia and python-stdnum on the lengths).

    >>> read_imei("35-417803-685978-9"), read_imei("35686800-004141-20")
    ('354178036859789', '356868000041418')
    """
    digits = _BETWEEN.sub("", text)
    if not digits.isascii() or not _IMEI.fullmatch(digits) or len(set(digits)) == 1:
        raise NotASelector("An IMEI has 15 digits (14 without its check digit, 16 with a version).")
    whole = digits[:14] + str(-sum(map(_doubled, enumerate(digits[:14]))) % 10)
    if len(digits) == 15 and whole != digits:
        raise NotASelector("This is no IMEI: its check digit is wrong, so a digit was mistyped.")
    return whole


def read_vin(text: str) -> str:
    """Return a vehicle identification number: 17 letters and digits, without I, O and Q, in capitals.

    The check digit at the ninth place is verified for North America (first sign 1 to 5), where 49 CFR 565 asks for it.
    Elsewhere the place may hold anything, so a mistyped number of a European maker is **not** noticed. Numbers from
    before 1981, which are shorter, are not read.
    """
    number = _BETWEEN.sub("", text).upper()
    if not _VIN.fullmatch(number) or not any(map(str.isdigit, number)):
        raise NotASelector("A vehicle identification number has 17 letters and digits, without I, O and Q.")
    if number.startswith(_NORTH_AMERICA) and not is_checked_vin(number):
        raise NotASelector("This is no vehicle identification number: its check digit is wrong for North America.")
    return number


def is_checked_vin(number: str) -> bool:
    """Say whether the ninth sign of 17 is their check digit by 49 CFR 565 (assigned values, weights, modulo 11)."""
    total = sum(int(_VIN_VALUES[sign]) * weight for sign, weight in zip(number, _VIN_WEIGHTS, strict=True))
    return number[8] == "0123456789X"[total % 11]


def _doubled(placed: tuple[int, str]) -> int:
    at, digit = placed
    return sum(divmod(int(digit) * (2 if at % 2 else 1), 10))
