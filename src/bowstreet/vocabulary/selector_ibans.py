"""International bank account numbers (ISO 13616): country, length and signs by the registry, check digits mod 97."""

import re

from bowstreet.vocabulary.selector_types import NotASelector

_BETWEEN = re.compile(r"[\s.\-]+")
_STRUCTURES = """
    AD:8n12c AE:19n AL:8n16c AT:16n AZ:4a20c BA:16n BE:12n BG:4a6n8c BH:4a14c BI:23n BR:23n1a1c BY:4c4n16c
    CH:5n12c CR:18n CY:8n16c CZ:20n DE:18n DJ:23n DK:14n DO:4c20n EE:16n EG:25n ES:20n FI:14n FK:2a12n FO:14n
    FR:10n11c2n GB:4a14n GE:2a16n GI:4a15c GL:14n GR:7n16c GT:24c HN:4a20n HR:17n HU:24n IE:4a14n IL:19n IQ:4a15n
    IS:22n IT:1a10n12c JO:4a4n18c KW:4a22c KZ:3n13c LB:4n20c LC:4a24c LI:5n12c LT:16n LU:3n13c LV:4a13c LY:21n
    MC:10n11c2n MD:20c ME:18n MK:3n10c2n MN:16n MR:23n MT:4a5n18c MU:4a19n3a NI:4a20n NL:4a10n NO:11n OM:3n16c
    PK:4a16c PL:24n PS:4a21c PT:21n QA:4a21c RO:4a16c RS:18n RU:14n15c SA:2n18c SC:4a20n3a SD:14n SE:20n SI:15n
    SK:20n SM:1a10n12c SO:19n ST:21n SV:4a20n TL:19n TN:20n TR:6n16c UA:6n19c VA:18n VG:4a16n XK:16n YE:4a4n18c
"""
"""What follows country and check digits: so many digits (n), capitals (a) or either (c)."""

_SIGNS = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
_PATTERNS = {
    each[:2]: re.compile("".join(f"{_SIGNS[sort]}{{{count}}}" for count, sort in re.findall(r"(\d+)([nac])", each[3:])))
    for each in _STRUCTURES.split()
}


def read_iban(text: str) -> str:
    """Return an IBAN without spaces, in capitals; its country, length, signs and check digits verified.

    Lengths and signs of 89 countries are those of release 101 of SWIFT's IBAN registry, read in python-stdnum's copy
    of it; check digits are ISO 7064 mod 97-10. What banks and branches exist is not looked up.

    >>> read_iban("gr16 0110 1050 0000 1054 7023 795")
    'GR1601101050000010547023795'
    """
    plain = _BETWEEN.sub("", text).upper().removeprefix("IBAN").lstrip(":")
    pattern = _PATTERNS.get(plain[:2])
    if pattern is None or not plain[2:4].isascii() or not plain[2:4].isdigit():
        raise NotASelector("An IBAN begins with the code of its country and two check digits.")
    if not pattern.fullmatch(plain, 4):
        raise NotASelector("This is no IBAN: its length or its signs are not those of its country.")
    number = int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4]))
    if number % 97 != 1 or not "02" <= plain[2:4] <= "98":
        raise NotASelector("This is no IBAN: its check digits are wrong, so a character was mistyped.")
    return plain
