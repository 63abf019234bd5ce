"""Addresses of bitcoin, ethereum and monero: read, their checksums verified, brought to normal form.

BIP-13, BIP-173 and BIP-350 for bitcoin; ERC-55 for ethereum; the Monero address format with Keccak-256.
"""

import hashlib
import re

from bowstreet.vocabulary.selector_types import NotASelector

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_AT = {sign: at for at, sign in enumerate(_BASE58)}
_BECH32_AT = {sign: at for at, sign in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _BECH32M = 1, 0x2BC830A3
_PREFIXES = ("bc", "tb", "bcrt")
_BITCOIN_VERSIONS = (0x00, 0x05, 0x6F, 0xC4)
_MONERO_TAGS = {69: (18, 42, 53, 63, 24, 36), 77: (19, 54, 25)}
_MONERO_BYTES = {11: 8, 7: 5}
_ETHEREUM = re.compile(r"0[xX][0-9a-fA-F]{40}")


def read_bitcoin(text: str) -> str:
    """Return a bitcoin address in normal form; raise ``NotASelector`` when its checksum or shape is wrong."""
    lower = text.lower()
    if lower.startswith(tuple(f"{prefix}1" for prefix in _PREFIXES)) and text in (lower, text.upper()):
        _check_segwit(lower)
        return lower
    if not 25 <= len(text) <= 36:
        raise NotASelector("This is no bitcoin address: it has the wrong length.")
    raw = _base58(text)
    if len(raw) != 25 or raw[0] not in _BITCOIN_VERSIONS:
        raise NotASelector("This is no bitcoin address: its version is unknown.")
    if hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()[:4] != raw[21:]:
        raise NotASelector("This is no bitcoin address: its checksum is wrong, so a character was mistyped.")
    return text


def read_ethereum(text: str) -> str:
    """Return an ethereum address in lower case; mixed case must carry the right ERC-55 checksum."""
    if not _ETHEREUM.fullmatch(text):
        raise NotASelector("An ethereum address is 0x and 40 hexadecimal digits.")
    digits = text[2:]
    lower = digits.lower()
    if digits not in (lower, digits.upper()) and digits != _mixed(lower):
        raise NotASelector("This is no ethereum address: the case of its letters does not agree with its checksum.")
    return "0x" + lower


def read_monero(text: str) -> str:
    """Return a monero address (standard, sub-address or integrated) as it is, its checksum verified."""
    if len(text) not in (95, 106):
        raise NotASelector("A monero address has 95 or 106 characters.")
    raw = b"".join(_monero_block(text[at : at + 11]) for at in range(0, len(text), 11))
    if raw[0] not in _MONERO_TAGS.get(len(raw), ()):
        raise NotASelector("This is no monero address: its network is unknown.")
    if keccak(raw[:-4])[:4] != raw[-4:]:
        raise NotASelector("This is no monero address: its checksum is wrong, so a character was mistyped.")
    return text


def keccak(message: bytes) -> bytes:
    """Return the Keccak-256 of a message (the padding before SHA-3 was standardised).

    >>> keccak(b"").hex()[:8]
    'c5d24601'
    """
    from Crypto.Hash import keccak as hashes

    return hashes.new(digest_bits=256, data=message).digest()


def _mixed(lower: str) -> str:
    nibbles = keccak(lower.encode()).hex()
    return "".join(sign.upper() if int(nibble, 16) >= 8 else sign for sign, nibble in zip(lower, nibbles, strict=False))


def _base58(text: str) -> bytes:
    number = 0
    try:
        for sign in text:
            number = number * 58 + _BASE58_AT[sign]
    except KeyError:
        raise NotASelector("This is no address in base 58: it holds a character that base 58 leaves out.") from None
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def _monero_block(block: str) -> bytes:
    size = _MONERO_BYTES[len(block)]
    raw = _base58(block).lstrip(b"\0")
    if len(raw) > size:
        raise NotASelector("This is no monero address: a block of it is too large.")
    return raw.rjust(size, b"\0")


def _check_segwit(lower: str) -> None:
    """Verify a segregated witness address (BIP-173, BIP-350): checksum, version, length of the programme."""
    prefix, _, rest = lower.rpartition("1")
    if prefix not in _PREFIXES or len(rest) < 8 or len(lower) > 90 or any(s not in _BECH32_AT for s in rest):
        raise NotASelector("This is no bitcoin address: it is not in bech32.")
    values = [_BECH32_AT[sign] for sign in rest]
    version, constant = values[0], _polymod(prefix, values)
    if constant != (_BECH32 if version == 0 else _BECH32M):
        raise NotASelector("This is no bitcoin address: its checksum is wrong, so a character was mistyped.")
    length = _programme_length(values[1:-6])
    if version > 16 or not 2 <= length <= 40 or (version == 0 and length not in (20, 32)):
        raise NotASelector("This is no bitcoin address: its witness programme has no valid version and length.")


def _polymod(prefix: str, values: list[int]) -> int:
    state = 1
    for value in [ord(s) >> 5 for s in prefix] + [0] + [ord(s) & 31 for s in prefix] + values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            if top >> bit & 1:
                state ^= factor
    return state


def _programme_length(fives: list[int]) -> int:
    bits = 5 * len(fives)
    spare = bits % 8
    if spare >= 5 or (fives and fives[-1] & ((1 << spare) - 1)):
        raise NotASelector("This is no bitcoin address: its padding is wrong.")
    return bits // 8
