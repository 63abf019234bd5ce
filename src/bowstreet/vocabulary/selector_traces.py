"""What sites, servers and pictures leave: hashes of images and favicons, analytics ids, SSH and TLS fingerprints."""

import base64
import binascii
import re

from bowstreet.vocabulary.selector_names import hexadecimal
from bowstreet.vocabulary.selector_types import NotASelector

IMAGE_HASHES = {
    "phash": "phash", "dhash": "dhash", "ahash": "ahash", "averagehash": "ahash", "whash": "whash",
    "blockhash": "blockhash",
}  # fmt: skip
"""By every usual name of an algorithm the name that is kept."""

_IMAGE_HASH = re.compile(r"([a-z]+(?:[ _-]?hash)?)\s*[:=\s]\s*(?:0x)?([0-9a-f]{16})", re.IGNORECASE)
_FAVICON = re.compile(
    r"(?:(?:http\.)?favicon[. _]?hash|mmh3|murmur3)?\s*[:=]?\s*\"?(-?[0-9]{1,10})\"?", re.IGNORECASE | re.ASCII
)
_GOOGLE = re.compile(r"(UA)-([0-9]{4,10})-([0-9]{1,4})|(G)-([A-Z0-9]{8,12})|(GTM)-([A-Z0-9]{4,9})", re.ASCII)
_YANDEX = re.compile(
    r"(?:(?:https?://)?mc\.yandex\.[a-z]{2,3}/(?:watch|pixel)/|(?:yandex(?:[ ._-]?metri[ck]a)?|metri[ck]a)\s*[:#]?\s*)"
    r"([0-9]{4,10})(?:\D.*)?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_SSH = re.compile(r"(?i:SHA256):([A-Za-z0-9+/]{43})=?")
_SSH_BARE = re.compile(r"[A-Za-z0-9+/]{43}=?")
_PAIRS = re.compile(r"(?:MD5:)?[0-9a-f]{2}(?::[0-9a-f]{2}){15}", re.IGNORECASE)
_TLS_SAID = re.compile(r"\s*sha-?(?:1|256)\s*(?:fingerprint)?\s*[:=]\s*", re.IGNORECASE)


def read_image_hash(text: str) -> str:
    """Return a perceptual hash of an image: its algorithm, a colon and 16 hexadecimal digits (64 bits).

    The algorithm must be named, because hashes of different ones never match (the names of ImageHash and blockhash;
    16 digits as Image::PHash and blockhash write them). Near hashes are not equal: what is alike is found elsewhere.

    >>> read_image_hash("pHash = C7C48F8989C77E0C")
    'phash:c7c48f8989c77e0c'
    """
    given = _IMAGE_HASH.fullmatch(text.strip())
    name = IMAGE_HASHES.get(re.sub(r"[ _-]", "", given[1].lower())) if given else None
    if not given or not name:
        raise NotASelector("A hash of an image is an algorithm (phash, dhash, ahash ...) and 16 hexadecimal digits.")
    return f"{name}:{given[2].lower()}"


def read_favicon_hash(text: str) -> str:
    """Return the hash of a favicon as Shodan writes it: the MurmurHash3 of its base 64, a signed number of 32 bits.

    Shodan's page 'Deep Dive: http.favicon' on what is hashed. A number of 32 bits without a sign comes out as the same.

    >>> read_favicon_hash("http.favicon.hash:-451606383"), read_favicon_hash("3843360913")
    ('-451606383', '-451606383')
    """
    given = _FAVICON.fullmatch(text.strip())
    number = int(given[1]) if given else 1 << 32
    if not -(1 << 31) <= number < 1 << 32:
        raise NotASelector("The hash of a favicon is a whole number of 32 bits, as in -451606383.")
    return str(number - (1 << 32) if number >= 1 << 31 else number)


def read_analytics_id(text: str) -> str:
    """Return an id of Google Analytics (UA-, G-), Google Tag Manager (GTM-) or Yandex Metrica (``yandex:NUMBER``).

    None has a check digit; how many signs each has is seen in use and not documented (unverified). Matomo counts its
    sites from 1 on every server: not the number but the server's address identifies, so there is no selector for it.

    >>> read_analytics_id("ua-12345678-2"), read_analytics_id("https://mc.yandex.ru/watch/12345678")
    ('UA-12345678-2', 'yandex:12345678')
    """
    plain = text.strip()
    if given := _GOOGLE.fullmatch(plain.upper().replace("\u2013", "-")):
        return "-".join(part for part in given.groups() if part)
    if yandex := _YANDEX.fullmatch(plain):
        return f"yandex:{yandex[1]}"
    raise NotASelector("An analytics id is written as in UA-12345678-1, G-AB12CD34EF, GTM-AB12CD or yandex:12345678.")


def read_ssh_fingerprint(text: str) -> str:
    """Return the fingerprint of an SSH key as OpenSSH writes it: ``SHA256:`` and base 64, or ``MD5:`` and 16 pairs.

    ssh-keygen's two forms (the base 64 without padding); one cannot be reckoned from the other, so a key may have two.
    """
    plain = text.strip()
    if (given := _SSH.fullmatch(plain)) or _SSH_BARE.fullmatch(plain):
        digits = given[1] if given else plain.rstrip("=")
        if _is_base64(digits):
            return f"SHA256:{digits}"
    if _PAIRS.fullmatch(plain):
        return "MD5:" + plain.lower().removeprefix("md5:")
    raise NotASelector("A fingerprint of an SSH key is SHA256: and 43 signs, or MD5: and 16 pairs of digits.")


def read_tls_fingerprint(text: str) -> str:
    """Return the fingerprint of a TLS certificate: 40 (SHA-1) or 64 (SHA-256) hexadecimal digits in upper case.

    Shown in pairs as openssl shows it. It is a hash of the whole certificate in DER, which its length alone tells.
    """
    digits = hexadecimal(_TLS_SAID.sub("", text, count=1))
    if len(digits) not in (40, 64):
        raise NotASelector("A fingerprint of a TLS certificate has 40 (SHA-1) or 64 (SHA-256) hexadecimal digits.")
    return digits


def _is_base64(digits: str) -> bool:
    try:
        return base64.b64encode(base64.b64decode(digits + "=", validate=True)).decode() == digits + "="
    except (binascii.Error, ValueError):
        return False
