"""How easily an identifier of a type is guessed, and so how many of it may be asked for in a day.

A check answers whoever has the value. Where all values of a type can be counted up, the quota is the only thing that
keeps a list of what others hold from being drawn: it is the security parameter, of plain and blind matching alike
(RFC 9497, section 7, gives none against guessing). A range of 100 million telephone numbers takes an agency that may
ask for 500 a day 548 years.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from bowstreet.vocabulary.selector_types import COINS, SelectorType

_T = SelectorType


class Guessability(StrEnum):
    """What it takes to come upon a value that somebody holds."""

    COUNTED = "counted"
    NAMED = "named"
    UNGUESSABLE = "unguessable"


A_DAY: Mapping[Guessability, int] = MappingProxyType(
    {Guessability.COUNTED: 500, Guessability.NAMED: 5_000, Guessability.UNGUESSABLE: 200_000}
)
"""So many of a type may one agency ask for in a day of UTC, and each of its officers within that."""

_COUNTED = frozenset((
    _T.PHONE, _T.SIGNAL, _T.LICENCE_PLATE, _T.IMEI, _T.VIN, _T.IBAN, _T.IPV4, _T.TRACKING_NUMBER, _T.FAVICON_HASH,
    _T.ANALYTICS_ID,
))  # fmt: skip
"""Numbers that are given out in rows, or so short that all can be tried."""

_NAMED = frozenset((
    _T.HANDLE, _T.EMAIL, _T.XMPP, _T.TELEGRAM, _T.WICKR, _T.DOMAIN, _T.URL, _T.IPV6, _T.PGP_KEY_ID,
))  # fmt: skip
"""Names that people choose, and numbers of which likely ones are known."""

_UNGUESSABLE = COINS | {
    _T.PGP_FINGERPRINT, _T.ONION, _T.SHA256, _T.SESSION, _T.TOX, _T.OTR_FINGERPRINT, _T.IMAGE_HASH,
    _T.SSH_FINGERPRINT, _T.TLS_FINGERPRINT,
}  # fmt: skip
"""Values as long as a key: only who has met one can ask for it."""

OF_TYPE: Mapping[SelectorType, Guessability] = MappingProxyType(
    dict.fromkeys(_COUNTED, Guessability.COUNTED)
    | dict.fromkeys(_NAMED, Guessability.NAMED)
    | dict.fromkeys(_UNGUESSABLE, Guessability.UNGUESSABLE)
)
"""Every type has one; a new type without one fails a test."""


Spends = Mapping[str, tuple[int, int]]
"""Of each type how many are asked for, and how many may be in a day."""


def a_day(type: SelectorType) -> int:
    """Return how many identifiers of a type an agency may ask for in a day.

    >>> a_day(SelectorType.PHONE), a_day(SelectorType.HANDLE), a_day(SelectorType.MONERO)
    (500, 5000, 200000)
    """
    return A_DAY[OF_TYPE[type]]


def spent(types: Iterable[SelectorType]) -> Spends:
    """Return of each type how many are asked for and how many may be in a day, in order of their codes.

    >>> spent([SelectorType.PHONE, SelectorType.HANDLE, SelectorType.PHONE])
    {'handle': (1, 5000), 'phone': (2, 500)}
    """
    counted: dict[SelectorType, int] = {}
    for type in types:
        counted[type] = counted.get(type, 0) + 1
    return {each.value: (counted[each], a_day(each)) for each in sorted(counted)}
