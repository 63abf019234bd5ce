"""Cards in a list and whole: what they are called, when it was, how many of their facts were read in a source."""

from bowstreet.casework.library import card_checking
from bowstreet.casework.library.answers import CardLine, CardView, Said, Section, Sort
from bowstreet.casework.library.card_sections import Citing, sections
from bowstreet.casework.library.cards import DayFact, MarketCard, MethodCard, OperationCard, PracticeCard, Seeds
from bowstreet.casework.library.rates import Rate, rate
from bowstreet.vocabulary.kinds import market as market_kind

Card = OperationCard | PracticeCard | MethodCard | MarketCard

ENDED = {code: label for each in market_kind.KIND.fields if each.name == "ending" for code, label in each.choices}
"""The words of each way in which a market ends."""


def cards_of(seeds: Seeds) -> tuple[Card, ...]:
    """Return every card, the operations first."""
    return (*seeds.operations, *seeds.practices, *seeds.methods, *seeds.markets)


def sort_of(card: Card) -> Sort:
    """Return which sort of card it is."""
    if isinstance(card, OperationCard):
        return "operation"
    if isinstance(card, PracticeCard):
        return "practice"
    return "method" if isinstance(card, MethodCard) else "market"


def id_of(card: Card) -> str:
    """Return the id of a card among those of its sort; a market's is its slug."""
    return card.slug if isinstance(card, MarketCard) else card.id


def line(card: Card, matched: int = 0) -> CardLine:
    """Return a card as a line of a list."""
    told = tuple(card_checking.facts(card))
    return CardLine(
        sort=sort_of(card),
        id=id_of(card),
        title=card.name if isinstance(card, MarketCard) else card.title,
        summary=_ending(card) if isinstance(card, MarketCard) else card.summary.text,
        when=_when(card),
        countries=countries_of(card),
        facts=sum(each.verified for each in told),
        unverified=sum(not each.verified for each in told),
        matched=matched,
    )


def countries_of(card: Card) -> tuple[str, ...]:
    """Return the codes of the countries that a card names."""
    named: list[str | None] = []
    if isinstance(card, PracticeCard | MethodCard):
        named += [each.country for each in card.legal_bases]
    if isinstance(card, PracticeCard):
        named += card.countries
    if isinstance(card, OperationCard):
        named += [each.country for each in card.authorities]
    return tuple(dict.fromkeys(each for each in named if each))


def view(card: Card, seeds: Seeds) -> CardView:
    """Return a card whole."""
    cite = Citing(seeds)
    summary = Said("") if isinstance(card, MarketCard) else cite.statement(card.summary)
    told = tuple(Section(heading, tuple(said)) for heading, said in sections(card, cite) if said)
    aliases = card.aliases if isinstance(card, OperationCard | MarketCard) else ()
    tools = card.tools if isinstance(card, PracticeCard | MethodCard) else ()
    return CardView(line(card), aliases, tools, summary, told, _rate(card), cite.listed())


def _rate(card: Card) -> Rate | None:
    if not isinstance(card, PracticeCard | MethodCard):
        return None
    told = [each.worked for each in card.used_in if each.worked != "not_reported"]
    return rate(told.count("yes"), len(told))


def _when(card: Card) -> str:
    if isinstance(card, OperationCard):
        return _span(card.begun, card.ended)
    return _span(card.opened, card.closed) if isinstance(card, MarketCard) else ""


def _span(begun: tuple[DayFact, ...], ended: tuple[DayFact, ...]) -> str:
    first, last = (", ".join(str(each.on) for each in days) for days in (begun, ended))
    return f"{first or 'day not known'} to {last or 'day not known'}" if first or last else ""


def _ending(card: MarketCard) -> str:
    return " or ".join(dict.fromkeys(ENDED[each.how] for each in card.endings)) or "How it ended is not known"
