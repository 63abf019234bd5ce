"""Invented bitcoin addresses, the same for the same seed: version 0 witness programmes in bech32 (BIP-173)."""

import hashlib

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_PREFIX = "bc"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def address(seed: str) -> str:
    """Return an address that nobody holds a key to.

    >>> address("a")[:4]
    'bc1q'
    """
    programme = hashlib.sha256(f"bowstreet demonstration {seed}".encode()).digest()[:20]
    fives = [0, *_in_fives(programme)]
    return _PREFIX + "1" + "".join(_LETTERS[each] for each in fives + _check(fives))


def _in_fives(raw: bytes) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in raw)
    return [int(bits[start : start + 5], 2) for start in range(0, len(bits), 5)]


def _check(fives: list[int]) -> list[int]:
    spread = [ord(each) >> 5 for each in _PREFIX] + [0] + [ord(each) & 31 for each in _PREFIX]
    register = 1
    for value in [*spread, *fives, 0, 0, 0, 0, 0, 0]:
        top = register >> 25
        register = (register & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            register ^= factor if top >> bit & 1 else 0
    register ^= 1
    return [register >> 5 * (5 - place) & 31 for place in range(6)]
