"""Domains, onion services, URLs, IP addresses, e-mail and XMPP addresses: read and brought to normal form.

Domain names by IDNA 2008 with the mapping of UTS 46 and the public suffix list that comes with tldextract;
onion names by the Tor rendezvous specification, version 3 with its checksum.
"""

import base64
import hashlib
import ipaddress
import re
import unicodedata
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

from bowstreet.vocabulary.selector_types import NotASelector, clipped

LONGEST_URL = 4096
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NAME = re.compile(rf"{_LABEL.pattern}(?:\.{_LABEL.pattern})*")
_LOCAL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}")
_V2 = re.compile(r"[a-z2-7]{16}")
_V3 = re.compile(r"[a-z2-7]{56}")
_PORTS = {"http": 80, "https": 443, "ftp": 21}
_WITH_PORT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3}){3}):([0-9]{1,5})")
_I2P = ".i2p"
"""The end of names in the I2P network, which no public list holds."""

_ELSEWHERE = (_I2P, ".loki", ".bit")
"""The ends of names that other networks give out, believed where a scheme says that an address is meant."""

_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def read_host(text: str) -> str:
    """Return a host name in ASCII, lower case, without the final dot; raise ``NotASelector`` otherwise."""
    name = text.strip().rstrip(".").lower()
    if not name.isascii() or "xn--" in name:
        name = _ascii(name)
    if len(name) > 253 or not _NAME.fullmatch(name):
        raise NotASelector(f"'{clipped(text)}' is no host name.")
    return name


def read_domain(text: str) -> str:
    """Return a domain name under a public suffix or of the I2P network, in ASCII and lower case.

    >>> read_domain("WWW.Bücher.Example.COM")
    'www.xn--bcher-kva.example.com'
    """
    name = read_host(text)
    if name.endswith(".onion"):
        raise NotASelector("This is an onion service and no domain.")
    if not has_public_suffix(name) and not _is_below(name, _I2P):
        raise NotASelector(f"'{clipped(text)}' ends in no public suffix.")
    return name


def read_onion(text: str) -> str:
    """Return the address of an onion service (version 2 or 3) without what stands before it."""
    name = text.strip().rstrip(".").lower()
    if not name.endswith(".onion"):
        raise NotASelector("The name of an onion service ends in .onion.")
    *before, service, _ = name.split(".")
    if before and not all(_LABEL.fullmatch(label) for label in before):
        raise NotASelector(f"'{clipped(text)}' is no onion service.")
    if _V2.fullmatch(service):
        return f"{service}.onion"
    if not _V3.fullmatch(service):
        raise NotASelector("An onion service has 16 or 56 characters (a to z, 2 to 7) before .onion.")
    raw = base64.b32decode(service.upper())
    key, checksum, version = raw[:32], raw[32:34], raw[34:]
    if version != b"\x03" or hashlib.sha3_256(b".onion checksum" + key + version).digest()[:2] != checksum:
        raise NotASelector("This is no onion service: its checksum is wrong, so a character was mistyped.")
    return f"{service}.onion"


def read_ipv4(text: str) -> str:
    """Return an IPv4 address in dotted form, without a port behind it."""
    try:
        return str(ipaddress.IPv4Address(with_port(text.strip()) or text.strip()))
    except ValueError:
        raise NotASelector(f"'{clipped(text)}' is no IPv4 address.") from None


def with_port(text: str) -> str:
    """Return what stands before a port where a text is written as an IPv4 address with one; else nothing.

    >>> with_port("192.0.2.7:8080"), with_port("192.0.2.7")
    ('192.0.2.7', '')
    """
    found = _WITH_PORT.fullmatch(text)
    return found[1] if found and 0 < int(found[2]) < 1 << 16 else ""


def read_ipv6(text: str) -> str:
    """Return an IPv6 address as RFC 5952 writes it, without a zone; one that holds an IPv4 address ends with it."""
    try:
        read = ipaddress.IPv6Address(text.strip().removeprefix("[").removesuffix("]").partition("%")[0])
    except ValueError:
        raise NotASelector(f"'{clipped(text)}' is no IPv6 address.") from None
    return f"::ffff:{read.ipv4_mapped}" if read.ipv4_mapped else str(read)


