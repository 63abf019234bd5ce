"""From an identifier to its tag: what is put in, and how what came back from a few members becomes one output.

A tag is the first 16 bytes of the output of RFC 9497. Of a thousand tags beside a million one is wrongly equal with a
chance of 3 in 10**30.
"""

from collections.abc import Mapping, Sequence

from bowstreet.casework.deconfliction.blind import proofs, shares, sodium
from bowstreet.casework.deconfliction.blind.parties import TypeKey, WrongPaper, element
from bowstreet.casework.deconfliction.blind.suite import Mode, Suite, close

SIZE = 16
"""Bytes of a tag."""

_SUITE = Suite(Mode.VOPRF)


class Unproved(WrongPaper):
    """An answer that was not made with the share that its member has."""


def input_of(type: str, value: str, epoch: int) -> bytes:
    """Return what is put in for an identifier: its type, the epoch, and its normal form.

    >>> input_of("phone", "+31205550100", 3)
    b'bowstreet blind\\nphone\\n3\\n+31205550100'
    """
    return f"bowstreet blind\n{type}\n{epoch}\n{value}".encode()


def blind(inputs: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Return a random scalar for each input, which its asker keeps, and the blinded elements, which go out."""
    blinds = [sodium.random_scalar() for _ in inputs]
    return blinds, _SUITE.blind(inputs, blinds)


def evaluate(secret: bytes, public: bytes, blinded: Sequence[bytes]) -> tuple[list[bytes], bytes]:
    """Return elements times a share, and the proof that it was that one."""
    after = sodium.multiply_all(secret, blinded)
    return after, proofs.prove(secret, public, blinded, after, sodium.random_scalar())


def check(key: TypeKey, member: str, blinded: Sequence[bytes], after: Sequence[bytes], proof: bytes) -> None:
    """Raise ``Unproved`` unless a member answered with its share of a key."""
    if not proofs.is_proved(element(key.shares[member]), blinded, after, proof):
        raise Unproved(f"Agency {member} does not prove that it answered with its share of the key.")


def join(inputs: Sequence[bytes], blinds: Sequence[bytes], parts: Mapping[int, Sequence[bytes]]) -> list[bytes]:
    """Return the tags of inputs from what the members at some places answered.

    Taking the blind off and weighing the parts are one multiplication each: the scalars are multiplied first.
    """
    off = [sodium.inverse(each) for each in blinds]
    by = shares.weights(list(parts))
    weighed = [
        sodium.multiply_each([sodium.times(by[place], each) for each in off], part) for place, part in parts.items()
    ]
    unblinded = [sodium.total(column) for column in zip(*weighed, strict=True)]
    return [close(*each)[:SIZE] for each in zip(inputs, unblinded, strict=True)]
