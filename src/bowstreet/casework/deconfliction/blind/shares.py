"""A key in parts: any ``threshold`` of its shares do what the key would do, fewer tell nothing of it.

Shamir's polynomial over the scalars of the group, committed to in the exponent as Feldman did, so that whoever gets a
share can check it. The key itself is the value at zero, and no function here returns it.
"""

from collections.abc import Mapping, Sequence

from bowstreet.casework.deconfliction.blind import sodium
from bowstreet.vocabulary.refusals import Invalid

MOST = 50
"""So many shares a key has at most."""


class WrongCount(Invalid):
    """Shares and threshold that do not go together."""


def draw(threshold: int) -> list[bytes]:
    """Return a polynomial of which nobody can foretell a coefficient; the first is the value at zero."""
    return [sodium.random_scalar() for _ in range(threshold)]


def check_counts(threshold: int, count: int) -> None:
    """Raise ``WrongCount`` unless a key may be cut into so many shares of which so many are needed.

    One share is never enough, and never are all needed: then one lost share would be a lost key.
    """
    if not 2 <= threshold < count <= MOST:
        raise WrongCount(
            f"Of {count} agencies {threshold} cannot hold a key together: two at least must be needed, one at least "
            f"must be able to fail, and there are {MOST} at most."
        )


def value_at(polynomial: Sequence[bytes], place: int) -> bytes:
    """Return the share at a place, counted from 1: the value of the polynomial there."""
    at, sum_ = sodium.scalar(place), sodium.IDENTITY
    for coefficient in reversed(polynomial):
        sum_ = sodium.plus(sodium.times(sum_, at), coefficient)
    return sum_


def commit(polynomial: Sequence[bytes]) -> list[bytes]:
    """Return what may be known of a polynomial: the generator times each coefficient."""
    return [sodium.generate(each) for each in polynomial]


def public_at(commitments: Sequence[bytes], place: int) -> bytes:
    """Return the public element of the share at a place."""
    factors = [sodium.scalar(place**power) for power in range(len(commitments))]
    return sodium.total(sodium.multiply_each(factors, commitments))


def fits(share: bytes, commitments: Sequence[bytes], place: int) -> bool:
    """Say whether a share is the value of a committed polynomial at a place."""
    return sodium.is_scalar(share) and sodium.generate(share) == public_at(commitments, place)


def weights(places: Sequence[int]) -> Mapping[int, bytes]:
    """Return by which scalar each share counts so that together they are the value at zero (Lagrange).

    >>> shared = [sodium.scalar(7), sodium.scalar(3)]  # 7 + 3x
    >>> by = weights([2, 5])
    >>> parts = [sodium.times(by[place], value_at(shared, place)) for place in by]
    >>> sodium.plus(*parts) == sodium.scalar(7)
    True
    """
    found = {}
    for place in places:
        above = below = 1
        for other in places:
            if other != place:
                above, below = above * other, below * (other - place)
        found[place] = sodium.times(sodium.scalar(above), sodium.inverse(sodium.scalar(below)))
    return found
