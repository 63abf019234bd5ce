"""The whole invented world as a plan, at one scale or another; nothing in it is read back from a store."""

from dataclasses import dataclass
from functools import cache

from bowstreet.interfaces.demonstration import accounts, persons
from bowstreet.interfaces.demonstration.accounts import Account
from bowstreet.interfaces.demonstration.persons import Person
from bowstreet.interfaces.demonstration.sites import Site

WHOLE = 400
SMALL = 60
"""How many persons sell. The first ones are the same at each scale, so that every story stands in each."""


@dataclass(frozen=True)
class Plan:
    """The persons and accounts of a world."""

    persons: tuple[Person, ...]
    accounts: tuple[Account, ...]

    def on(self, site: Site) -> tuple[Account, ...]:
        """Return the accounts on a market."""
        return tuple(each for each in self.accounts if each.site is site)

    def of(self, person: int, site: Site | None = None) -> Account:
        """Return the first account of a person, or the one on a market."""
        return next(each for each in self.accounts if each.person.number == person and site in (None, each.site))


@cache
def plan(persons_who_sell: int = WHOLE) -> Plan:
    """Return the plan of a world with so many sellers."""
    people = tuple(map(persons.person, range(persons_who_sell)))
    return Plan(people, tuple(each for one in people for each in accounts.accounts_of(one)))
