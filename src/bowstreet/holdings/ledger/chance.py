"""The only source of ids, salts, secrets and error numbers, so that a test can make them repeat."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol


class Source(Protocol):
    """Where chance comes from."""

    def identifier(self, agency: str, natural: str, now: datetime) -> str:
        """Return a UUIDv7 for a thing of an agency."""
        ...

    def salt(self, agency: str, store: str, number: int) -> bytes:
        """Return the 32 bytes that salt one entry."""
        ...

    def secret(self, length: int) -> str:
        """Return a URL-safe text of at least ``length`` bytes of entropy."""
        ...

    def box_key(self, agency: str, text: str) -> bytes:
        """Return the 32 bytes of the ephemeral key that seals a text to an agency."""
        ...


class TrueChance:
    """Chance from the operating system."""

    def identifier(self, agency: str, natural: str, now: datetime) -> str:
        """Return a UUIDv7 (RFC 9562) of the moment with 74 random bits."""
        return _uuid7(now, secrets.token_bytes(10))

    def salt(self, agency: str, store: str, number: int) -> bytes:
        """Return 32 random bytes."""
        return secrets.token_bytes(32)

    def secret(self, length: int) -> str:
        """Return random text."""
        return secrets.token_urlsafe(length)

    def box_key(self, agency: str, text: str) -> bytes:
        """Return 32 random bytes."""
        return secrets.token_bytes(32)


class SeededChance:
    """Chance that repeats: every value follows from the seed and what it is for, never from what came before.

    A thing that one reader may not see therefore shifts nothing of what another is given. ``secret`` alone counts its
    calls, as a session does.
    """

    def __init__(self, seed: bytes) -> None:
        """Keep the seed."""
        self._seed = seed
        self._secrets = 0

    def identifier(self, agency: str, natural: str, now: datetime) -> str:
        """Return the UUIDv7 of an agency's thing with this natural key."""
        return _uuid7(now, self._bytes("identifier", agency, natural)[:10])

    def salt(self, agency: str, store: str, number: int) -> bytes:
        """Return the salt of an entry."""
        return self._bytes("salt", agency, store, str(number))

    def secret(self, length: int) -> str:
        """Return the next secret."""
        self._secrets += 1
        return self._bytes("secret", str(self._secrets)).hex()[: max(length, 22)]

    def box_key(self, agency: str, text: str) -> bytes:
        """Return the ephemeral key of a text; who has the seed can guess at the text."""
        return self._bytes("box", agency, text)

    def _bytes(self, *parts: str) -> bytes:
        text = "\x00".join(parts).encode()
        return hashlib.sha256(self._seed + b"\x00" + text).digest()


_source: list[Source] = [TrueChance()]


@contextmanager
def use(source: Source) -> Iterator[None]:
    """Take chance from another source for a while."""
    _source.append(source)
    try:
        yield
    finally:
        _source.pop()


def identifier(agency: str, natural: str, now: datetime) -> str:
    """Return a new UUIDv7 as text."""
    return _source[-1].identifier(agency, natural, now)


def salt(agency: str, store: str, number: int) -> bytes:
    """Return the 32 bytes that salt an entry."""
    return _source[-1].salt(agency, store, number)


def secret(length: int) -> str:
    """Return a URL-safe secret with at least ``length`` bytes of entropy."""
    return _source[-1].secret(length)


def box_key(agency: str, text: str) -> bytes:
    """Return the ephemeral key that seals a text to an agency."""
    return _source[-1].box_key(agency, text)


def _uuid7(now: datetime, raw: bytes) -> str:
    millis = int(now.timestamp() * 1000) & ((1 << 48) - 1)
    number = int.from_bytes(raw, "big")
    value = millis << 80 | 0x7 << 76 | (number >> 68 & 0xFFF) << 64 | 0b10 << 62 | number & ((1 << 62) - 1)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
