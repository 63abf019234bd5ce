"""Ceilings: the strictest marks that something may have to pass on; what is marked above one stays behind."""

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
