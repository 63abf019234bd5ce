"""What may leave under an agreement: decisions over plain values, with no database.

An agreement opens nothing that the gate keeps shut. It is the giver's leave to pass on, within its ceiling; what is
protected, restricted or of a special category never leaves by an agreement.
"""

from dataclasses import dataclass
from datetime import date

from bowstreet.holdings.governance.rules import asks_giver
from bowstreet.vocabulary import ceilings
from bowstreet.vocabulary.ceilings import Ceiling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Action, State, rank
from bowstreet.vocabulary.lawfulness import Purpose


@dataclass(frozen=True)
class Sieve:
    """What of a giver's records an agreement lets through; empty kinds and markets, and no grade, let all through.

    What is shared with a group among ``veiled`` goes by no agreement: its receipts would tell who belongs to it.
    """

    giver: str
    purposes: frozenset[Purpose]
    ceiling: Ceiling
    kinds: frozenset[str] = frozenset()
    markets: frozenset[str] = frozenset()
    grade: Grade | None = None
    veiled: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """A record as a sieve sees it."""

    kind: str
    market: str | None
    grade: Grade
    terms: Terms


def passes(sieve: Sieve, one: Candidate, day: date) -> bool:
    """Say whether a record may leave under an agreement on a day."""
    return _fits(sieve, one) and lets(sieve, one.terms, day)


def lets(sieve: Sieve, terms: Terms, day: date) -> bool:
    """Say whether the marks of something let it leave under an agreement on a day, whatever it is.

    An agreement is the leave of its giver alone: what another gave to that agency waits for that one's.
    """
    return _is_free(terms, day) and _is_given(sieve, terms) and not asks_giver(terms, Action.DISSEMINATE, day)


def at_least(grade: Grade, wanted: Grade) -> bool:
    """Say whether both codes of a grade are as good as those of another.

    >>> at_least(Grade.read("A2"), Grade.read("B2")), at_least(Grade.read("A3"), Grade.read("B2"))
    (True, False)
    """
    return rank(grade.source) <= rank(wanted.source) and rank(grade.accuracy) <= rank(wanted.accuracy)


def _fits(sieve: Sieve, one: Candidate) -> bool:
    return (
        (not sieve.kinds or one.kind in sieve.kinds)
        and (not sieve.markets or one.market in sieve.markets)
        and (sieve.grade is None or at_least(one.grade, sieve.grade))
    )


def _is_given(sieve: Sieve, terms: Terms) -> bool:
    is_own = terms.owner == sieve.giver and not terms.purposes.isdisjoint(sieve.purposes)
    return is_own and terms.group not in sieve.veiled and ceilings.is_under(terms, sieve.ceiling)


def _is_free(terms: Terms, day: date) -> bool:
    shut = any(
        each.action in (Action.DISSEMINATE, Action.BODY) and (each.valid_until is None or day <= each.valid_until)
        for each in terms.restrictions
    )
    return terms.state is State.ACTIVE and not terms.flags and not terms.special and not shut
