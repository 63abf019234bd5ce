"""What sites, servers and pictures leave: hashes of images and favicons, analytics ids, SSH and TLS fingerprints."""

import base64
import binascii
import re

from bowstreet.vocabulary import selector_hosts as hosts
from bowstreet.vocabulary.selector_names import hexadecimal
from bowstreet.vocabulary.selector_types import NotASelector

IMAGE_HASHES = {
    "phash": "phash", "dhash": "dhash", "ahash": "ahash", "averagehash": "ahash", "whash": "whash",
    "blockhash": "blockhash", "pdq": "pdq", "pdqhash": "pdq",
}  # fmt: skip
"""By every usual name of an algorithm the name that is kept."""

_IMAGE_HASH = re.compile(r"([a-z]+(?:[ _-]?hash)?)\s*[:=\s]\s*(?:0x)?([0-9a-f]{16}|[0-9a-f]{64})", re.IGNORECASE)
_WIDE = ("pdq",)
"""The algorithms whose hashes have 256 bits; those of the others have 64."""

_FAVICON = re.compile(
    r"(?:(?:http\.)?favicon[. _]?hash|mmh3|murmur3)?\s*[:=]?\s*\"?(-?[0-9]{1,10})\"?", re.IGNORECASE | re.ASCII
)
_GOOGLE = re.compile(
    r"(UA)-([0-9]{4,10})-([0-9]{1,4})|(G)-([A-Z0-9]{8,12})|(GTM)-([A-Z0-9]{4,9})|(AW)-([0-9]{9,11})(?:/[\w-]*)?",
    re.ASCII,
)
_ADSENSE = re.compile(r"(?:ca-|partner-)?pub-([0-9]{16})", re.IGNORECASE | re.ASCII)
_META = re.compile(
    r"(?:(?:meta|facebook|fb)(?:[ ._-]?pixel)?(?:[ ._-]?id)?\s{0,2}[:=#]?\s{0,2}|pixel(?:[ ._-]?id)?\s{0,2}[:=#]\s{0,2}"
    r"|fbq\(?\s?['\"]?(?:init)?['\"]?,?\s?['\"]?|(?:https?://)?(?:www\.)?facebook\.com/tr/?\?(?:[\w.=&-]*&)?id=)"
    r"([0-9]{15,16})(?:\D.*)?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_YANDEX = re.compile(
    r"(?:(?:https?://)?mc\.yandex\.[a-z]{2,3}/(?:watch|pixel)/|(?:yandex(?:[ ._-]?metri[ck]a)?|metri[ck]a)\s*[:#]?\s*)"
    r"([0-9]{4,10})(?:\D.*)?",
    re.IGNORECASE | re.ASCII | re.DOTALL,
)
_MATOMO_AT = r"((?:[\w-]{1,63}\.){1,8}[\w-]{2,63})((?:/[\w.~-]{1,60}){0,5})/"
_MATOMO = re.compile(
    rf"(?:https?://)?{_MATOMO_AT}(?:matomo|piwik)\.php\?(?:[^#\s]{{0,2000}}[&;])?idsite=([1-9][0-9]{{0,8}})(?:[&#]\S*)?",
    re.IGNORECASE,
)
_MATOMO_SAID = re.compile(rf"(?:matomo|piwik)\s{{0,2}}[:#]\s{{0,2}}{_MATOMO_AT}([1-9][0-9]{{0,8}})", re.IGNORECASE)
_SSH = re.compile(r"(?i:SHA256):([A-Za-z0-9+/]{43})=?")
_SSH_BARE = re.compile(r"[A-Za-z0-9+/]{43}=?")
_PAIRS = re.compile(r"(?:MD5:)?[0-9a-f]{2}(?::[0-9a-f]{2}){15}", re.IGNORECASE)
JA4 = re.compile(r"[tqd][0-9a-z]{2}[di][0-9]{4}[0-9a-z]{2}_[0-9a-f]{12}_[0-9a-f]{12}", re.IGNORECASE)
"""Protocol, version, server name, counts of ciphers and extensions, ALPN; two truncated hashes."""

_MD5, _JARM = re.compile(r"[0-9a-f]{32}"), 62
_METHODS = {"ja3": _MD5, "ja3s": _MD5, "jarm": re.compile(rf"[0-9a-f]{{{_JARM}}}"), "ja4": JA4}
_TLS_METHOD = re.compile(
    r"(?:tls[ _-]?)?(ja3s?|ja4|jarm)(?:[ _-]?(?:hash|fingerprint|md5)){0,2}[\s:=]{1,4}(\w+)", re.IGNORECASE | re.ASCII
)
_TLS_SAID = re.compile(r"\s*sha-?(?:1|256)\s*(?:fingerprint)?\s*[:=]\s*", re.IGNORECASE)


