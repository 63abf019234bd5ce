"""Telephones and vehicles: IMEI, vehicle identification numbers, licence plates."""

import re
import unicodedata

from bowstreet.vocabulary import countries
from bowstreet.vocabulary.selector_types import NotASelector

_BETWEEN = re.compile(r"[\s./\-]+")
_IMEI = re.compile(r"[0-9]{14,16}")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_VIN_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ0123456789", "123456781234579234567890123456789", strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_NORTH_AMERICA = tuple("12345")
_PLATE = re.compile(r"([A-Za-z]{2})\s*:\s*(.+)", re.DOTALL)
_COUNTRY_FIRST = re.compile(r"[A-Z]{2}:(?P<it>[^\W_](?:[ .-]?[^\W_]){1,11})")
_COUNTRY_LAST = re.compile(r"(?P<it>[^\W_](?:[ .-]?[^\W_]){3,11}) ?[(\[][A-Z]{2}[)\]]")
_SHORTEST_BARE, _LONGEST_BARE, _COUNTRY = 4, 12, 2
_PLATE_AFTER = re.compile(r"(.+?)\s*[(\[]([A-Za-z]{2})[)\]]", re.DOTALL)


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


def read_licence_plate(text: str) -> str:
    """Return a licence plate as ``NL:AB12CD``: the two letters of its country, then its letters and digits.

    The country stands before it with a colon or behind it in brackets; without one a plate is refused, because many
    countries give out the same. Only ISO codes: the signs on vehicles (D, F, GB) differ from them. There is no check
    digit, and capitals of other scripts that look like Latin ones stay what they are.

    >>> read_licence_plate("nl: ab-12-cd"), read_licence_plate("AB 12 CD (NL)")
    ('NL:AB12CD', 'NL:AB12CD')
    """
    plain = text.strip()
    if plain.endswith("@"):
        plain = f"{plain[:-1]} (AT)"  # the country in brackets, taken for a defanged at-sign before it came here
    if before := _PLATE.fullmatch(plain):
        country, number = before[1], before[2]
    elif after := _PLATE_AFTER.fullmatch(plain):
        country, number = after[2], after[1]
    else:
        raise NotASelector("A licence plate needs its country, as in NL:AB-12-CD or AB-12-CD (NL).")
    number = _BETWEEN.sub("", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", number).upper()))
    if country.upper() not in countries.CODES:
        raise NotASelector("The country of a licence plate is given by its two letters in ISO 3166.")
    if not 2 <= len(number) <= 12 or not number.isalnum() or not any(map(str.isdecimal, number)):
        raise NotASelector("A licence plate has 2 to 12 letters and digits, at least one of them a digit.")
    return f"{country.upper()}:{number}"


def says_its_country(text: str) -> bool:
    """Say whether a text is a plate by its form alone: its country in capitals with it, letters, digits, no small one.

    >>> [says_its_country(each) for each in ("NL:12-ABC-3", "12-ABC-3 (NL)", "nl:12-abc-3", "NO: 12345", "NL:2014")]
    [True, True, False, False, False]
    """
    found = _COUNTRY_FIRST.fullmatch(text) or _COUNTRY_LAST.fullmatch(text)
    signs = found["it"] if found else ""
    return signs == signs.upper() and any(map(str.isalpha, signs)) and any(map(str.isdecimal, signs))


def plates(text: str) -> tuple[str, ...]:
    """Return what a text may be as a plate: with its country, and as letters and digits whose country it does not say.

    The country may stand before it with any separator or none.

    >>> plates("nl 12-abc-3"), plates("12-abc-3"), plates("2014"), plates("two words")
    (('NL:12ABC3', 'NL12ABC3'), ('12ABC3',), (), ())
    """
    try:
        return (read_licence_plate(text),)
    except NotASelector:
        bare = _BETWEEN.sub("", unicodedata.normalize("NFKC", text).upper())
    if not _SHORTEST_BARE <= len(bare) <= _LONGEST_BARE or not bare.isalnum() or bare.isalpha() or bare.isdecimal():
        return ()
    alone = (bare,) if len(bare) <= _LONGEST_BARE - _COUNTRY else ()
    has_country = bare[:_COUNTRY] in countries.CODES and any(map(str.isdecimal, bare[_COUNTRY:]))
    return (f"{bare[:_COUNTRY]}:{bare[_COUNTRY:]}", *alone) if has_country else alone


def in_every_country(bare: str) -> tuple[str, ...]:
    """Return a plate whose country is not said as every country would have it."""
    return tuple(f"{country}:{bare}" for country in sorted(countries.CODES))


def _doubled(placed: tuple[int, str]) -> int:
    at, digit = placed
    return sum(divmod(int(digit) * (2 if at % 2 else 1), 10))
