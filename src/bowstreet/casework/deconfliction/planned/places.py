"""Where a planned action is: a market, a forum, an account, or a place in the world; and when two places are one. Pure.

A market or forum is known by its slug, an account by its selector, so that two agencies that never spoke write the
same. An account on a market lies in it. A place in the world has an address, a point with a radius, or both.
"""

import math
import unicodedata
from dataclasses import dataclass

from bowstreet.vocabulary import markets, selectors
from bowstreet.vocabulary.refusals import Invalid
from bowstreet.vocabulary.selector_defanging import defanged
from bowstreet.vocabulary.selectors import NotASelector, Selector, SelectorType

MARKET, FORUM, ACCOUNT, AREA = "market", "forum", "account", "area"
KINDS = (MARKET, FORUM, ACCOUNT, AREA)
ACCOUNTS = frozenset((
    SelectorType.HANDLE, SelectorType.EMAIL, SelectorType.XMPP, SelectorType.TELEGRAM, SelectorType.WICKR,
    SelectorType.SESSION, SelectorType.TOX, SelectorType.SIGNAL,
))  # fmt: skip
"""The types of identifiers that are somebody's account somewhere."""

MOST_METRES = 20_000
"""So large a radius is at most: who plans for a whole country learns who plans anywhere in it."""

_EARTH = 6_371_000
"""The mean radius of the earth in metres (IUGG)."""


class WrongPlace(Invalid):
    """A place that is none of its kind."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which field is wrong."""
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Place:
    """A place in normal form.

    ``value`` is a slug, an identifier as ``TYPE:VALUE``, or an address in one spelling. ``latitude`` and ``longitude``
    are degrees of WGS 84, ``metres`` the radius around that point; None where none was given.
    """

    kind: str
    value: str
    latitude: float | None = None
    longitude: float | None = None
    metres: int | None = None

    @property
    def site(self) -> str:
        """What online places have in common that can meet: the market's slug, else the account itself.

        >>> Place("market", "hansa").site, Place("account", "handle:hansa:baker").site
        ('hansa', 'hansa')
        """
        if self.kind != ACCOUNT:
            return "" if self.kind == AREA else self.value
        type, _, rest = self.value.partition(":")
        return rest.partition(":")[0] if type == SelectorType.HANDLE.value else self.value

    def shown(self) -> str:
        """Return the place as people read it, defanged.

        >>> Place("account", "handle:alphabay:baker").shown(), Place("area", "quay 1", 52.0, 4.5, 200).shown()
        ('baker on AlphaBay', 'quay 1 (52.00000, 4.50000, within 200 m)')
        """
        if self.kind in (MARKET, FORUM):
            return markets.label(self.value)
        if self.kind == ACCOUNT:
            return _account(self.value)
        point = (
            "" if self.latitude is None else f"({self.latitude:.5f}, {self.longitude:.5f}, within {self.metres:,} m)"
        )
        return " ".join(filter(None, (defanged(self.value), point)))


def read(
    kind: str, text: str, latitude: float | None = None, longitude: float | None = None, metres: int | None = None
) -> Place:
    """Return the place that a text is; raise ``WrongPlace`` with the field that is wrong.

    An account is written as ``MARKET:NAME``, or as ``TYPE:VALUE`` for one that is on no market.

    >>> read("market", "Silk Road 2.0").value, read("account", "Hansa Market: The Baker").value
    ('silk-road-2', 'handle:hansa:the baker')
    """
    if kind == AREA:
        return _area(text, latitude, longitude, metres)
    if latitude is not None or longitude is not None or metres is not None:
        raise WrongPlace("latitude", "Only a place in the world has a point and a radius.")
    try:
        return Place(kind, _read_account(text) if kind == ACCOUNT else markets.slug(text))
    except ValueError as wrong:
        raise WrongPlace("place", str(wrong)) from None


def meet(one: Place, other: Place) -> bool:
    """Say whether an action at one place may get in the way of one at another.

    >>> meet(Place("market", "hansa"), Place("account", "handle:hansa:baker"))
    True
    >>> meet(Place("account", "handle:hansa:miller"), Place("account", "handle:hansa:baker"))
    False
    >>> meet(Place("area", "", 52.0, 4.0, 600), Place("area", "", 52.01, 4.0, 600))
    True
    """
    if AREA in (one.kind, other.kind):
        return one.kind == other.kind and (_same_address(one, other) or _near(one, other))
    if ACCOUNT in (one.kind, other.kind) and one.kind == other.kind:
        return one.value == other.value
    return one.site == other.site


def _same_address(one: Place, other: Place) -> bool:
    return bool(one.value) and one.value == other.value


def _near(one: Place, other: Place) -> bool:
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return False
    return _metres(one.latitude, one.longitude, other.latitude, other.longitude) <= (one.metres or 0) + (
        other.metres or 0
    )


def _metres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return how far two points are apart on a sphere (haversine)."""
    up, along = math.radians(other_latitude - latitude) / 2, math.radians(other_longitude - longitude) / 2
    flat = math.cos(math.radians(latitude)) * math.cos(math.radians(other_latitude))
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(math.sin(up) ** 2 + flat * math.sin(along) ** 2)))


def _area(text: str, latitude: float | None, longitude: float | None, metres: int | None) -> Place:
    if (latitude is None) is not (longitude is None):
        raise WrongPlace("latitude" if latitude is None else "longitude", "A point has a latitude and a longitude.")
    if (latitude is None) is not (metres is None):
        raise WrongPlace("metres", "A point and a radius in metres belong together.")
    address = _address(text)
    if not address and latitude is None:
        raise WrongPlace("place", "Say an address, or a point with a radius.")
    return Place(AREA, address, latitude, longitude, metres)


def _address(text: str) -> str:
    """Return an address in one spelling: letters folded, other signs as single blanks.

    >>> _address(" Kadestraße 12,  Delft ")
    'kadestrasse 12 delft'
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded).split())


def _read_account(text: str) -> str:
    types, value = selectors.said(text)
    of_account = [each for each in types if each in ACCOUNTS]
    if types and not of_account:
        raise NotASelector("An account is a name on a market, as MARKET:NAME, or one elsewhere, as telegram:NAME.")
    type = of_account[0] if of_account else SelectorType.HANDLE
    found = selectors.read(type, value if of_account else text)
    return f"{found.type.value}:{found.value}"


def _account(value: str) -> str:
    type, _, rest = value.partition(":")
    if type == SelectorType.HANDLE.value:
        site, _, name = rest.partition(":")
        return f"{name} on {markets.label(site)}"
    return Selector(SelectorType(type), rest).shown()
