"""Addresses of bitcoin, litecoin, bitcoin cash, tron, ethereum and monero: checksums verified, in normal form.

BIP-13, BIP-173 and BIP-350 for bitcoin; ERC-55 for ethereum; the Monero address format with Keccak-256. Litecoin's
versions 48, 50 and 5 and its prefix ``ltc`` as Litecoin Core's ``chainparams.cpp`` has them (read in keystone3-firmware
and bitcoinjs copies of it); tron's version 0x41 as tronweb's ``constants.ts`` has it; CashAddr as its specification.
"""

import re

from bowstreet.vocabulary import selector_encodings as encodings
from bowstreet.vocabulary.selector_types import NotASelector

_PREFIXES = ("bc", "tb", "bcrt")
_BITCOIN_VERSIONS = (0x00, 0x05, 0x6F, 0xC4)
_LITECOIN_PREFIXES = ("ltc", "tltc")
_LITECOIN_KEY, _LITECOIN_SCRIPT, _LITECOIN_OLD_SCRIPT = 0x30, 0x32, 0x05
_TRON = 0x41
_TRON_HEX = re.compile(r"(?:0[xX])?41([0-9a-fA-F]{40})")
_CASH_PREFIXES = ("bitcoincash", "bchtest", "bchreg")
_CASH_VERSIONS = {0x00: 0x00, 0x05: 0x08}
"""Of each version of an old address its version byte in CashAddr."""

_MONERO_TAGS = {69: (18, 42, 53, 63, 24, 36), 77: (19, 54, 25)}
_MONERO_BYTES = {11: 8, 7: 5}
_ETHEREUM = re.compile(r"0[xX][0-9a-fA-F]{40}")


def read_bitcoin(text: str) -> str:
    """Return a bitcoin address in normal form; raise ``NotASelector`` when its checksum or shape is wrong."""
    if _is_segwit(text, _PREFIXES):
        encodings.check_segwit(text.lower(), _PREFIXES, "bitcoin")
        return text.lower()
    encodings.base58_checked(text, _BITCOIN_VERSIONS, "bitcoin")
    return text


def read_litecoin(text: str) -> str:
    """Return a litecoin address in normal form; one in the old way, with a 3, comes out as the same with an M.

    Free text with a 3 is read as bitcoin, whose addresses look the same. Test networks only as ``tltc1``.
    """
    if _is_segwit(text, _LITECOIN_PREFIXES):
        encodings.check_segwit(text.lower(), _LITECOIN_PREFIXES, "litecoin")
        return text.lower()
    versions = (_LITECOIN_KEY, _LITECOIN_SCRIPT, _LITECOIN_OLD_SCRIPT)
    version, hashed = encodings.base58_checked(text, versions, "litecoin")
    return encodings.as_base58(_LITECOIN_SCRIPT, hashed) if version == _LITECOIN_OLD_SCRIPT else text


def read_tron(text: str) -> str:
    """Return a tron address in base 58; the hexadecimal form (41 and 40 digits) comes out as the same address."""
    if given := _TRON_HEX.fullmatch(text):
        return encodings.as_base58(_TRON, bytes.fromhex(given[1]))
    encodings.base58_checked(text, (_TRON,), "tron")
    return text


def read_bitcoin_cash(text: str) -> str:
    """Return a Bitcoin Cash address as CashAddr with its prefix; an old one (1 or 3) comes out as the same address.

    Without a prefix the network is found by the checksum, which covers it. Free text with a 1 or 3 is read as bitcoin.
    """
    prefix, colon, rest = text.rpartition(":")
    if not colon and text[:1] in ("1", "3"):
        version, hashed = encodings.base58_checked(text, tuple(_CASH_VERSIONS), "Bitcoin Cash")
        return encodings.as_cash(_CASH_PREFIXES[0], _CASH_VERSIONS[version], hashed)
    if text not in (text.lower(), text.upper()):
        raise NotASelector("This is no Bitcoin Cash address: it mixes capital and small letters.")
    wrong = NotASelector("This is no Bitcoin Cash address: its prefix is unknown.")
    for network in _CASH_PREFIXES if not colon else (prefix.lower(),):
        if network in _CASH_PREFIXES:
            try:
                encodings.check_cash(network, rest.lower(), "Bitcoin Cash")
            except NotASelector as refused:
                wrong = refused
                continue
            return f"{network}:{rest.lower()}"
    raise wrong


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


def _monero_block(block: str) -> bytes:
    size = _MONERO_BYTES[len(block)]
    raw = encodings.base58(block).lstrip(b"\0")
    if len(raw) > size:
        raise NotASelector("This is no monero address: a block of it is too large.")
    return raw.rjust(size, b"\0")


def _is_segwit(text: str, prefixes: tuple[str, ...]) -> bool:
    lower = text.lower()
    return lower.startswith(tuple(f"{prefix}1" for prefix in prefixes)) and text in (lower, text.upper())
