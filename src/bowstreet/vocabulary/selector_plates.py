"""Licence plates: with a country that is set apart from their signs, and what may be one though it does not say so.

No plate has a check digit, and letters with digits stand in every text. So a country counts where it is set apart, by
a colon or in brackets, never as the first letters of the plate; and the rest must have the form of a plate: a few
short groups of letters and digits, no year, no number with its unit, no words.
"""

import re
import unicodedata

from bowstreet.vocabulary import countries
from bowstreet.vocabulary.selector_types import NotASelector

_BETWEEN = re.compile(r"[\s./\-]+")
_FIRST = re.compile(r"(?P<country>[A-Za-z]{2})\s*:\s*(?P<number>.+)", re.DOTALL)
_LAST = re.compile(r"(?P<number>.+?)\s*[(\[](?P<country>[A-Za-z]{2})[)\]]", re.DOTALL)
_STORED = re.compile(r"[A-Z]{2}:[^\W_]{2,12}")
_ALONE_FIRST = re.compile(r"(?P<country>[A-Z]{2}):(?P<number>[^\W_][^:]*)")
_ALONE_LAST = re.compile(r"(?P<number>.+?) ?[(\[](?P<country>[A-Z]{2})[)\]]")
_RUNS = re.compile(r"\d+|[^\W\d_]+")
_BLANK = re.compile(r"\s")
_PARTED = r"[ .\-/]{0,3}"
_OWN_GROUP = re.compile(r"([A-Za-z]{2})[\s.\-/]+(.+)", re.DOTALL)
_SHORTEST_BARE, _LONGEST_BARE = 4, 12
LONGEST_TEXT = 40
_MOST_RUNS, _MOST_LETTERS, _MOST_DIGITS = 5, 3, 6
_ONLY_DIGITS = range(5, 9)
_ROW_OF_DIGITS = re.compile(r"[A-Za-z]{2}:\d{5,8}")
_MEASURED = re.compile(
    r"\d+(?:MM|CM|DM|M|KM|MI|FT|KMH|MPH|MG|G|GR|KG|T|LB|LBS|OZ|ML|CL|DL|L|W|KW|V|A|KB|MB|GB|TB|S|SEC|MIN|H|HR|HRS|HOURS"
    r"|STD|D|DAYS|AM|PM|X|ST|ND|RD|TH|PCS|STK|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|CZK|HUF|BTC|XMR|ETH|LTC|PC|K)"
    r"|\d{1,2}H\d{2}(?:MIN)?|(?:19|20)\d{2}(?:[01]\d[0-3]\d)?"
)
"""A number with its unit, a time of day, an ordinal, a year."""

_SMALL_WORDS = frozenset(
    "a an am and as at auf aus away bei bis by da das de del den der des die do el en et for from im in is it la le les"
    " mit no nor not of off on or out per pro so the to tot um un und uit van via vom von was y zu zum".upper().split()
)
_WORDS_IN_CAPITALS = frozenset(("AND", "BIS", "FOR", "OF", "OR", "THE", "TO", "UND", "VON", "WAS"))
_REGISTERS = frozenset(("CHE", "DIN", "HRA", "HRB", "ISO", "KVK", "RCS", "TAX", "VAT"))
"""What stands before other numbers than those of vehicles."""

_NOT_COUNTRIES = frozenset(("CC", "ID", "NR", "PS", "RE", "TO"))
"""Codes that stand before a colon for something else: a number, a licence, a subject."""

_ALSO_WORDS = frozenset(
    [
        "AM",
        "AS",
        "AT",
        "BE",
        "BY",
        "DE",
        "DO",
        "ES",
        "IN",
        "IS",
        "IT",
        "LA",
        "MA",
        "ME",
        "MY",
        "NO",
        "SE",
        "SI",
        "SO",
        "US",
    ]
)
"""Codes that are words when they stand in small letters."""

_PLATE_WORD = re.compile(
    r"plate|plaat|targa|schild|kenteken|kennzeichen|matricule|matr[ií]cula|immatriculation", re.IGNORECASE
)
_NO_FORM = "A licence plate has letters and digits in a few short groups, behind its country: no year, unit or word."


