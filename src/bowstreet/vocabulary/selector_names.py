"""Handles, telephone numbers, Telegram and Wickr names, key fingerprints and hashes: read to normal form."""

import re
import unicodedata

from bowstreet.vocabulary import markets
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.selector_types import NotASelector, clipped

LONGEST_HANDLE = 200
_TELEGRAM = re.compile(
    r"(?:(?:https?://)?(?:www\.)?(?:t|telegram)\.(?:me|dog)/|tg://resolve\?domain=|@)?"
    r"([A-Za-z](?:_?[A-Za-z0-9]){3,31})/?"
)
_WICKR = re.compile(r"[a-z0-9][a-z0-9._-]{0,58}[a-z0-9_-]")
_BETWEEN = re.compile(r"[\s:.\-]+")
_HEX = re.compile(r"[0-9A-F]+")
_RECORD_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
LIKE_AN_ID = "It is written like the id of a record: no fingerprint is grouped so."
_KEY_IDS = (8, 16)
KEY_ALGORITHM = (
    r"(?<!\w)(?:(?:rsa|dsa|elg)\d{3,5}|(?:ed|cv)(?:25519|448)|nistp\d{3}|secp256k1|brainpoolP\d{3}r1|\d{3,5}[RDgGeE])"
)
"""What GnuPG writes before the slash: since 2.1 a name with a size or curve, before it a size with a letter."""

KEY_DIGITS = r"(?:0x)?((?:[0-9A-F]{8}|[0-9A-F]{16}|[0-9A-F]{32}|[0-9A-F]{40}|[0-9A-F]{64})(?!\w))"
_LISTED = re.compile(rf"(?:(?:pub|sec|sub|ssb)[#>]?\s+)?{KEY_ALGORITHM}/{KEY_DIGITS}(?:\s.*)?", re.IGNORECASE)


def read_handle(text: str, market: str | None) -> str:
    """Return a handle as ``slug:folded``; without a market the text itself must be ``MARKET:NAME``.

    Signs that nobody sees (zero width, directions) do not make another handle.

    >>> read_handle("  The  Baker ", "Silk Road 2.0"), read_handle("agora:Ägir", None)
    ('silk-road-2:the baker', 'agora:ägir')
    """
    if market is None:
        market, colon, text = text.partition(":")
        if not colon:
            raise NotASelector("A handle needs the market or forum it lives on, as in handle:MARKET:NAME.")
    if len(text) > LONGEST_HANDLE:
        raise NotASelector(f"A handle of more than {LONGEST_HANDLE} characters is none.")
    if text.isascii():
        folded = text.lower()
    else:
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
        folded = "".join(sign for sign in folded if unicodedata.category(sign) != "Cf")
    name = " ".join(folded.split())
    if is_blank(name) or (not name.isprintable() and any(unicodedata.category(sign) == "Cc" for sign in name)):
        raise NotASelector("A handle needs at least one visible character and holds no control characters.")
    try:
        return f"{markets.slug(market)}:{name}"
    except ValueError as wrong:
        raise NotASelector(str(wrong)) from None


def read_phone(text: str) -> str:
    """Return a telephone number in E.164 form; it must be written with its country code."""
    import phonenumbers

    plain = text.strip().removeprefix("tel:").replace("(+", "+", 1)
    if plain.startswith("00"):
        plain = "+" + plain[2:]
    plain = plain.replace("(0)", "")
    if not plain.startswith("+") or len(plain) > 40 or any(sign.isalpha() for sign in plain):
        raise NotASelector("A telephone number is written with its country code, as in +31 20 123 4567.")
    try:
        number = phonenumbers.parse(plain)
    except phonenumbers.NumberParseException:
        raise NotASelector(f"'{clipped(text)}' is no telephone number.") from None
    if not phonenumbers.is_valid_number(number):
        raise NotASelector(f"'{clipped(text)}' is no telephone number that its country gives out.")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def listed_key(text: str) -> str:
    """Return a key as GnuPG lists it, behind algorithm and slash, with what it is before it; any other text as it is.

    >>> listed_key("pub   rsa4096/0xAB12CD34AB12CD34 2026-03-02 [SC]"), listed_key("2048R/AB12CD34")
    ('keyid:AB12CD34AB12CD34', 'keyid:AB12CD34')
    """
    found = _LISTED.fullmatch(text.strip())
    return f"{'keyid' if len(found[1]) in _KEY_IDS else 'fingerprint'}:{found[1]}" if found else text


def is_record_id(text: str) -> bool:
    """Say whether a text is written like the id of a record, as UUIDs are (RFC 9562, section 4).

    >>> is_record_id("019A0b1c-2d3e-7f40-8a5b-6c7d8e9f0a1b"), is_record_id("019a0b1c2d3e7f408a5b6c7d8e9f0a1b")
    (True, False)
    """
    return bool(_RECORD_ID.fullmatch(text.strip()))


def read_fingerprint(text: str) -> str:
    """Return the fingerprint of an OpenPGP key: 32, 40 or 64 hexadecimal digits in upper case, without spaces.

    >>> read_fingerprint("0123 4567 89ab cdef 0123 4567 89ab cdef")
    '0123456789ABCDEF0123456789ABCDEF'
    """
    if is_record_id(text):
        raise NotASelector(LIKE_AN_ID)
    digits = hexadecimal(text)
    if len(digits) not in (32, 40, 64):
        raise NotASelector("A fingerprint of an OpenPGP key has 40 hexadecimal digits (32 or 64 for other versions).")
    return digits


def read_key_id(text: str) -> str:
    """Return the id of an OpenPGP key: 16 (or, short, 8) hexadecimal digits in upper case."""
    digits = hexadecimal(text)
    if len(digits) not in _KEY_IDS:
        raise NotASelector("The id of an OpenPGP key has 16 or 8 hexadecimal digits.")
    return digits


def read_sha256(text: str) -> str:
    """Return a SHA-256 as 64 hexadecimal digits in lower case."""
    digits = hexadecimal(text).lower()
    if len(digits) != 64:
        raise NotASelector("A SHA-256 has 64 hexadecimal digits.")
    return digits


def read_telegram(text: str) -> str:
    """Return a Telegram user name in lower case, without the @ or the address before it."""
    match = _TELEGRAM.fullmatch(text.strip())
    if not match or not 5 <= len(match[1]) <= 32:
        raise NotASelector("A Telegram name has 5 to 32 letters, digits and underscores and begins with a letter.")
    return match[1].lower()


def read_wickr(text: str) -> str:
    """Return a Wickr name in lower case."""
    name = text.strip().removeprefix("@").lower()
    if not _WICKR.fullmatch(name):
        raise NotASelector("A Wickr name has 2 to 60 letters, digits, dots, hyphens and underscores.")
    return name


def hexadecimal(text: str) -> str:
    """Return hexadecimal digits in upper case, without what stands between them and before them (0x)."""
    plain = _BETWEEN.sub("", text).upper().removeprefix("0X")
    if not _HEX.fullmatch(plain):
        raise NotASelector(f"'{clipped(text)}' is not written in hexadecimal digits.")
    return plain
