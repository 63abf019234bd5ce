"""How often something worked, with its interval."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

METHOD = "Wilson score interval, 95 %, version 1"
_Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Rate:
    """Of ``tries`` that were reported, ``worked`` did; ``low`` and ``high`` bound the share, all between 0 and 1."""

    worked: int
    tries: int
    share: float
    low: float
    high: float
    method: str = METHOD


def rate(worked: int, tries: int) -> Rate | None:
    """Return the share of tries that worked with its 95 % score interval; None where nothing was tried.

    The interval is that of E. B. Wilson (J. Amer. Stat. Assoc. 22, 1927, 209-212) without correction for continuity,
    as scipy's ``BinomTestResult.proportion_ci`` documents it; it stays within 0 and 1 with few tries, too.
    """
    if not tries:
        return None
    share, weight = worked / tries, _Z * _Z / tries
    middle = (share + weight / 2) / (1 + weight)
    half = _Z * sqrt(share * (1 - share) / tries + weight / (4 * tries)) / (1 + weight)
    return Rate(worked, tries, share, max(0.0, middle - half), min(1.0, middle + half))
