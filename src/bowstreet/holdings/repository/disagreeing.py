"""Which fields the records of an entity disagree on: two of them state values of it and have none in common.

Of lists only closed answers can disagree, such as countries, days and choices: of identifiers and free text more is
just more, and what differs from day to day is not held against another day.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.kinds.kind import Field, Kind, Shape

_OF_LISTS = frozenset({Shape.COUNTRY, Shape.DAY, Shape.CHOICE, Shape.PRODUCT, Shape.NUMBER})
"""The shapes of which a list answers a question, so that another answer is another opinion."""


class Saying(NamedTuple):
    """What one record states of one field, as it is shown.

    ``about``: only what is said about the same can disagree; None for what disagrees with nothing.
    """

    field: Field
    about: str | None
    values: tuple[str, ...]


def about(kind: Kind, field: Field, body: Mapping[str, Any]) -> str | None:
    """Return about what a record states a field: a handle about its market, the others about the entity.

    None for what cannot disagree. The market in the key of an account tells which account it is: one actor has several.
    """
    if field.many:
        return "" if field.shape in _OF_LISTS and not field.changing else None
    if field.shape is Shape.MARKET and field.name in kind.key_fields and len(kind.key_fields) > 1:
        return None
    if field.selector == "handle":
        named = [str(body[name]) for name in kind.market_fields if body.get(name)]
        return markets.slug(named[0]) if named else None
    return ""


def sides(said: Iterable[Saying]) -> tuple[str, ...]:
    """Return the sides of a disagreement, each with all that it states; none where all agree.

    >>> country = Field("ships_from", "Ships from", shape=Shape.COUNTRY, many=True)
    >>> sides([Saying(country, "", ("Netherlands", "Belgium")), Saying(country, "", ("Germany",))])
    ('Netherlands, Belgium', 'Germany')
    >>> sides([Saying(country, "", ("Netherlands", "Belgium")), Saying(country, "", ("belgium",))])
    ()
    """
    stated = {(each.about, _meant(each)): each for each in said if each.about is not None and each.values}
    apart: dict[str, None] = {}
    for (one, left), (other, right) in combinations(stated.items(), 2):
        if one[0] == other[0] and not (one[1] & _wider(right) or _wider(left) & other[1]):
            apart |= dict.fromkeys(", ".join(dict.fromkeys(each.values)) for each in (left, right))
    return tuple(apart)


def _meant(said: Saying) -> frozenset[str]:
    """Return what values mean, whatever their case and spaces."""
    return frozenset(" ".join(each.split()).casefold() for each in said.values)


def _wider(said: Saying) -> frozenset[str]:
    """Return what values mean, and of product types all wider ones: who says 'cannabis' says 'drugs'."""
    if said.field.shape is not Shape.PRODUCT:
        return _meant(said)
    codes = (code for code, each in products.ALL.items() if each.label in said.values)
    wider = {products.label(each).casefold() for code in codes for each in products.with_wider(code)}
    return _meant(said) | wider