def read_image_hash(text: str) -> str:
    """Return a perceptual hash of an image: its algorithm, a colon and 16 hexadecimal digits (64 bits), of PDQ 64.

    The algorithm must be named, because hashes of different ones never match (the names of ImageHash and blockhash;
    16 digits as Image::PHash and blockhash write them; 256 bits as the README of facebook/ThreatExchange says of PDQ,
    which look like a SHA-256). Near hashes are not equal: what is alike is found elsewhere.

    >>> read_image_hash("pHash = C7C48F8989C77E0C")
    'phash:c7c48f8989c77e0c'
    """
    given = _IMAGE_HASH.fullmatch(text.strip())
    name = IMAGE_HASHES.get(re.sub(r"[ _-]", "", given[1].lower())) if given else None
    if not given or not name or len(given[2]) != (64 if name in _WIDE else 16):
        raise NotASelector(
            "A hash of an image is an algorithm (phash, dhash, ahash ...) and 16 hexadecimal digits, or pdq and 64."
        )
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
    """Return an id of Google's Analytics (UA-, G-), Tag Manager (GTM-), Ads (AW-) or AdSense, of Yandex or Meta.

    None has a check digit. AdSense's publisher is ``pub-`` and 16 digits, ``ca-pub-`` in a page's code and
    ``partner-pub-`` in a search box (digimetricshub.com, abwebs.blogspot.com); a pixel of Meta has 15 or 16 digits
    (opsblu.com), so that it needs its word. How many signs the others have is seen in use and not documented
    (unverified). Matomo counts its sites from 1 on every server, so that the address of the server stands with the
    number: of a call to ``matomo.php`` (``piwik.php``) with its ``idsite`` (developer.matomo.org, 'Tracking HTTP API').
    Among the words of a text such a call is read as the URL that it is.

    >>> read_analytics_id("ua-12345678-2"), read_analytics_id("https://mc.yandex.ru/watch/12345678")
    ('UA-12345678-2', 'yandex:12345678')
    >>> read_analytics_id("pub-1234567890123456"), read_analytics_id("fbq('init', '123456789012345');")
    ('ca-pub-1234567890123456', 'meta:123456789012345')
    >>> read_analytics_id("https://Stats.example.org/piwik/matomo.php?idsite=3&rec=1")
    'matomo:stats.example.org/piwik/3'
    """
    plain = text.strip()
    if given := _GOOGLE.fullmatch(plain.upper().replace("\u2013", "-")):
        return "-".join(part for part in given.groups() if part)
    for form, named in ((_YANDEX, "yandex:"), (_ADSENSE, "ca-pub-"), (_META, "meta:")):
        if found := form.fullmatch(plain):
            return f"{named}{found[1]}"
    if found := _MATOMO.fullmatch(plain) or _MATOMO_SAID.fullmatch(plain):
        return f"matomo:{hosts.read_host(found[1])}{found[2]}/{found[3]}"
    raise NotASelector(
        "An analytics id is written as in UA-12345678-1, G-AB12CD34EF, GTM-AB12CD, AW-123456789,"
        " ca-pub-1234567890123456, yandex:12345678, meta:123456789012345 or matomo:stats.example.org/3."
    )


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
    """Return the fingerprint of a TLS certificate, or of how a client or server speaks TLS with its method before it.

    A certificate's is 40 (SHA-1) or 64 (SHA-256) hexadecimal digits in upper case, shown in pairs as openssl shows it;
    it is a hash of the whole certificate in DER, which its length alone tells. Of a client JA3 is an MD5, of a server
    JA3S (fingerproxy's package ja3, CyberChef): both need their word. JARM is 62 hexadecimal digits (the schema of
    Censys' Asset Graph), and JA4 is three parts (FoxIO-LLC/ja4, ``technical_details/JA4.md``).

    >>> read_tls_fingerprint("JA3: E7D705A3286E19EA42F587B344EE6865")
    'ja3:e7d705a3286e19ea42f587b344ee6865'
    >>> read_tls_fingerprint("T13D1516H2_8daaf6152771_b186095e22b6")
    'ja4:t13d1516h2_8daaf6152771_b186095e22b6'
    """
    plain = text.strip()
    if method := _TLS_METHOD.fullmatch(plain):
        return _of_method(method[1].lower(), method[2].lower())
    if JA4.fullmatch(plain):
        return _of_method("ja4", plain.lower())
    digits = hexadecimal(_TLS_SAID.sub("", text, count=1))
    if len(digits) == _JARM:
        return _of_method("jarm", digits.lower())
    if len(digits) not in (40, 64):
        raise NotASelector(
            "A fingerprint of a TLS certificate has 40 (SHA-1) or 64 (SHA-256) hexadecimal digits; one of a client or"
            " server is written as in ja3:, ja3s:, jarm: or ja4: and its signs."
        )
    return digits


def _of_method(name: str, it: str) -> str:
    if not _METHODS[name].fullmatch(it):
        raise NotASelector("JA3 and JA3S have 32 hexadecimal digits, JARM has 62; JA4 has three parts.")
    if len(set(it)) == 1:
        raise NotASelector("Digits that are all the same are the fingerprint of nothing.")
    return f"{name}:{it}"


def _is_base64(digits: str) -> bool:
    try:
        return base64.b64encode(base64.b64decode(digits + "=", validate=True)).decode() == digits + "="
    except (binascii.Error, ValueError):
        return False