def read_licence_plate(text: str) -> str:
    """Return a licence plate as ``NL:AB12CD``: the two letters of its country, then its letters and digits.

    The country stands before it with a colon or behind it in brackets; without one a plate is refused, because many
    countries give out the same. Only ISO codes: the signs on vehicles (D, F, GB) differ from them. There is no check
    digit, and capitals of other scripts that look like Latin ones stay what they are. As it is kept, it is taken
    whatever its signs.

    >>> read_licence_plate("nl: ab-12-cd"), read_licence_plate("AB 12 CD (NL)")
    ('NL:AB12CD', 'NL:AB12CD')
    """
    plain = text.strip()
    if plain.endswith("@"):
        plain = f"{plain[:-1]} (AT)"  # the country in brackets, taken for a defanged at-sign before it came here
    found = _FIRST.fullmatch(plain) or _LAST.fullmatch(plain)
    if not found:
        raise NotASelector("A licence plate needs its country, as in NL:AB-12-CD or AB-12-CD (NL).")
    country, number = found["country"].upper(), _upper(found["number"])
    signs = _BETWEEN.sub("", number)
    if country not in countries.CODES:
        raise NotASelector("The country of a licence plate is given by its two letters in ISO 3166.")
    if not _STORED.fullmatch(plain) and not has_form(found["number"]):
        raise NotASelector(_NO_FORM)
    if not 2 <= len(signs) <= _LONGEST_BARE or not signs.isalnum() or not any(map(str.isdecimal, signs)):
        raise NotASelector("A licence plate has 2 to 12 letters and digits, at least one of them a digit.")
    return f"{country}:{signs}"


def has_form(number: str) -> bool:
    """Say whether signs without their country could be those of a plate, written as people write them.

    >>> [has_form(each) for each in ("B-AB 1234", "42 km away", "500g", "2014", "12 of 24", "AB 12 CD seen")]
    [True, False, False, False, False, False]
    """
    signs = _upper(number)
    runs, whole = _RUNS.findall(signs), _BETWEEN.sub("", signs)
    is_other = _MEASURED.fullmatch(whole) or (len(runs) > 1 and runs[0] in _REGISTERS)
    if len(number) > LONGEST_TEXT or len(runs) > _MOST_RUNS or is_other:
        return False
    if not _BLANK.search(number):
        return True
    if number not in (number.lower(), number.upper()):
        return False
    words = _WORDS_IN_CAPITALS if number == signs else _SMALL_WORDS
    return not any(len(each) > (_MOST_DIGITS if each.isdecimal() else _MOST_LETTERS) or each in words for each in runs)


def alone(text: str) -> str | None:
    """Return the plate that a text is by its form alone: its country in capitals set apart from it, no small letter.

    >>> [alone(each) for each in ("NL:12-ABC-3", "12-ABC-3 (NL)", "nl:12-abc-3", "NO: 12345", "NL:2014", "AT:5PM")]
    ['NL:12ABC3', 'NL:12ABC3', None, None, None, None]
    """
    if len(text) > LONGEST_TEXT:
        return None
    found = _ALONE_FIRST.fullmatch(text) or _ALONE_LAST.fullmatch(text)
    if not found or found["country"] in _NOT_COUNTRIES:
        return None
    number = found["number"]
    return _joined(found["country"], number) if number == _upper(number) and _is_short(number) else None


def after_word(word: str, text: str) -> str | None:
    """Return the plate that a whole text behind a word is: its country in capitals, or its signs without a blank.

    Digits alone are one directly behind the country, where the word says that a plate follows. NO is Norway there too;
    behind other words it is their number.

    >>> [after_word("plate ", each) for each in ("NL: 12-ABC-3", "12 ABC 3 [NL]", "nl:12-abc-3", "NL 12-ABC-3")]
    ['NL:12ABC3', 'NL:12ABC3', 'NL:12ABC3', None]
    >>> after_word("plate ", "NO:AB 12345"), after_word("reg ", "NO:AB12345"), after_word("reg ", "NL:2014")
    ('NO:AB12345', None, None)
    """
    found = _FIRST.fullmatch(text) or _LAST.fullmatch(text) if len(text) <= LONGEST_TEXT else None
    if not found or found["country"].upper() in _NOT_COUNTRIES:
        return None
    country, number = found["country"], found["number"]
    in_capitals = country.isupper() and number == _upper(number)
    is_word = not country.isupper() and country.upper() in _ALSO_WORDS
    if not in_capitals and (_BLANK.search(number) or is_word):
        return None
    says_plate = bool(_PLATE_WORD.search(word)) and not word.isupper()
    if country == "NO" and (not says_plate or re.match(r"NO\s*:\s|NO\s:", text)):
        return None
    if not _has_both(number) and not (says_plate and country != "NO" and _ROW_OF_DIGITS.fullmatch(text)):
        return None
    return _joined(country, number)


