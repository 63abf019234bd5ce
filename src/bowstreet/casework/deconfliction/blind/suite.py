"""The suite ristretto255-SHA512 of RFC 9497, in its modes OPRF and VOPRF, over many inputs at a time.

An asker blinds its inputs, whoever has a key multiplies what it gets, and the asker takes the blind off again: neither
learns what the other has. The names are those of the RFC where it has one. Section 3.3 is the protocol, 4.1 the suite.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from bowstreet.casework.deconfliction.blind import sodium
from bowstreet.vocabulary.refusals import Invalid

OUTPUT_SIZE = 64
"""Bytes of an output (Nh)."""

LONGEST_INPUT = 2**16 - 1
"""Bytes of the longest input: its length is written in two bytes (section 3.3.1)."""


class NoSuchInput(Invalid):
    """An input that cannot be asked for: too long, or one that comes to the identity element."""


class NoKey(Invalid):
    """A seed from which no key can be derived."""


class Mode(IntEnum):
    """Whether an evaluator proves what it did (section 3.1)."""

    OPRF = 0
    VOPRF = 1


@dataclass(frozen=True)
class Suite:
    """The functions of the suite in one mode, set apart from those of the other by the context string."""

    mode: Mode

    @cached_property
    def context(self) -> bytes:
        """Return the context string (section 3.1)."""
        return b"OPRFV1-" + bytes([self.mode]) + b"-ristretto255-SHA512"

    def hash_to_group(self, message: bytes) -> bytes:
        """Return the element that a message maps to."""
        return sodium.from_uniform(expand(message, b"HashToGroup-" + self.context, 64))

    def hash_to_scalar(self, message: bytes, tag: bytes = b"HashToScalar-") -> bytes:
        """Return the scalar that a message maps to."""
        return sodium.reduce(expand(message, tag + self.context, 64))

    def derive_key_pair(self, seed: bytes, info: bytes) -> tuple[bytes, bytes]:
        """Return the secret scalar and the public element of a seed of 32 bytes (section 3.2.1)."""
        if len(seed) != sodium.SIZE:
            raise NoKey("A key is derived from a seed of 32 bytes.")
        start = seed + _with_length(info)
        for counter in range(256):
            secret = self.hash_to_scalar(start + bytes([counter]), tag=b"DeriveKeyPair")
            if secret != sodium.IDENTITY:
                return secret, sodium.generate(secret)
        raise NoKey("No key can be derived from this seed.")

    def blind(self, inputs: Sequence[bytes], blinds: Sequence[bytes]) -> list[bytes]:
        """Return inputs as elements, each times the scalar of its place, which its asker keeps."""
        for each in inputs:
            if len(each) > LONGEST_INPUT:
                raise NoSuchInput("An input has at most 65,535 bytes.")
        elements = [self.hash_to_group(each) for each in inputs]
        if sodium.IDENTITY in elements:
            raise NoSuchInput("This input comes to the identity element.")
        return sodium.multiply_each(blinds, elements)

    def finalize(self, inputs: Sequence[bytes], blinds: Sequence[bytes], evaluated: Sequence[bytes]) -> list[bytes]:
        """Return the outputs, 64 bytes each, of what came back."""
        unblinded = sodium.multiply_each([sodium.inverse(each) for each in blinds], evaluated)
        return [close(*each) for each in zip(inputs, unblinded, strict=True)]

    def evaluate(self, secret: bytes, input: bytes) -> bytes:
        """Return the output of an input for who has both it and the key (section 3.3.1)."""
        return close(input, sodium.multiply(secret, self.hash_to_group(input)))


def close(input: bytes, unblinded: bytes) -> bytes:
    """Return the output that belongs to an input and its element under the key, no longer blind."""
    return hashlib.sha512(_with_length(input) + _with_length(unblinded) + b"Finalize").digest()


def expand(message: bytes, tag: bytes, length: int) -> bytes:
    """Return as many bytes, 255 times 64 at most, as ``expand_message_xmd`` makes with SHA-512 (RFC 9380, 5.3.1)."""
    tag += bytes([len(tag)])
    first = hashlib.sha512(bytes(128) + message + length.to_bytes(2, "big") + b"\0" + tag).digest()
    block = hashlib.sha512(first + b"\1" + tag).digest()
    made = block
    for count in range(2, -(-length // 64) + 1):
        mixed = bytes(left ^ right for left, right in zip(first, block, strict=True))
        block = hashlib.sha512(mixed + bytes([count]) + tag).digest()
        made += block
    return made[:length]


def _with_length(part: bytes) -> bytes:
    return len(part).to_bytes(2, "big") + part
