"""Whether the cards hold together: ids, links, sources, codes and days."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from bowstreet.casework.library.cards import (
    Authority,
    Ending,
    Fact,
    LegalBasis,
    MarketCard,
    MethodCard,
    OperationCard,
    PracticeCard,
    Seeds,
    Source,
)
from bowstreet.vocabulary import countries, markets, products
from bowstreet.vocabulary.kinds import market as market_kind

ENDINGS = frozenset(
    code for each in market_kind.KIND.fields if each.name == "ending" for code, _ in each.choices if code != "open"
)
"""How a market can end, in the codes of its kind."""


def check(seeds: Seeds) -> None:
    """Raise ``ValueError`` with the first thing that does not hold together."""
    _unique("source", (each.id for each in seeds.sources))
    _unique("operation", (each.id for each in seeds.operations))
    _unique("practice or method", (each.id for each in _ways(seeds)))
    _unique("market", (slug for each in seeds.markets for slug in names(each)))
    for source in seeds.sources:
        _check_source(source)
    known = {each.id for each in seeds.sources}
    for each in facts(seeds):
        _check_fact(each, known)
    for card in seeds.markets:
        _check_span(card)
    _check_links(seeds)


def facts(value: object) -> Iterator[Fact]:
    """Return every fact within a card, or within all seeds, in their order."""
    if isinstance(value, Fact):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from facts(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from facts(getattr(value, field.name))


def names(card: MarketCard) -> frozenset[str]:
    """Return the slugs of a market's name and of its other names."""
    return frozenset(markets.slug(each) for each in (card.name, *card.aliases))


def _ways(seeds: Seeds) -> tuple[PracticeCard | MethodCard, ...]:
    return (*seeds.practices, *seeds.methods)


def _unique(what: str, ids: Iterable[str]) -> None:
    twice = [each for each, times in Counter(ids).items() if times > 1]
    if twice:
        raise ValueError(f"Two cards are the {what} '{twice[0]}'.")


def _check_source(source: Source) -> None:
    if not source.address.startswith(("https://", "http://")):
        raise ValueError(f"The source '{source.id}' has no address.")
    if source.read_on.precision != "day":
        raise ValueError(f"The source '{source.id}' does not say the day on which it was read.")


def _check_fact(fact: Fact, known: set[str]) -> None:
    missing = [each for each in fact.sources if each not in known]
    if missing:
        raise ValueError(f"No source is called '{missing[0]}'.")
    if isinstance(fact, Ending) and fact.how not in ENDINGS:
        raise ValueError(f"'{fact.how}' is no way in which a market ends.")
    if isinstance(fact, (Authority, LegalBasis)) and fact.country and fact.country not in countries.CODES:
        raise ValueError(f"'{fact.country}' is no country.")


def _check_span(card: MarketCard) -> None:
    if not card.closed or not card.endings:
        raise ValueError(f"{card.name} does not say when and how it ended; where nobody knows, it says unknown.")
    if any(opened.on.earliest > closed.on.latest for opened in card.opened for closed in card.closed):
        raise ValueError(f"{card.name} closes before it opens.")


def _check_links(seeds: Seeds) -> None:
    known = {each.slug for each in seeds.markets}
    for operation in seeds.operations:
        named = {*operation.markets, *(each.market for each in operation.outcome.closures)}
        _resolve(operation, named, known, "market")
        _resolve(operation, operation.products, products.ALL, "product")
    operations = {each.id for each in seeds.operations}
    for card in _ways(seeds):
        _resolve(card, (each.operation for each in card.used_in), operations, "operation")
    for practice in seeds.practices:
        _resolve(practice, practice.products, products.ALL, "product")
        _resolve(practice, practice.countries, countries.CODES, "country")


def _resolve(
    card: OperationCard | PracticeCard | MethodCard, named: Iterable[str], known: Iterable[str], what: str
) -> None:
    lost = sorted(set(named) - set(known))
    if lost:
        raise ValueError(f"The card '{card.id}' names the {what} '{lost[0]}', which does not exist.")
