"""Whom terms would reach: the table of clauses read for every role of every agency, before anything is saved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bowstreet.holdings.agencies import groups, naming, queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.agencies.rules import enrollable
from bowstreet.holdings.governance import gate, rules
from bowstreet.holdings.governance.questions import DEPTHS, FUNCTIONS, Result
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Action
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import PURPOSES_OF_ROLE, Membership, Reader, Role

STEPS = ("nothing", "hit", "discover", "meta", "body", "identifiers")
"""What a role gets, from not even that it exists to everything. ``hit``: that the owner holds it, and whom to ask."""


@dataclass(frozen=True)
class Sight:
    """What some roles of an agency would get at most; ``asks``: for more of it they may ask the owner."""

    step: str
    asks: bool
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Onlooker:
    """An agency (None: a person who is named), and what its roles would get, the most first."""

    agency: AgencyCard | None
    sights: tuple[Sight, ...]

    @property
    def most(self) -> str:
        """The most that anybody there would get."""
        return self.sights[0].step


def of(terms: Terms, *, reader: Reader, now: datetime) -> tuple[Onlooker, ...]:
    """Return the agencies, the owner first, and what each role would get for the purpose that shows it the most.

    Of groups only those count whose members the reader's own agency may know: those of others are not told.
    """
    known = groups.known_to(agency=reader.agency)
    cards = sorted(queries.cards().values(), key=lambda card: (card.slug != terms.owner, card.name, card.slug))
    found = []
    for card in cards:
        own = _belongs(card.slug, reader.agency, known)
        roles = [role for role in FUNCTIONS if role in enrollable(card.sort)]
        found.append(Onlooker(card, _sights(terms, roles, Reader("", card.slug, Role.OPERATOR, None), own, now)))
    persons = sorted(terms.recipients - set(queries.cards()) - set(naming.strangers(terms.recipients)))
    if persons:
        somebody = Reader(persons[0], "", Role.OPERATOR, None)
        found.append(Onlooker(None, _sights(terms, [Role.INVESTIGATOR], somebody, (), now)))
    return tuple(found)


def reaches(terms: Terms, *, agency: str, asker: str, purposes: Iterable[Purpose], now: datetime) -> bool:
    """Say whether what has some terms opens its body to any investigator of an agency, for one of some purposes.

    Any: one who is not named and has no clearance. A membership of which the asking agency may not know counts for
    nothing: the answer would tell of it.
    """
    belongs = _belongs(agency, asker, groups.known_to(agency=asker))
    readers = (Reader("", agency, Role.INVESTIGATOR, purpose, memberships=belongs) for purpose in purposes)
    return any(gate.opens(each, terms, Action.BODY, now) for each in readers)


def _belongs(agency: str, asker: str, known: frozenset[str]) -> tuple[Membership, ...]:
    every = groups.membership(agency=agency)
    return tuple(each for each in every if agency == asker or each.group in known)


def unnamed(terms: Terms, *, reader: Reader) -> str:
    """Return the group that opens what has some terms to agencies that the reader is not told, or nothing."""
    group = terms.group or ""
    belongs = group and groups.takes_in(agency=reader.agency, group=group)
    return group if belongs and group not in groups.known_to(agency=reader.agency) else ""


def _sights(
    terms: Terms, roles: Iterable[Role], like: Reader, memberships: tuple[Membership, ...], now: datetime
) -> tuple[Sight, ...]:
    grouped: dict[tuple[int, bool], list[Role]] = {}
    for role in roles:
        grouped.setdefault(_most(terms, role, like, memberships, now), []).append(role)
    ordered: Mapping[tuple[int, bool], list[Role]] = dict(sorted(grouped.items(), reverse=True))
    return tuple(Sight(STEPS[step], asks, tuple(named)) for (step, asks), named in ordered.items())


def _most(
    terms: Terms, role: Role, like: Reader, memberships: tuple[Membership, ...], now: datetime
) -> tuple[int, bool]:
    """Return the furthest step of a role, and whether beyond it lies something to ask for, over all its purposes."""
    return max(
        _step(
            Reader(like.officer, like.agency, role, purpose, clearance=terms.classification, memberships=memberships),
            terms, now,
        )
        for purpose in PURPOSES_OF_ROLE[role]
    )  # fmt: skip


def _step(reader: Reader, terms: Terms, now: datetime) -> tuple[int, bool]:
    for number, action in enumerate(DEPTHS):
        result = rules.decide(reader, terms, action, reader.purpose, now).result
        if result is Result.HIT_ONLY:
            return STEPS.index("hit"), False
        if result is not Result.PERMIT:
            step = STEPS.index(DEPTHS[number - 1].value) if number else 0
            return step, result is Result.ASK_OWNER
    return len(STEPS) - 1, False
