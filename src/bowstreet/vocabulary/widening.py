"""Which marks of an envelope open more than others: what was given is re-marked more strictly alone."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bowstreet.vocabulary.envelope import Restriction, Terms
from bowstreet.vocabulary.handling import HandlingCode, State, rank

_LADDERS = ("scope", "tlp", "pap", "classification", "index")
_KEPT = ("flags", "special")

_OPENS: Mapping[str, Callable[[Terms, Terms], bool]] = MappingProxyType(
    {
        "recipients": lambda made, given: not made.recipients <= given.recipients,
        "group": lambda made, given: made.group not in (None, given.group),
        "handling": lambda made, given: not given.handling - {HandlingCode.H0} <= made.handling,
        "h3_text": lambda made, given: HandlingCode.H3 in given.handling and given.h3_text not in made.h3_text,
        "purposes": lambda made, given: not made.purposes <= given.purposes,
        "restrictions": lambda made, given: not all(_is_kept(each, made) for each in given.restrictions),
        "state": lambda made, given: given.state is State.RESTRICTED and made.state is not given.state,
    }
)
"""Marks that no ladder orders. Whoever is named gets more than others of the same scope, so nobody is named anew."""


def _is_kept(one: Restriction, made: Terms) -> bool:
    """Say whether terms hold a restriction, for as long or longer, whoever set it."""
    same = [each.valid_until for each in made.restrictions if (each.action, each.text) == (one.action, one.text)]
    return any(each is None or (one.valid_until is not None and each >= one.valid_until) for each in same)


def wider(made: Terms, given: Terms) -> tuple[str, ...]:
    """Return the names of the marks by which terms open more than some others do, or bind less.

    >>> from bowstreet.vocabulary.handling import Scope, Tlp
    >>> wider(Terms("north", Scope.LEA, tlp=Tlp.RED), Terms("north", Scope.OWNER, tlp=Tlp.AMBER))
    ('scope',)
    """
    lower = [name for name in _LADDERS if rank(getattr(made, name)) < rank(getattr(given, name))]
    gone = [name for name in _KEPT if not getattr(given, name) <= getattr(made, name)]
    return (*lower, *(name for name, opens in _OPENS.items() if opens(made, given)), *gone)
