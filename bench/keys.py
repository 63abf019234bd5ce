"""Sellers' profiles with a key in them, damaged in the ways that crawls damage keys; and texts that hold none.

A profile is an invented description with the key of one seller: RSA of 2,048 to 4,096 bits, one user id signed by the
key's own id, one subkey. Every key must come back under its fingerprint, and nothing out of a text that holds none.
"""

import base64
import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence

from bench import invented
from bench.measure import Line, rate, seconds, tell

PROFILES, TIMES, GOAL = 1_200, 5, 5_000
BEGIN, END = "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"
_WHOLE = re.compile(r"(?<=[A-Za-z0-9+/]{23})(?=[A-Za-z0-9+/])")

DAMAGES: dict[str, Callable[[str], str]] = {
    "whole": lambda key: key,
    "line breaks lost": lambda key: key.replace("\n", ""),
    "spaces for line breaks": lambda key: key.replace("\n", " "),
    "wrapped anew": lambda key: _WHOLE.sub("\n", key),
    "HTML breaks": lambda key: key.replace("\n", "<br />\n"),
    "paragraphs and entities": lambda key: "<p>" + key.replace("\n", "&nbsp;</p><p>").replace("+", "&#43;"),
    "quoted": lambda key: "> " + key.replace("\n", "\n> "),
    "escaped": lambda key: key.replace("\n", "\\n").replace("/", "\\/"),
    "armoured anew": lambda key: key.replace("\n\n", "\nVersion: Post 2\n\n").replace("\n", "\r\n"),
    "without checksum": lambda key: re.sub(r"\n=.{4}\n", "\n", key),
}
SPOILT: dict[str, Callable[[random.Random, str], str]] = {
    "no key": lambda chance, key: "",
    "a message": lambda chance, key: key.replace("PUBLIC KEY BLOCK", "MESSAGE"),
    "random letters": lambda chance, key: f"{BEGIN}\n\n{base64.b64encode(chance.randbytes(900)).decode()}\n{END}",
    "one sign another": lambda chance, key: _with_another_sign(chance, key),
    "cut off in the primary key": lambda chance, key: f"{key[: len(BEGIN) + 150]}\n{END}",
}


def lines() -> Iterator[Line]:
    """Check that every key is found and none besides, then measure how fast profiles are read."""
    chance = random.Random("profiles")
    words = invented.Words(random.Random("words"))
    keys = [_key(chance, number) for number in range(PROFILES)]
    damages = list(DAMAGES.values())
    profiles = [
        _profile(chance, words, damages[number % len(damages)](armoured)) for number, (armoured, _) in enumerate(keys)
    ]
    found = sum(_read(text) == (fingerprint,) for text, (_, fingerprint) in zip(profiles, keys, strict=True))
    recall = found / PROFILES
    yield Line("keys in damaged profiles: recall", f"{recall:.4f}", "", "", "1.0", recall == 1)
    spoilt = list(SPOILT.values())
    false = sum(
        bool(_read(_profile(chance, words, spoilt[number % len(spoilt)](chance, armoured))))
        for number, (armoured, _) in enumerate(keys)
    )
    yield Line(f"keys read in {PROFILES:,} profiles that hold none", f"{false}", "", "", "0", false == 0)
    times = [seconds(lambda: [_read(text) for text in profiles]) for _ in range(TIMES)]
    reached = PROFILES / sorted(times)[TIMES // 2] >= GOAL
    yield Line("profiles with a damaged key", rate(PROFILES, times), "", "", f">= {GOAL:,}/s", reached)


def _read(text: str) -> tuple[str, ...]:
    from bowstreet.formats.pgp import reading

    try:
        return tuple(each.fingerprint for each in reading.read_keys(text))
    except reading.UnreadableKey:
        return ()


def _profile(chance: random.Random, words: invented.Words, key: str) -> str:
    before, after = (" ".join(words.some(chance, 60)) for _ in range(2))
    return f"{before}\n{key}\n{after}"


def _with_another_sign(chance: random.Random, key: str) -> str:
    """Return a key with another sign somewhere in its primary packet."""
    signs: Sequence[str] = sorted(set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") - {key[len(BEGIN) + 100]})
    at = len(BEGIN) + 100
    return key[:at] + chance.choice(signs) + key[at + 1 :]


def _key(chance: random.Random, number: int) -> tuple[str, str]:
    """Return an armoured key and its fingerprint (RFC 4880, sections 5.5.2 and 12.2); its numbers are random."""
    bits = chance.choice((2048, 3072, 4096))
    primary, subkey = _rsa(chance, bits), _rsa(chance, bits)
    fingerprint = hashlib.sha1(b"\x99" + len(primary).to_bytes(2, "big") + primary, usedforsecurity=False).digest()
    name = f"{invented.handle(number, 'k')} <{number}@mail.example>".encode()
    raw = b"".join((
        _packet(6, primary), _packet(13, name), _packet(2, _signature(chance, 0x13, fingerprint, bits)),
        _packet(14, subkey), _packet(2, _signature(chance, 0x18, fingerprint, bits)),
    ))  # fmt: skip
    text = base64.b64encode(raw).decode()
    wrapped = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    return f"{BEGIN}\n\n{wrapped}\n={_checksum(raw)}\n{END}", fingerprint.hex().upper()


def _rsa(chance: random.Random, bits: int) -> bytes:
    modulus = chance.getrandbits(bits) | 1 << bits - 1 | 1
    made = chance.randrange(1_300_000_000, 1_700_000_000)
    return b"\x04" + made.to_bytes(4, "big") + b"\x01" + _integer(modulus) + _integer(65_537)


def _signature(chance: random.Random, sort: int, fingerprint: bytes, bits: int) -> bytes:
    issuer = b"\x09\x10" + fingerprint[-8:]
    head = bytes([4, sort, 1, 8]) + b"\x00\x06\x05\x02" + chance.randbytes(4) + b"\x00\x0a" + issuer
    return head + chance.randbytes(2) + _integer(chance.getrandbits(bits) | 1 << bits - 1)


def _integer(number: int) -> bytes:
    return number.bit_length().to_bytes(2, "big") + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _packet(tag: int, body: bytes) -> bytes:
    return bytes([0x80 | tag << 2 | 1]) + len(body).to_bytes(2, "big") + body


def _checksum(raw: bytes) -> str:
    """Return the CRC-24 of RFC 4880, section 6.1, bit by bit, as the armour writes it."""
    register = 0xB704CE
    for byte in raw:
        register ^= byte << 16
        for _ in range(8):
            register = (register << 1 ^ 0x1864CFB) if register & 0x800000 else register << 1
    return base64.b64encode(register.to_bytes(3, "big")).decode()


if __name__ == "__main__":
    tell(lines())
