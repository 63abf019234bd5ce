"""How addresses of cryptocurrencies are written: base 58 with its checksum, bech32 and bech32m, CashAddr.

BIP-173 and BIP-350 for segregated witness; the CashAddr specification of Bitcoin Cash (bitcoincashorg
``spec/cashaddr.md``, read as bch.info publishes it) with its 40-bit BCH code. ``coin`` names the currency in refusals.
"""

import hashlib

from bowstreet.vocabulary.selector_types import NotASelector

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_AT = {sign: at for at, sign in enumerate(_BASE58)}
_BASE32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE32_AT = {sign: at for at, sign in enumerate(_BASE32)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32, _BECH32M = 1, 0x2BC830A3
_CASH_GENERATOR = (0x98F2BC8E61, 0x79B76D99E2, 0xF33E5FB3C4, 0xAE2EABE2A8, 0x1E4F43E470)
_CASH_SIZES = (20, 24, 28, 32, 40, 48, 56, 64)
_CHECKED_BYTES = 25


def base58(text: str) -> bytes:
    """Return the bytes that a text in base 58 stands for."""
    number = 0
    try:
        for sign in text:
            number = number * 58 + _BASE58_AT[sign]
    except KeyError:
        raise NotASelector("This is no address in base 58: it holds a character that base 58 leaves out.") from None
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base58_checked(text: str, versions: tuple[int, ...], coin: str) -> tuple[int, bytes]:
    """Return version and hash of an address in base 58, its checksum verified; the version must be one of those."""
    if not _CHECKED_BYTES <= len(text) <= 36:
        raise NotASelector(f"This is no {coin} address: it has the wrong length.")
    raw = base58(text)
    if len(raw) != _CHECKED_BYTES or raw[0] not in versions:
        raise NotASelector(f"This is no {coin} address: its version is unknown.")
    if _twice(raw[:21]) != raw[21:]:
        raise NotASelector(f"This is no {coin} address: its checksum is wrong, so a character was mistyped.")
    return raw[0], raw[1:21]


def as_base58(version: int, hashed: bytes) -> str:
    """Return an address in base 58 of a version and a hash, with its checksum."""
    raw = bytes([version]) + hashed
    number, signs = int.from_bytes(raw + _twice(raw), "big"), ""
    while number:
        number, at = divmod(number, 58)
        signs = _BASE58[at] + signs
    return "1" * (len(raw) - len(raw.lstrip(b"\0"))) + signs


def check_segwit(lower: str, prefixes: tuple[str, ...], coin: str) -> None:
    """Verify a segregated witness address (BIP-173, BIP-350): checksum, version, length of the programme."""
    prefix, _, rest = lower.rpartition("1")
    if prefix not in prefixes or len(rest) < 8 or len(lower) > 90 or any(s not in _BASE32_AT for s in rest):
        raise NotASelector(f"This is no {coin} address: it is not in bech32.")
    values = [_BASE32_AT[sign] for sign in rest]
    version, constant = values[0], _polymod(prefix, values)
    if constant != (_BECH32 if version == 0 else _BECH32M):
        raise NotASelector(f"This is no {coin} address: its checksum is wrong, so a character was mistyped.")
    length = len(_bytes(values[1:-6], coin))
    if version > 16 or not 2 <= length <= 40 or (version == 0 and length not in (20, 32)):
        raise NotASelector(f"This is no {coin} address: its witness programme has no valid version and length.")


def check_cash(prefix: str, lower: str, coin: str) -> None:
    """Verify the part of a CashAddr behind its prefix: checksum, version byte, length of the hash."""
    values = [_BASE32_AT.get(sign, -1) for sign in lower]
    if len(values) < 10 or -1 in values:
        raise NotASelector(f"This is no {coin} address: it is not in CashAddr.")
    if _cash_code(prefix, values):
        raise NotASelector(f"This is no {coin} address: its checksum is wrong, so a character was mistyped.")
    raw = _bytes(values[:-8], coin)
    if raw[0] & 0x80 or len(raw) - 1 != _CASH_SIZES[raw[0] & 7]:
        raise NotASelector(f"This is no {coin} address: its version and length do not agree.")


def as_cash(prefix: str, version: int, hashed: bytes) -> str:
    """Return the CashAddr of a version byte and a hash, with its prefix."""
    number = int.from_bytes(bytes([version]) + hashed, "big")
    length = 8 * (len(hashed) + 1)
    number <<= -length % 5
    fives = [number >> at & 31 for at in range(length + -length % 5 - 5, -1, -5)]
    code = _cash_code(prefix, [*fives, *[0] * 8])
    fives += [code >> at & 31 for at in range(35, -1, -5)]
    return f"{prefix}:" + "".join(_BASE32[five] for five in fives)


def _twice(raw: bytes) -> bytes:
    return hashlib.sha256(hashlib.sha256(raw).digest()).digest()[:4]


def _polymod(prefix: str, values: list[int]) -> int:
    state = 1
    for value in [ord(s) >> 5 for s in prefix] + [0] + [ord(s) & 31 for s in prefix] + values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            if top >> bit & 1:
                state ^= factor
    return state


def _cash_code(prefix: str, values: list[int]) -> int:
    state = 1
    for value in [ord(sign) & 31 for sign in prefix] + [0] + values:
        top = state >> 35
        state = (state & 0x07FFFFFFFF) << 5 ^ value
        for bit, factor in enumerate(_CASH_GENERATOR):
            if top >> bit & 1:
                state ^= factor
    return state ^ 1


def _bytes(fives: list[int], coin: str) -> bytes:
    spare = 5 * len(fives) % 8
    if spare >= 5 or (fives and fives[-1] & ((1 << spare) - 1)):
        raise NotASelector(f"This is no {coin} address: its padding is wrong.")
    number = 0
    for five in fives:
        number = number << 5 | five
    return (number >> spare).to_bytes(5 * len(fives) // 8, "big")
