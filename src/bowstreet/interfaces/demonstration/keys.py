"""Invented OpenPGP keys, the same for the same seed: version 4, EdDSA over Curve25519 (RFC 4880)."""

import base64
import hashlib
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

_OID = bytes.fromhex("092b06010401da470f01")
_EDDSA = 22
_SHA256 = 8
_POSITIVE = 0x13


def armoured(seed: str, user_id: str, made: datetime) -> tuple[str, str]:
    """Return an armoured public key for a user id, and its fingerprint in capital hexadecimal."""
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(seed.encode()).digest())
    point = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    when = int(made.timestamp()).to_bytes(4, "big")
    body = b"\x04" + when + bytes([_EDDSA]) + _OID + _integer(b"\x40" + point)
    hashed_part = b"\x99" + len(body).to_bytes(2, "big") + body
    fingerprint = hashlib.sha1(hashed_part, usedforsecurity=False).digest()
    name = user_id.encode()
    signature = _self_signature(private, hashed_part, name, when, fingerprint)
    packets = _packet(6, body) + _packet(13, name) + _packet(2, signature)
    return _armour(packets), fingerprint.hex().upper()


def _self_signature(private: Ed25519PrivateKey, key: bytes, name: bytes, when: bytes, fingerprint: bytes) -> bytes:
    subpackets = b"\x05\x02" + when + b"\x02\x1b\x03"
    head = bytes([4, _POSITIVE, _EDDSA, _SHA256]) + len(subpackets).to_bytes(2, "big") + subpackets
    signed = key + b"\xb4" + len(name).to_bytes(4, "big") + name + head + b"\x04\xff" + len(head).to_bytes(4, "big")
    digest = hashlib.sha256(signed).digest()
    value = private.sign(digest)
    issuer = b"\x09\x10" + fingerprint[-8:]
    return head + len(issuer).to_bytes(2, "big") + issuer + digest[:2] + _integer(value[:32]) + _integer(value[32:])


def _integer(raw: bytes) -> bytes:
    number = int.from_bytes(raw, "big")
    return number.bit_length().to_bytes(2, "big") + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _packet(tag: int, body: bytes) -> bytes:
    head = bytes([0xC0 | tag])
    if len(body) < 192:
        return head + bytes([len(body)]) + body
    rest = len(body) - 192
    return head + bytes([192 + (rest >> 8), rest & 0xFF]) + body


def _armour(packets: bytes) -> str:
    text = base64.b64encode(packets).decode()
    lines = "\n".join(text[start : start + 64] for start in range(0, len(text), 64))
    check = base64.b64encode(_crc24(packets).to_bytes(3, "big")).decode()
    return f"-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{lines}\n={check}\n-----END PGP PUBLIC KEY BLOCK-----"


def _crc24(raw: bytes) -> int:
    register = 0xB704CE
    for byte in raw:
        register ^= byte << 16
        for _ in range(8):
            register <<= 1
            if register & 0x1000000:
                register ^= 0x1864CFB
    return register
