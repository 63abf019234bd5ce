"""How many pixels a picture says it has, told from its beginning; nothing of it is unpacked."""

import struct
from pathlib import Path

MOST = 50_000_000
"""Pixels of the largest picture that is given to a browser to draw: each takes four bytes of its memory."""

_SEEN = 1 << 20
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pixels(path: Path, type: str) -> int:
    """Return how many pixels a picture of a sniffed type says it has; 0 where it does not say."""
    with path.open("rb") as file:
        beginning = file.read(_SEEN)
    try:
        return _READERS[type](beginning) if type in _READERS else 0
    except struct.error:
        return 0


def _product(sides: tuple[int, ...]) -> int:
    return sides[0] * sides[1]


def _png(beginning: bytes) -> int:
    return _product(struct.unpack_from(">II", beginning, 16))


def _gif(beginning: bytes) -> int:
    return _product(struct.unpack_from("<HH", beginning, 6))


def _webp(beginning: bytes) -> int:
    sort = beginning[12:16]
    if sort == b"VP8X":
        return (1 + int.from_bytes(beginning[24:27], "little")) * (1 + int.from_bytes(beginning[27:30], "little"))
    if sort == b"VP8L":
        held = int.from_bytes(beginning[21:25], "little")
        return (1 + (held & 0x3FFF)) * (1 + (held >> 14 & 0x3FFF))
    return _product(tuple(each & 0x3FFF for each in struct.unpack_from("<HH", beginning, 26)))


def _jpeg(beginning: bytes) -> int:
    """Go from segment to segment until the frame that says the size."""
    at = 2
    while True:
        mark, sort, length = struct.unpack_from(">BBH", beginning, at)
        if mark != 0xFF:
            return 0
        if sort in _FRAMES:
            return _product(struct.unpack_from(">HH", beginning, at + 5))
        at += 2 + length


_READERS = {"png": _png, "gif": _gif, "webp": _webp, "jpeg": _jpeg}