def after_prefix(text: str) -> str | None:
    """Return the plate that stands behind ``plate:``: as people write one, and not digits alone that may be a year.

    >>> after_prefix("nl: 12 abc 3"), after_prefix("IL:1234567"), after_prefix("DE:2014")
    ('NL:12ABC3', 'IL:1234567', None)
    """
    value = _read(text)
    number = (value or "").partition(":")[2]
    return value if has_form(number) and (_has_both(number) or len(number) in _ONLY_DIGITS) else None


def read_among_words(text: str) -> str:
    """Return a plate that free text names, with letters and digits, at least four signs, and no longer word in it."""
    found = _FIRST.fullmatch(text) or _LAST.fullmatch(text)
    country, number = (found["country"], found["number"]) if found else ("", "")
    is_word = country.upper() in _NOT_COUNTRIES or (not country.isupper() and country.upper() in _ALSO_WORDS)
    if is_word or not _is_short(number):
        raise NotASelector(_NO_FORM)
    return read_licence_plate(f"{country}: {number}")


def plates(text: str) -> tuple[str, ...]:
    """Return what a text may be as a plate: with its country, and as letters and digits whose country it does not say.

    A country may stand before it as a group of its own; two letters of a group are none.

    >>> plates("nl 12-abc-3"), plates("12-abc-3"), plates("B-AB 1234"), plates("2014"), plates("two words")
    (('NL:12ABC3', 'NL12ABC3'), ('12ABC3',), ('BAB1234',), (), ())
    """
    if value := _read(text):
        return (value,)
    bare = _BETWEEN.sub("", _upper(text))
    apart = _OWN_GROUP.fullmatch(text.strip())
    number = apart[2] if apart and apart[1].upper() in countries.CODES else ""
    with_country = _joined(apart[1], number) if apart and number else None
    is_short = _SHORTEST_BARE <= len(bare) <= _LONGEST_BARE and bare.isalnum()
    if not is_short or not _has_both(bare) or not has_form(text):
        return ()
    return (*([with_country] if with_country else ()), *((bare,) if len(bare) <= _LONGEST_BARE - 2 else ()))


def in_every_country(bare: str) -> tuple[str, ...]:
    """Return a plate whose country is not said as every country would have it."""
    return tuple(f"{country}:{bare}" for country in sorted(countries.CODES))


def spelled(value: str, text: str) -> tuple[str, ...]:
    """Return the phrases that spell a plate in a text: its country before and behind its signs, parted as typed.

    >>> spelled("DE:BAB1234", "plate DE:B-AB 1234")
    ('DE BAB1234', 'BAB1234 DE', 'DE B-AB 1234', 'B-AB 1234 DE')
    """
    country, _, number = value.partition(":")
    typed = re.findall(_PARTED.join(number), text, re.IGNORECASE)
    parted = dict.fromkeys((number, *typed[-1:]))
    return tuple(phrase for each in parted for phrase in (f"{country} {each}", f"{each} {country}"))


def pattern(value: str) -> str:
    """Return the pattern of all spellings of a plate with its country, before or behind its signs.

    >>> [bool(re.search(pattern("NL:12ABC3"), each)) for each in ("NL:12-ABC-3", "12 ABC 3 (NL)", "12-ABC-3")]
    [True, True, False]
    """
    country, _, number = value.partition(":")
    signs = _PARTED.join(number)
    return rf"(?:{country}\s?:?[ .\-]?{signs}|{signs}[\s\-]?[(\[]?{country})"


def _is_short(number: str) -> bool:
    """Say whether signs have letters and digits, at least four in all, and no group as long as a word."""
    runs = _RUNS.findall(_upper(number))
    long = any(len(each) > (_MOST_DIGITS if each.isdecimal() else _MOST_LETTERS) for each in runs)
    return _has_both(number) and not long and sum(map(len, runs)) >= _SHORTEST_BARE


def _has_both(number: str) -> bool:
    return any(map(str.isalpha, number)) and _has_digit(number)


def _has_digit(number: str) -> bool:
    return any(map(str.isdecimal, number))


def _upper(text: str) -> str:
    if text.isascii():
        return text.upper()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())


def _joined(country: str, number: str) -> str | None:
    return _read(f"{country}: {number}")


def _read(text: str) -> str | None:
    try:
        return read_licence_plate(text)
    except NotASelector:
        return None
