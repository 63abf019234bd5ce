"""OpenPGP: packets without end, lengths that lie, and armour that never closes."""

import base64
import struct
from functools import partial
from pathlib import Path

from tests.faults.hostile.corpus import PARTLY, TAKEN, Room, many

room = Room()

_BEGIN, _ENDS = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n", "\n-----END PGP PUBLIC KEY BLOCK-----\n"


def packet(tag: int, body: bytes) -> bytes:
    """Return a packet of the new form."""
    return bytes([0xC0 | tag, 0xFF]) + struct.pack(">I", len(body)) + body


def public(number: int = 0, mpi: bytes = b"\x08\x00" + b"\xa5" * 256 + b"\x00\x11\x01\x00\x01") -> bytes:
    """Return the body of a public RSA key."""
    return b"\x04" + struct.pack(">I", 1_600_000_000 + number) + b"\x01" + mpi


KEY = packet(6, public()) + packet(13, b"quay <quay@harbour.example>")


def armoured(raw: bytes) -> str:
    """Return packets in armour without a checksum."""
    text = base64.b64encode(raw).decode()
    return _BEGIN + "\n".join(text[at : at + 64] for at in range(0, len(text), 64)) + _ENDS


def _write(folder: Path, *blocks: bytes) -> None:
    (folder / "keys.asc").write_text(armoured(KEY) + "".join(map(armoured, blocks)))


def odd(name: str, becomes: str, *blocks: bytes, says: str = "") -> None:
    """Add a text of a good key and of some that are not."""

    def write(folder: Path) -> None:
        _write(folder, *blocks)

    room.add(name, becomes, partial(write), says)


odd("a length that lies", TAKEN, KEY + bytes([0xCD, 0xFF]) + struct.pack(">I", 0xFFFFFFF0) + b"x")
odd("numbers longer than their packet", PARTLY, packet(6, public(1, b"\xff\xff\x01")))
odd("a number of no bits", PARTLY, packet(6, public(2, b"\x00\x00\x00\x00")))
odd("packets within packets", TAKEN, KEY + packet(8, b"\x01" + packet(8, b"\x01" + b"x" * 99)))
odd(
    "pictures in keys",
    TAKEN,
    KEY + packet(17, bytes([0xFF]) + struct.pack(">I", 1 << 31) + b"\x01\x10\0\x01" + b"\xff" * 99),
)
odd("parts of lengths without end", PARTLY, packet(6, public(3))[:1] + b"\xe0" + b"x\xe0" * 9_000)
odd("a length that is not told", PARTLY, b"\x9b" + public(4))
odd("a key of a version that nobody knows", PARTLY, packet(6, b"\xff" + public(5)[1:]))
odd("a secret key", PARTLY, packet(5, public(6)), says="begins like a public key")
odd("names that are no text", TAKEN, packet(6, public(7)) + packet(13, b"\xff\xfe\x00\x1b[2J\xe2\x80\xae<script>"))
odd("a name of a megabyte", TAKEN, packet(6, public(8)) + packet(13, b"x" * 1_000_000))
odd("signatures that name each other", TAKEN, KEY + packet(2, b"\x04\x10\x01\x08\x00\x0a\x09\x10" + b"\xff" * 8) * 500)


@room(PARTLY, "packets, which no honest key needs")
def a_million_subkeys(folder: Path) -> None:
    sub = packet(14, public(9, b"\x00\x08\xff\x00\x02\x03"))
    _write(folder, packet(6, public()) + sub * 160_000)


@room(PARTLY, "names, which no honest key needs")
def twenty_thousand_names(folder: Path) -> None:
    names = b"".join(packet(13, b"name %d" % each) for each in range(19_000))
    _write(folder, packet(6, public(10)) + names)


@room(PARTLY)
def armour_without_end(folder: Path) -> None:
    many(folder / "keys.asc", (armoured(KEY).encode() + _BEGIN.encode(), 1), (b"A" * 63 + b"\n", 300_000))


@room(PARTLY)
def a_hundred_thousand_beginnings(folder: Path) -> None:
    many(folder / "keys.asc", (armoured(KEY).encode(), 1), (_BEGIN.encode(), 60_000))


@room(TAKEN)
def dashes_without_end(folder: Path) -> None:
    many(
        folder / "keys.asc",
        (armoured(KEY).encode(), 1),
        (b"-" * 1000, 20_000),
        (b"BEGIN PGP", 1),
        (b"-----PGP" * 9, 90_000),
    )


@room(PARTLY)
def headers_without_end(folder: Path) -> None:
    many(folder / "keys.asc", (armoured(KEY).encode() + _BEGIN.encode()[:-1], 1), (b"Comment: x\n", 400_000))


@room(PARTLY)
def letters_that_may_begin_a_key(folder: Path) -> None:
    many(
        folder / "keys.asc", (armoured(KEY).encode() + _BEGIN.encode(), 1), (b"mQxgxsmI", 500_000), (_ENDS.encode(), 1)
    )


@room(TAKEN)
def a_long_text_of_keys_with_one_odd_sign(folder: Path) -> None:
    many(folder / "keys.asc", (armoured(KEY).encode() + b"\xf0\x9f\x82\xa1", 1), (b"x" * 999 + b"\n", 66_000))


@room(PARTLY, "The block is longer than")
def a_block_that_is_longer_than_any_key(folder: Path) -> None:
    begun = armoured(KEY).encode() + _BEGIN.encode()
    many(folder / "keys.asc", (begun, 1), (b"\xf0\x9f\x82\xa1" * 250, 70_000), (armoured(KEY).encode(), 1))


@room(TAKEN)
def armour_with_markup_in_it(folder: Path) -> None:
    block = armoured(KEY).replace("\n\n", "\n<br><script>alert(1)</script>&#10;\n\n", 1)
    (folder / "keys.asc").write_text(block)
