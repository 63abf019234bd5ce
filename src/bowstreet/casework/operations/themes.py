"""What a focus or an operation is about, and when two are about the same: markets, methods, products. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from bowstreet.vocabulary import markets, products
from bowstreet.vocabulary.kinds import masking, stating

Sort = Literal["market", "method", "product"]

_SPACES = re.compile(r"\s+")


class Theme(NamedTuple):
    """One thing that somebody works on: a market by its slug, a method by its words, a product by its code."""

    sort: Sort
    code: str

    @property
    def label(self) -> str:
        """Return how it is written for people."""
        if self.sort == "market":
            return markets.label(self.code)
        return products.label(self.code) if self.sort == "product" else self.code


@dataclass(frozen=True, slots=True)
class Themes:
    """All that a focus or an operation is about."""

    markets: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Theme]:
        """Yield each of them: markets, methods, products."""
        yield from (Theme("market", each) for each in self.markets)
        yield from (Theme("method", each) for each in self.methods)
        yield from (Theme("product", each) for each in self.products)


def of_body(body: Mapping[str, Any]) -> Themes:
    """Return what the body of a focus or an operation is about, each once in its order.

    >>> of_body({"markets": ["Silk Road 2.0"], "products": ["drugs"], "methods": ["Test  Purchases"]})
    Themes(markets=('silk-road-2',), methods=('test purchases',), products=('drugs',))
    """
    return Themes(
        _once(markets.slug(each) for each in stating.plain(body, "markets")),
        _once(method(each) for each in stating.plain(body, "methods")),
        _once(stating.plain(body, "products")),
    )


def method(written: str) -> str:
    """Return the normal form of a method's name: case folded, inner spaces single, identifiers taken out.

    >>> method("Test  Purchases from jo@example.com")
    'test purchases from ▮▮▮'
    """
    return _SPACES.sub(" ", masking.mask(written)).strip().casefold()


def common(mine: Themes, theirs: Themes) -> tuple[Theme, ...]:
    """Return which of one's own themes another shares; nothing where no more than the trade is the same.

    A product counts with the wider and the narrower ones. It does not tell two apart who name other markets each: a
    market or a method is in common, or one of them names no market.

    >>> drugs = Themes(("agora",), products=("drugs",))
    >>> common(drugs, Themes(("agora",), products=("ecstasy",)))
    (Theme(sort='market', code='agora'), Theme(sort='product', code='drugs'))
    >>> common(drugs, Themes(("evolution",), products=("ecstasy",)))
    ()
    """
    places = tuple(Theme("market", each) for each in mine.markets if each in theirs.markets)
    methods = tuple(Theme("method", each) for each in mine.methods if each in theirs.methods)
    goods = tuple(Theme("product", each) for each in mine.products if _is_traded(each, theirs.products))
    apart = mine.markets and theirs.markets and not (places or methods)
    return () if apart else (*places, *methods, *goods)


def _is_traded(mine: str, theirs: Iterable[str]) -> bool:
    return any(mine in products.with_wider(each) or each in products.with_wider(mine) for each in theirs)


def _once(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said))