def read_email(text: str) -> str:
    """Return an e-mail address, its domain in ASCII, all of it in lower case."""
    return _address(text, "e-mail address")


def read_xmpp(text: str) -> str:
    """Return an XMPP address without its resource, its domain in ASCII, all of it in lower case."""
    return _address(text.partition("/")[0], "XMPP address")


def read_url(text: str) -> str:
    """Return a URL of http, https or ftp in normal form (RFC 3986, section 6), without its fragment.

    >>> read_url("HTTP://Example.COM:80/a/../b?x=%7e1#top")
    'http://example.com/b?x=~1'
    """
    parts, port = _split(text)
    host = read_url_host(parts.hostname or "")
    user = f"{quote(parts.netloc.rpartition('@')[0], safe='%:!$&()*+,;=~')}@" if "@" in parts.netloc else ""
    place = f"[{host}]" if ":" in host else host
    ending = f":{port}" if port and port != _PORTS[parts.scheme] else ""
    path = _without_dots(_escaped(parts.path))
    query = f"?{_escaped(parts.query)}" if parts.query else ""
    return f"{parts.scheme}://{user}{place}{ending}{path}{query}"


def read_url_host(host: str) -> str:
    """Return the host of a URL in normal form: an IP address, a domain, or a whole name of a network such as Tor's."""
    if ":" in host:
        return read_ipv6(host)
    if re.fullmatch(r"[0-9.]+", host):
        return read_ipv4(host)
    name = read_host(host)
    if name.endswith(".onion"):
        read_onion(name)
        return name
    return name if any(_is_below(name, end) for end in _ELSEWHERE) else read_domain(name)


def _is_below(name: str, end: str) -> bool:
    return name.endswith(end) and name != end


@lru_cache(maxsize=4096)
def has_public_suffix(name: str) -> bool:
    """Say whether a name in ASCII is something below a public suffix."""
    parts = _suffixes()(name)
    return bool(parts.suffix and parts.domain)


@lru_cache(maxsize=1)
def _suffixes() -> Any:
    import tldextract

    return tldextract.TLDExtract(cache_dir=None, suffix_list_urls=())


def _ascii(name: str) -> str:
    import idna

    try:
        return idna.encode(name, uts46=True).decode().rstrip(".")
    except (idna.IDNAError, UnicodeError):
        raise NotASelector(f"'{clipped(name)}' is no host name.") from None


@lru_cache(maxsize=1024)
def _address(text: str, sort: str) -> str:
    local, at, host = text.strip().rpartition("@")
    if local.isascii():
        local = local.lower()
    else:
        local = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", local).casefold())
    if not at or not _LOCAL.fullmatch(local) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise NotASelector(f"'{clipped(text)}' is no {sort}.")
    name = read_host(host)
    if name.endswith(".onion"):
        read_onion(name)
    elif not has_public_suffix(name) and not _is_below(name, _I2P):
        raise NotASelector(f"'{clipped(text)}' is no {sort}: its domain ends in no public suffix.")
    return f"{local}@{name}"


def _split(text: str) -> tuple[SplitResult, int | None]:
    if len(text) > LONGEST_URL:
        raise NotASelector(f"A URL of more than {LONGEST_URL} characters is not kept as a selector.")
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        raise NotASelector(f"'{clipped(text)}' is no URL.") from None
    if parts.scheme not in _PORTS or any(sign <= " " for sign in text.strip()):
        raise NotASelector("A URL begins with http://, https:// or ftp:// and holds no spaces.")
    return parts, port


def _escaped(text: str) -> str:
    def mend(match: re.Match[str]) -> str:
        byte = unquote_to_bytes(match[0])
        return byte.decode() if byte[0] in _UNRESERVED else match[0].upper()

    whole = re.sub(r"%(?![0-9a-fA-F]{2})", "%25", text)
    return quote(_ESCAPE.sub(mend, whole), safe="%/:?@!$&'()*+,;=~[]")


def _without_dots(path: str) -> str:
    if not path:
        return "/"
    if "/." not in path:
        return path
    ending = "/" if path.endswith(("/", "/.", "/..")) else ""
    segments: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
    joined = "/" + "/".join(segments)
    return joined if joined.endswith("/") or not ending else joined + ending
