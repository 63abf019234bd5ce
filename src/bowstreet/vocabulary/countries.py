"""Countries by the two letters of ISO 3166-1, as the tz database lists them (iso3166.tab, public domain)."""

import importlib.util
from functools import cache
from pathlib import Path

_LISTED = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
CODES = frozenset(_LISTED.split())
"""Every code of a country or territory."""


@cache
def names(code: str) -> tuple[str, ...]:
    """Return what a country is called, in English first, then in the other languages that have a name of it.

    The names are those of Java's locales as ``phonenumbers`` ships them; nothing for a code that it does not know.

    >>> names("NL")[0], "Niederlande" in names("NL"), names("XX")
    ('Netherlands', True, ())
    """
    told = _named().get(code, {})
    written = (told.get(language, "") for language in ("en", *sorted(told)))
    return tuple(dict.fromkeys(told[each[1:]] if each.startswith("*") else each for each in written if each))


@cache
def _named() -> dict[str, dict[str, str]]:
    """Load the one module of names: its package would load every place of a telephone number beside it."""
    package = importlib.util.find_spec("phonenumbers")
    assert package is not None and package.origin is not None, "phonenumbers is a dependency"
    place = Path(package.origin).parent / "geodata" / "locale.py"
    found = importlib.util.spec_from_file_location("phonenumbers.geodata.locale", place)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    told: dict[str, dict[str, str]] = module.LOCALE_DATA
    return told
