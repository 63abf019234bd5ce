"""Ceilings: the strictest marks that something may have to pass on; what is marked above one stays behind."""

from collections.abc import Sequence
from dataclasses import dataclass

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


def is_under(terms: Terms, ceiling: Ceiling) -> bool:
    """Say whether no mark of some terms lies above a ceiling.

    >>> [is_under(Terms("north", tlp=each), Ceiling(tlp=Tlp.AMBER)) for each in (Tlp.GREEN, Tlp.AMBER_STRICT)]
    [True, False]
    """
    marks = ((terms.tlp, ceiling.tlp), (terms.pap, ceiling.pap), (terms.classification, ceiling.classification),
             *((code, ceiling.handling) for code in terms.handling))  # fmt: skip
    return all(limit is None or rank(mark) <= rank(limit) for mark, limit in marks)


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
