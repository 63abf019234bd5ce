"""The packets of an OpenPGP public key: cut apart, the keys among them read, fingerprints computed.

RFC 4880 (versions 3 and 4) and RFC 9580 (version 6); version 5 as in draft-koch-librepgp. No signature is verified,
but the issuer that a signature names is told, which confirms the fingerprint of the key before it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

MOST_PACKETS = 20_000
PUBLIC_KEY, SIGNATURE, SECRET_KEY, USER_ID, PUBLIC_SUBKEY = 6, 2, 5, 13, 14
_RSA, _DSA, _ECDH, _ECDSA, _EDDSA = (1, 2, 3), 17, 18, 19, 22
_MPIS = {1: 2, 2: 2, 3: 2, 16: 3, 20: 3, 17: 4}
_NATIVE = {25: ("X25519", 32, 256), 26: ("X448", 56, 448), 27: ("Ed25519", 32, 256), 28: ("Ed448", 57, 456)}
_CURVES = {
    "2a8648ce3d030107": ("nistp256", 256),
    "2b81040022": ("nistp384", 384),
    "2b81040023": ("nistp521", 521),
    "2b8104000a": ("secp256k1", 256),
    "2b2403030208010107": ("brainpoolP256r1", 256),
    "2b240303020801010b": ("brainpoolP384r1", 384),
    "2b240303020801010d": ("brainpoolP512r1", 512),
    "2b06010401da470f01": ("Ed25519", 255),
    "2b060104019755010501": ("Curve25519", 255),
    "2b6571": ("Ed448", 448),
    "2b656f": ("X448", 448),
}
_NAMES = {_ECDH: "ECDH", _ECDSA: "ECDSA", _EDDSA: "EdDSA"}


class WrongPacket(ValueError):
    """Bytes that are no packet or no key; the message says why in a sentence."""


@dataclass(frozen=True, slots=True)
class KeyPacket:
    """One public key or subkey."""

    version: int
    created: datetime
    algorithm: str
    bits: int | None
    fingerprint: str
    key_id: str


def cut(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (tag, body) of each packet; raise ``WrongPacket`` where the bytes stop being packets."""
    at = count = 0
    while at < len(raw):
        count += 1
        if count > MOST_PACKETS:
            raise WrongPacket(f"The key has more than {MOST_PACKETS:,} packets, which no honest key needs.")
        tag, start, length = _header(raw, at)
        if start + length > len(raw):
            raise WrongPacket("The key is cut off in the middle of a packet.")
        yield tag, raw[start : start + length]
        at = start + length


def read_key(body: bytes) -> KeyPacket:
    """Return the key in the body of a key packet; raise ``WrongPacket`` unless it is one from end to end."""
    version = body[0] if body else 0
    if version not in (2, 3, 4, 5, 6) or len(body) < 12:
        raise WrongPacket("A key packet has an unknown version.")
    created = datetime.fromtimestamp(int.from_bytes(body[1:5], "big"), UTC)
    at = 7 if version < 4 else 5
    number = body[at]
    at += 1
    if version > 4:
        if int.from_bytes(body[at : at + 4], "big") != len(body) - at - 4:
            raise WrongPacket("A key packet says a wrong length of its key material.")
        at += 4
    algorithm, bits, values = _material(number, body, at)
    fingerprint, key_id = _named(version, body, values)
    return KeyPacket(version, created, algorithm, bits, fingerprint, key_id)


def issuer(body: bytes) -> str:
    """Return the key id that a signature names as its issuer, or an empty text.

    Hashed and unhashed subpackets 16 (key id) and 33 (fingerprint) are read.
    """
    version = body[0] if body else 0
    if version in (2, 3):
        return body[7:15].hex().upper()
    if version not in (4, 5, 6):
        return ""
    size, at = (4, 4) if version == 6 else (2, 4)
    for _ in range(2):
        length = int.from_bytes(body[at : at + size], "big")
        found = _issuer_in(body[at + size : at + size + length])
        if found:
            return found
        at += size + length
    return ""


