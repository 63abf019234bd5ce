"""That many elements were multiplied by the one scalar behind a public element, in one proof of 64 bytes.

The proof of equal discrete logarithms of RFC 9497, section 2.2, batched. An evaluator without it could give one asker
another key than all others, and know that asker's tags again.
"""

import hashlib
import hmac
from collections.abc import Sequence

from bowstreet.casework.deconfliction.blind import sodium
from bowstreet.casework.deconfliction.blind.suite import Mode, Suite

SIZE = 64
"""Bytes of a proof: challenge and answer, a scalar each."""

MOST = 2**16 - 1
"""So many elements have room in one proof: a place is written in two bytes."""

_SUITE = Suite(Mode.VOPRF)


def prove(secret: bytes, public: bytes, before: Sequence[bytes], after: Sequence[bytes], random: bytes) -> bytes:
    """Return a proof that each of ``after`` is ``before`` times the secret; ``random`` is a fresh random scalar.

    A random scalar used for two proofs gives the secret away.
    """
    mixed = sodium.total(sodium.multiply_each(_weights(public, before, after), before))
    mixed_after = sodium.multiply(secret, mixed)
    committed = sodium.generate(random), sodium.multiply(random, mixed)
    challenge = _challenge(public, mixed, mixed_after, *committed)
    return challenge + sodium.minus(random, sodium.times(challenge, secret))


def is_proved(public: bytes, before: Sequence[bytes], after: Sequence[bytes], proof: bytes) -> bool:
    """Say whether a proof holds for a public element; what is none of the group, or no proof, does not hold."""
    if len(proof) != SIZE or len(before) != len(after) or not 0 < len(before) <= MOST:
        return False
    challenge, answer = proof[:32], proof[32:]
    try:
        weights = _weights(public, before, after)
        mixed = sodium.total(sodium.multiply_each(weights, before))
        mixed_after = sodium.total(sodium.multiply_each(weights, after))
        committed = (
            sodium.add(sodium.generate(answer), sodium.multiply(challenge, public)),
            sodium.add(sodium.multiply(answer, mixed), sodium.multiply(challenge, mixed_after)),
        )
    except sodium.NotOfTheGroup:
        return False
    if not (sodium.is_scalar(challenge) and sodium.is_scalar(answer)):
        return False
    return hmac.compare_digest(_challenge(public, mixed, mixed_after, *committed), challenge)


def _weights(public: bytes, before: Sequence[bytes], after: Sequence[bytes]) -> list[bytes]:
    """Return the scalar by which each pair counts: it hangs on all that is proved of that pair, and on the key."""
    label = b"Seed-" + _SUITE.context
    seed = hashlib.sha512(_with_length(public) + _with_length(label)).digest()
    start = _with_length(seed)
    return [
        _SUITE.hash_to_scalar(start + place.to_bytes(2, "big") + _with_length(one) + _with_length(other) + b"Composite")
        for place, (one, other) in enumerate(zip(before, after, strict=True))
    ]


def _challenge(*elements: bytes) -> bytes:
    return _SUITE.hash_to_scalar(b"".join(map(_with_length, elements)) + b"Challenge")


def _with_length(part: bytes) -> bytes:
    return len(part).to_bytes(2, "big") + part
