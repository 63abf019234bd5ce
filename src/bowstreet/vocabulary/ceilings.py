"""Ceilings: the strictest marks that something may have to pass on; what is marked above one stays behind."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bowstreet.vocabulary import handling
from bowstreet.vocabulary.envelope import Terms
from bowstreet.vocabulary.handling import Classification, HandlingCode, Pap, Tlp, rank


@dataclass(frozen=True)
class Ceiling:
    """The strictest mark of each sort that passes; None where that sort sets no limit."""

    tlp: Tlp | None = None
    pap: Pap | None = None
    handling: HandlingCode | None = None
    classification: Classification | None = None


NO_CEILING = Ceiling()
USUAL = Ceiling(tlp=Tlp.AMBER)
"""What leaves in a document at most, unless its officer says otherwise."""


def is_under(terms: Terms, ceiling: Ceiling) -> bool:
    """Say whether no mark of some terms lies above a ceiling.

    >>> [is_under(Terms("north", tlp=each), Ceiling(tlp=Tlp.AMBER)) for each in (Tlp.GREEN, Tlp.AMBER_STRICT)]
    [True, False]
    """
    marks = ((terms.tlp, ceiling.tlp), (terms.pap, ceiling.pap), (terms.classification, ceiling.classification),
             *((code, ceiling.handling) for code in terms.handling))  # fmt: skip
    return all(limit is None or rank(mark) <= rank(limit) for mark, limit in marks)


def marking(some: Iterable[Terms]) -> Ceiling:
    """Return the strictest mark of each sort among some terms: the lowest ceiling under which all of them lie.

    >>> marking([Terms("north", tlp=Tlp.GREEN), Terms("north", tlp=Tlp.RED)]).tlp.value, marking([]).tlp
    ('RED', None)
    """
    every = list(some)
    if not every:
        return NO_CEILING
    codes = [code for each in every for code in each.handling]
    return Ceiling(
        handling.strictest(each.tlp for each in every), handling.strictest(each.pap for each in every),
        handling.strictest(codes) if codes else None, handling.strictest(each.classification for each in every),
    )  # fmt: skip


def said(ceiling: Ceiling) -> dict[str, str]:
    """Return a ceiling as a mapping of the marks that it sets.

    >>> said(USUAL)
    {'tlp': 'AMBER'}
    """
    return {name: str(code) for name, code in vars(ceiling).items() if code}


def read(told: Mapping[str, Any]) -> Ceiling:
    """Return the ceiling that ``said`` said.

    >>> read({"tlp": "AMBER"}) == USUAL
    True
    """
    return Ceiling(
        Tlp(told["tlp"]) if "tlp" in told else None,
        Pap(told["pap"]) if "pap" in told else None,
        HandlingCode(told["handling"]) if "handling" in told else None,
        Classification(told["classification"]) if "classification" in told else None,
    )


def is_told_by(terms: Terms, others: Sequence[Terms]) -> bool:
    """Say whether the marks of some things that go together forbid all that some terms do.

    >>> [is_told_by(Terms("north", tlp=each), [Terms("north", tlp=Tlp.AMBER)]) for each in (Tlp.GREEN, Tlp.RED)]
    [True, False]
    """
    strictest = Ceiling(
        max((each.tlp for each in others), key=rank), max((each.pap for each in others), key=rank), None,
        max((each.classification for each in others), key=rank),
    )  # fmt: skip
    several = ((terms.handling - {HandlingCode.H0}, [each.handling for each in others]),
               (terms.flags, [each.flags for each in others]), (terms.special, [each.special for each in others]),
               (set(terms.restrictions), [each.restrictions for each in others]))  # fmt: skip
    return is_under(terms, strictest) and all(own <= {one for each in told for one in each} for own, told in several)
