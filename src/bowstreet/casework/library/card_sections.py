"""The headings of each sort of card, and the sentences under them with the numbers of their sources."""

from collections.abc import Iterable, Iterator
from functools import singledispatch

from bowstreet.casework.library.answers import CardName, Cited, Said, Sort
from bowstreet.casework.library.cards import (
    DayFact,
    Fact,
    LegalBasis,
    MarketCard,
    MethodCard,
    OperationCard,
    Outcome,
    PartialDay,
    PracticeCard,
    Seeds,
    Seized,
    Statement,
    UseOf,
)
from bowstreet.vocabulary import countries
from bowstreet.vocabulary.kinds import market as market_kind

Told = Iterator[tuple[str, list[Said]]]

WORKED = {"yes": "Worked", "partly": "Worked in part", "no": "Did not work", "not_reported": "Outcome not reported"}
ROLES = {"lead": "Lead", "partner": "Partner", "coordination": "Coordination", "court": "Court"}
_ENDED = {code: label for each in market_kind.KIND.fields if each.name == "ending" for code, label in each.choices}


class Citing:
    """The sources that a card names, numbered in the order in which it names them."""

    def __init__(self, seeds: Seeds) -> None:
        """Begin with none named."""
        self.seeds = seeds
        self._named: dict[str, int] = {}

    def said(
        self,
        fact: Fact,
        text: str,
        label: str = "",
        day: PartialDay | None = None,
        card: CardName | None = None,
    ) -> Said:
        """Return what a fact says as a sentence."""
        numbers = tuple(self._named.setdefault(each, len(self._named) + 1) for each in fact.sources)
        return Said(text, label, str(day or ""), numbers, card)

    def statement(self, each: Statement) -> Said:
        """Return a statement as a sentence."""
        return self.said(each, each.text, day=each.on)

    def statements(self, some: Iterable[Statement]) -> list[Said]:
        """Return statements as sentences."""
        return [self.statement(each) for each in some]

    def days(self, label: str, some: Iterable[DayFact]) -> list[Said]:
        """Return days as sentences."""
        return [self.said(each, label, day=each.on) for each in some]

    def listed(self) -> tuple[Cited, ...]:
        """Return every source named so far, by its number."""
        known = {each.id: each for each in self.seeds.sources}
        return tuple(
            Cited(number, each.id, each.title, each.publisher, each.address, each.kind, each.part, str(each.read_on),
                  str(each.published or ""))
            for each, number in ((known[name], number) for name, number in self._named.items())
        )  # fmt: skip


@singledispatch
def sections(card: object, cite: Citing) -> Told:
    """Return the headings of a card in their order, each with its sentences."""
    raise TypeError(f"{type(card).__name__} is no card.")


@sections.register
def _(card: OperationCard, cite: Citing) -> Told:
    yield "When", [*cite.days("Begun", card.begun), *cite.days("Ended", card.ended)]
    yield (
        "By whom",
        [cite.said(each, f"{each.name}{_in(each.country)}", label=ROLES[each.role]) for each in card.authorities],
    )
    yield "What was done", cite.statements(card.course)
    yield from _outcome(card.outcome, cite)
    yield "What followed", cite.statements(card.followed)
    yield "Lessons", cite.statements(card.lessons)
    yield "Practices and methods used", [
        cite.said(use, f"{way.title}: {use.text}", label=WORKED[use.worked], card=(sort, way.id))
        for sort, ways in _ways(cite.seeds) for way in ways for use in way.used_in if use.operation == card.id
    ]  # fmt: skip


@sections.register
def _(card: PracticeCard, cite: Citing) -> Told:
    yield "What it takes", cite.statements(card.preconditions)
    yield "Steps", cite.statements(card.steps)
    yield "How it fails", cite.statements(card.failure_modes)
    yield "Legal basis by country", _law(card.legal_bases, cite)
    yield "Where it was used", _uses(card.used_in, cite)


@sections.register
def _(card: MethodCard, cite: Citing) -> Told:
    yield "What it takes", cite.statements(card.requirements)
    yield "Steps", cite.statements(card.steps)
    yield "Known error rates", cite.statements(card.error_rates)
    yield "How it fails", cite.statements(card.failure_modes)
    yield "Legal basis by country", _law(card.legal_bases, cite)
    yield "Where it was used", _uses(card.used_in, cite)


@sections.register
def _(card: MarketCard, cite: Citing) -> Told:
    yield "When", [*cite.days("Opened", card.opened), *cite.days("Closed", card.closed)]
    yield (
        "How it ended",
        [cite.said(each, f"{_ENDED[each.how]}{': ' if each.note else ''}{each.note}") for each in card.endings],
    )
    yield "Remarks", cite.statements(card.notes)
    yield "Operations against it", [
        cite.said(each.summary, each.title, card=("operation", each.id))
        for each in cite.seeds.operations if card.slug in each.markets
    ]  # fmt: skip


def _outcome(outcome: Outcome, cite: Citing) -> Told:
    names = {each.slug: each.name for each in cite.seeds.markets}
    yield "What came of it", [
        *(cite.said(each, f"{names.get(each.market, each.market)}{': ' if each.note else ''}{each.note}",
                    label="Closed" if each.closed else "Not closed by it", card=("market", each.market))
          for each in outcome.closures),
        *(cite.said(each, f"{each.count:,}: {each.scope}", label="Arrested") for each in outcome.arrests),
        *(cite.said(each, f"{_amount(each)}{each.what}", label="Seized") for each in outcome.seized),
        *(cite.said(each, each.text, label=each.result.capitalize()) for each in outcome.prosecutions),
        *(cite.said(each, each.text, label=f"Trade {each.direction}") for each in outcome.displacement),
    ]  # fmt: skip


def _amount(each: Seized) -> str:
    return f"{each.amount:,} {each.unit}".strip() + ": " if each.amount is not None else ""


def _ways(seeds: Seeds) -> tuple[tuple[Sort, tuple[PracticeCard, ...]], tuple[Sort, tuple[MethodCard, ...]]]:
    return ("practice", seeds.practices), ("method", seeds.methods)


def _law(some: Iterable[LegalBasis], cite: Citing) -> list[Said]:
    return [cite.said(each, each.text, label=_country(each.country)) for each in some]


def _uses(some: Iterable[UseOf], cite: Citing) -> list[Said]:
    titles = {each.id: each.title for each in cite.seeds.operations}
    return [
        cite.said(each, f"{titles[each.operation]}: {each.text}", label=WORKED[each.worked],
                  card=("operation", each.operation))
        for each in some
    ]  # fmt: skip


def _country(code: str) -> str:
    return next(iter(countries.names(code)), code)


def _in(code: str | None) -> str:
    return f", {_country(code)}" if code else ""
