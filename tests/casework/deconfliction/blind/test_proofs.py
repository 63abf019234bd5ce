"""A proof holds for what was proved and for nothing else."""

from collections.abc import Callable

import pytest

from bowstreet.casework.deconfliction.blind import proofs, sodium

Case = tuple[bytes, list[bytes], list[bytes], bytes]


def _proved(count: int = 3) -> Case:
    secret = sodium.random_scalar()
    before = [sodium.generate(sodium.random_scalar()) for _ in range(count)]
    after, public = sodium.multiply_all(secret, before), sodium.generate(secret)
    return public, before, after, proofs.prove(secret, public, before, after, sodium.random_scalar())


def _element() -> bytes:
    return sodium.generate(sodium.random_scalar())


@pytest.mark.parametrize("count", [1, 2, 50])
def test_what_was_proved_holds(count: int) -> None:
    assert proofs.is_proved(*_proved(count))


@pytest.mark.parametrize(
    "change",
    [
        lambda public, before, after, proof: (_element(), before, after, proof),
        lambda public, before, after, proof: (public, [_element(), *before[1:]], after, proof),
        lambda public, before, after, proof: (public, before, [*after[:-1], _element()], proof),
        lambda public, before, after, proof: (public, before[::-1], after[::-1], proof),
        lambda public, before, after, proof: (public, before[:2], after[:2], proof),
        lambda public, before, after, proof: (public, before, after[:2], proof),
        lambda public, before, after, proof: (public, [], [], proof),
        lambda public, before, after, proof: (public, before, after, proof[:63]),
        lambda public, before, after, proof: (public, before, after, bytes(64)),
        lambda public, before, after, proof: (public, before, after, proof[:32] + _other(proof[32:])),
        lambda public, before, after, proof: (public, before, [bytes(32), *after[1:]], proof),
        lambda public, before, after, proof: (public, before, [b"\xff" * 32, *after[1:]], proof),
    ],
)
def test_what_was_changed_does_not(change: Callable[..., Case]) -> None:
    assert not proofs.is_proved(*change(*_proved()))


def test_one_element_under_another_key_among_many_is_found() -> None:
    """The attack that proofs are there for: a key of its own for one element of one asker."""
    secret = sodium.random_scalar()
    before = [_element() for _ in range(20)]
    after = sodium.multiply_all(secret, before)
    after[7] = sodium.multiply(sodium.random_scalar(), before[7])
    public = sodium.generate(secret)
    assert not proofs.is_proved(public, before, after, proofs.prove(secret, public, before, after, _scalar()))


def test_a_scalar_written_in_another_way_does_not_pass() -> None:
    """A number and the same plus the order are one scalar with one encoding."""
    public, before, after, proof = _proved()
    large = int.from_bytes(proof[32:], "little") + sodium.ORDER
    assert not proofs.is_proved(public, before, after, proof[:32] + large.to_bytes(32, "little"))


def _scalar() -> bytes:
    return sodium.random_scalar()


def _other(one: bytes) -> bytes:
    return sodium.plus(one, sodium.scalar(1))
