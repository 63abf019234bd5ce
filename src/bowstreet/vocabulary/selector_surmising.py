"""What a text may be that nothing in it vouches for: looked up, and never said to be an identifier unless it is held.

Every form in which a selector is stored, shown or told must be found again when it is typed. Some of them any text
could have: the number of a vehicle, a plate, the name of a messenger, ``market:name``.
"""

import re
from collections.abc import Iterator

from bowstreet.vocabulary import selector_plates as plates
from bowstreet.vocabulary import selectors
from bowstreet.vocabulary.selector_refanging import narrowed, refang_one
from bowstreet.vocabulary.selector_types import NotASelector, Selector, SelectorType

_T = SelectorType
LONGEST = 300
_PARTED = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        r"(?P<name>.+) \u00b7 (?P<market>.+)", r"(?P<name>.+) on (?P<market>.+)",
        r"(?P<name>.+) \((?P<market>[^()]+)\)", r"(?P<market>[^:]+):(?!//)(?P<name>.+)",
    )
)  # fmt: skip
"""A handle and its market: on a page, in the title of its record, as people add it, and as it is kept."""

_BARE = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)
_SHORT_KEY_ID = re.compile(r"[0-9A-F]{4} ?[0-9A-F]{4}", re.IGNORECASE)
_FAVICON = re.compile(r"-?[0-9]{1,10}")


def surmised(text: str) -> tuple[Selector, ...]:
    """Return what a whole text may be; a plate that does not say its country has the letters and digits alone.

    >>> [f"{each.type}:{each.value}" for each in surmised("12-ABC-3")]
    ['licence_plate:12ABC3', 'wickr:12-abc-3']
    >>> [f"{each.type}:{each.value}" for each in surmised("WVW ZZZ 1JZ XW 000001")]
    ['vin:WVWZZZ1JZXW000001']
    >>> surmised("The Baker \u00b7 Silk Road 2.0")
    (Selector(type=<SelectorType.HANDLE: 'handle'>, value='silk-road-2:the baker'),)
    """
    if len(text) > LONGEST:
        return ()
    plain = refang_one(narrowed(text))
    return tuple(dict.fromkeys(_each(plain))) if plain else ()


def on_market(market: str, name: str) -> tuple[Selector, ...]:
    """Return the handle that a name on a market is; none where it can be none.

    >>> [each.value for each in on_market("Silk Road 2.0", "The Baker")]
    ['silk-road-2:the baker']
    """
    return tuple(_tried(_T.HANDLE, name, market))


def is_without_country(selector: Selector) -> bool:
    """Say whether a selector is a plate that does not say its country: any country's may be meant."""
    return selector.type is _T.LICENCE_PLATE and ":" not in selector.value


def _each(plain: str) -> Iterator[Selector]:
    yield from _tried(_T.VIN, plain)
    types, number = selectors.said(plain)
    for each in plates.plates(number if _T.LICENCE_PLATE in types else plain):
        yield Selector(_T.LICENCE_PLATE, each)
    for form in _PARTED:
        if found := form.fullmatch(plain):
            yield from _tried(_T.HANDLE, found["name"], found["market"])
    if _SHORT_KEY_ID.fullmatch(plain):
        yield from _tried(_T.PGP_KEY_ID, plain)
    if _FAVICON.fullmatch(plain):
        yield from _tried(_T.FAVICON_HASH, plain)
    if plain.startswith("+"):
        yield from _tried(_T.SIGNAL, plain)
    elif _BARE.fullmatch(plain):
        for sort in (_T.TELEGRAM, _T.WICKR, _T.SIGNAL):
            yield from _tried(sort, plain)


def _tried(sort: SelectorType, text: str, market: str | None = None) -> Iterator[Selector]:
    try:
        yield selectors.read(sort, text, market)
    except NotASelector:
        return