def _issuer_in(area: bytes) -> str:
    at = 0
    while at < len(area):
        try:
            start, length = _new_length(area, at)
        except (IndexError, WrongPacket):
            return ""
        sort = area[start] & 0x7F if start < len(area) else 0
        if sort == 16 and length == 9:
            return area[start + 1 : start + 9].hex().upper()
        if sort == 33 and length == 22:
            return area[start + 14 : start + 22].hex().upper()
        if sort == 33 and length == 34:
            return area[start + 2 : start + 10].hex().upper()
        at = start + max(length, 1)
    return ""


def _header(raw: bytes, at: int) -> tuple[int, int, int]:
    first = raw[at]
    if not first & 0x80:
        raise WrongPacket("The bytes of the key are no OpenPGP packets.")
    try:
        if first & 0x40:
            start, length = _new_length(raw, at + 1)
            return first & 0x3F, start, length
        size = (1, 2, 4, 0)[first & 3]
        if not size:
            return (first & 0x3F) >> 2, at + 1, len(raw) - at - 1
        if at + 1 + size > len(raw):
            raise IndexError
        return (first & 0x3F) >> 2, at + 1 + size, int.from_bytes(raw[at + 1 : at + 1 + size], "big")
    except IndexError:
        raise WrongPacket("The key is cut off in the middle of a packet.") from None


def _new_length(raw: bytes, at: int) -> tuple[int, int]:
    first = raw[at]
    if first < 192:
        return at + 1, first
    if first < 224:
        return at + 2, ((first - 192) << 8) + raw[at + 1] + 192
    if first < 255:
        raise WrongPacket("A packet of a key comes in parts, which the standard forbids.")
    if at + 5 > len(raw):
        raise IndexError
    return at + 5, int.from_bytes(raw[at + 1 : at + 5], "big")


def _material(number: int, body: bytes, at: int) -> tuple[str, int | None, tuple[bytes, ...]]:
    if number in _MPIS:
        found, end = _mpis(body, at, _MPIS[number])
        name = "RSA" if number in _RSA else "DSA" if number == _DSA else "Elgamal"
        _must_end(body, end)
        bits = int.from_bytes(found[0], "big").bit_length()
        if bits < 256 or (number in _RSA and not found[1][-1] & 1):
            raise WrongPacket("The numbers of the key are none that a key can have.")
        return name, bits, found
    if number in _NAMES:
        return _curve(number, body, at)
    if number in _NATIVE:
        name, length, bits = _NATIVE[number]
        _must_end(body, at + length)
        return name, bits, ()
    raise WrongPacket("The key is of an algorithm that is not known here.")


def _curve(number: int, body: bytes, at: int) -> tuple[str, int | None, tuple[bytes, ...]]:
    length = body[at]
    curve = _CURVES.get(body[at + 1 : at + 1 + length].hex())
    if curve is None:
        raise WrongPacket("The key is on a curve that is not known here.")
    found, end = _mpis(body, at + 1 + length, 1)
    if number == _ECDH:
        end += 1 + (body[end] if end < len(body) else 0)
    _must_end(body, end)
    return f"{_NAMES[number]} {curve[0]}", curve[1], found


def _mpis(body: bytes, at: int, count: int) -> tuple[tuple[bytes, ...], int]:
    found = []
    for _ in range(count):
        bits = int.from_bytes(body[at : at + 2], "big")
        length = (bits + 7) // 8
        value = body[at + 2 : at + 2 + length]
        if not length or len(value) != length or int.from_bytes(value, "big").bit_length() > bits:
            raise WrongPacket("A number of the key is cut off or says a wrong length.")
        found.append(value)
        at += 2 + length
    return tuple(found), at


def _must_end(body: bytes, end: int) -> None:
    if end != len(body):
        raise WrongPacket("A key packet is longer or shorter than what it holds.")


def _named(version: int, body: bytes, values: tuple[bytes, ...]) -> tuple[str, str]:
    if version < 4:
        if len(values) != 2:
            raise WrongPacket("A key of version 3 is RSA or none.")
        return hashlib.md5(b"".join(values), usedforsecurity=False).hexdigest().upper(), values[0][-8:].hex().upper()
    if version == 4:
        whole = hashlib.sha1(b"\x99" + len(body).to_bytes(2, "big") + body, usedforsecurity=False).hexdigest().upper()
        return whole, whole[-16:]
    mark = b"\x9a" if version == 5 else b"\x9b"
    whole = hashlib.sha256(mark + len(body).to_bytes(4, "big") + body).hexdigest().upper()
    return whole, whole[:16]
