"""The group: its laws, what is refused, and that nothing is left behind on disk."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bowstreet.casework.deconfliction.blind import sodium

NUMBERS = some.integers(1, sodium.ORDER - 1)


@given(NUMBERS, NUMBERS)
def test_scalars_count_as_numbers_modulo_the_order(left: int, right: int) -> None:
    one, other = sodium.scalar(left), sodium.scalar(right)
    assert sodium.plus(one, other) == sodium.scalar(left + right)
    assert sodium.minus(one, other) == sodium.scalar(left - right)
    assert sodium.times(one, other) == sodium.scalar(left * right)
    assert sodium.times(one, sodium.inverse(one)) == sodium.scalar(1)


@given(NUMBERS, NUMBERS)
def test_multiplying_keeps_sums(left: int, right: int) -> None:
    one, other = sodium.scalar(left), sodium.scalar(right)
    element = sodium.from_uniform(b"\x07" * 64)
    assert sodium.add(sodium.multiply(one, element), sodium.multiply(other, element)) == (
        sodium.IDENTITY if (left + right) % sodium.ORDER == 0 else sodium.multiply(sodium.plus(one, other), element)
    )


@pytest.mark.parametrize("bytes_", [b"", bytes(31), bytes(32), bytes(33), b"\xff" * 32])
def test_what_is_no_element_is_refused(bytes_: bytes) -> None:
    assert not sodium.is_element(bytes_)
    with pytest.raises(sodium.NotOfTheGroup):
        sodium.multiply(sodium.scalar(2), bytes_)


def test_zero_is_refused() -> None:
    for call in (
        lambda: sodium.generate(sodium.IDENTITY),
        lambda: sodium.multiply(sodium.IDENTITY, sodium.generate(sodium.scalar(1))),
        lambda: sodium.inverse(sodium.IDENTITY),
    ):
        with pytest.raises(sodium.NotOfTheGroup):
            call()


def test_a_process_leaves_no_copy_of_the_library_behind(tmp_path: Path) -> None:
    """The library writes libsodium into a file at each start and would leave it there."""
    subprocess.run(
        [sys.executable, "-c", "from bowstreet.casework.deconfliction.blind import sodium; sodium.random_scalar()"],
        check=True, env={"TMPDIR": str(tmp_path), "PYTHONPATH": "src"},
    )  # fmt: skip
    assert not list(tmp_path.iterdir())
