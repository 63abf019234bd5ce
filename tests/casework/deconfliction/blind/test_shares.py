"""Any threshold of shares does what the key does; fewer, or a share that was changed, do not."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bowstreet.casework.deconfliction.blind import shares, sodium


@settings(max_examples=10)
@given(some.integers(2, 5), some.integers(1, 3))
def test_any_so_many_shares_are_the_key(threshold: int, beyond: int) -> None:
    polynomial = shares.draw(threshold)
    element = sodium.generate(sodium.random_scalar())
    wanted = sodium.multiply(polynomial[0], element)
    parts = {place: sodium.multiply(shares.value_at(polynomial, place), element)
             for place in range(1, threshold + beyond + 1)}  # fmt: skip
    for places in combinations(parts, threshold):
        by = shares.weights(places)
        assert sodium.total(sodium.multiply(by[place], parts[place]) for place in places) == wanted


def test_one_share_too_few_is_not_the_key() -> None:
    polynomial = shares.draw(3)
    by = shares.weights([1, 2])
    parts = [sodium.times(by[place], shares.value_at(polynomial, place)) for place in by]
    assert sodium.plus(*parts) != polynomial[0]


def test_a_share_is_checked_against_what_was_committed_to() -> None:
    polynomial = shares.draw(3)
    commitments = shares.commit(polynomial)
    share = shares.value_at(polynomial, 4)
    assert shares.fits(share, commitments, 4)
    assert not shares.fits(share, commitments, 3)
    assert not shares.fits(sodium.plus(share, sodium.scalar(1)), commitments, 4)
    assert not shares.fits(bytes(32), commitments, 4)


@pytest.mark.parametrize(("threshold", "count"), [(1, 3), (3, 3), (4, 3), (2, 51)])
def test_counts_that_make_no_shared_key_are_refused(threshold: int, count: int) -> None:
    with pytest.raises(shares.WrongCount):
        shares.check_counts(threshold, count)
