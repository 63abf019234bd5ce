"""The only way out of this node: a request to an address that an agency registered, bounded in size and in time.

Nothing else here opens a connection to another machine. Each request resolves the host anew, looks at every address
that it has, and connects to one that was looked at, so that a name that changes its mind in between leads nowhere.
Redirects are not followed, proxies of the environment are not asked, and nothing is unpacked.
"""

import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

import httpcore

from bowstreet.vocabulary.refusals import Invalid

LARGEST: Final = 48 << 20
"""So many bytes of an answer are read."""

SECONDS: Final = 120.0
"""So long a whole request may take."""

_PATIENCE: Final = 20.0
_PIECE: Final = 1 << 16
_PORTS: Final = {"https": 443, "http": 80}
_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.(?!-)[A-Za-z0-9-]{1,63})*\.?", re.ASCII)
_NEVER: Final = tuple(map(ipaddress.ip_network, (
    "169.254.0.0/16", "fe80::/10", "fd00:ec2::/32", "100.100.100.200/32", "168.63.129.16/32", "0.0.0.0/8",
    "224.0.0.0/4", "240.0.0.0/4", "ff00::/8", "::/128",
)))  # fmt: skip
"""Addresses that no registration opens: this machine's neighbours, what clouds tell of themselves, and no machine."""
_WRAPPED: Final = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""Addresses that have another one inside, by ways that a peer has no need of."""

_PLAIN: Final = "A peer is asked over https alone; http goes to this machine itself and nowhere else."
_Address = IPv4Address | IPv6Address


class NotReached(Invalid):
    """An address that is not asked, or did not answer as it should; the sentence says which."""


class Answer(NamedTuple):
    """What came back: status, headers by their names in small letters, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Place:
    """Where a peer is: scheme, host as it is asked for, port, and a path that ends with a stroke."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_literal(self) -> bool:
        """Say whether the host is an address and no name."""
        return _is_literal(self.host)


def place(address: str) -> Place:
    """Return what an address says; raise ``NotReached`` for one that is not asked, whatever is there.

    >>> place("https://node.example/taxii2").path
    '/taxii2/'
    """
    plain = address.strip()
    if not plain.isascii() or any(sign <= " " or sign in '\\"<>^`{|}' for sign in plain):
        raise NotReached("An address is written in ASCII, without spaces: https://HOST/PATH/.")
    try:
        parts = urlsplit(plain)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise NotReached("This is no address of the form https://HOST/PATH/.") from None
    if parts.scheme not in _PORTS or (parts.scheme == "http" and not _is_own(host)):
        raise NotReached(_PLAIN)
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        raise NotReached("An address holds no name, password, question or mark: https://HOST/PATH/.")
    if not host or port == 0 or not (_is_literal(host) or _NAME.fullmatch(host)):
        raise NotReached("The address names no host.")
    path = parts.path if parts.path.endswith("/") else f"{parts.path}/"
    return Place(parts.scheme, host, port or _PORTS[parts.scheme], path)


def check(where: Place, *, internal: bool) -> list[str]:
    """Return the addresses of a host that may be connected to; raise ``NotReached`` where one of them may not.

    ``internal``: the registration says that the peer stands in a network of one's own. Only loopback goes without TLS.
    """
    found = [ipaddress.ip_address(each) for each in _resolved(where)]
    if not all(_is_allowed(each, internal) for each in found):
        raise NotReached(
            "The address leads to a machine that is never asked."
            if internal
            else "The address leads into an internal network, and the peer is not registered as one that stands there."
        )
    if where.scheme != "https" and not all(each.is_loopback for each in found):
        raise NotReached(_PLAIN)
    return [str(each) for each in found]


def ask(
    method: str, where: Place, path: str, *, headers: Mapping[str, str], internal: bool, body: bytes = b"",
    seconds: float = SECONDS,
) -> Answer:  # fmt: skip
    """Send one request and return the whole answer, whatever its status; raise ``NotReached`` with a sentence.

    ``path`` begins with a stroke and holds the query. An answer over ``LARGEST`` bytes is not read to its end.
    """
    until = time.monotonic() + seconds
    way = _Way(check(where, internal=internal), until)
    said = [(b"Host", _host(where)), (b"Accept-Encoding", b"identity"), (b"Connection", b"close")]
    said += [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]
    if body or method == "POST":
        said.append((b"Content-Length", str(len(body)).encode()))
    times = {"connect": _PATIENCE, "read": _PATIENCE, "write": _PATIENCE, "pool": _PATIENCE}
    try:
        with (
            httpcore.ConnectionPool(ssl_context=_trust(), network_backend=way, retries=0) as pool,
            pool.stream(method, _url(where, path), headers=said, content=body, extensions={"timeout": times}) as answer,
        ):
            return _read(answer, until)
    except httpcore.TimeoutException:
        raise NotReached("The peer took too long to answer.") from None
    except (httpcore.ConnectError, OSError) as wrong:
        trust = isinstance(wrong.__cause__ or wrong, ssl.SSLError) or "CERTIFICATE" in str(wrong).upper()
        raise NotReached(
            "The peer's certificate cannot be trusted." if trust else "The peer cannot be reached."
        ) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, UnicodeError):
        raise NotReached("The peer did not answer as HTTP asks, or ended the connection.") from None


def _read(answer: httpcore.Response, until: float) -> Answer:
    told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
    length = told.get("content-length", "")
    if length.isdigit() and int(length) > LARGEST:
        raise NotReached(f"The peer's answer has more than {LARGEST:,} bytes; it was not read.")
    if told.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise NotReached("The peer packed its answer, which was not asked for.")
    body = bytearray()
    for piece in answer.iter_stream():
        body += piece
        if len(body) > LARGEST:
            raise NotReached(f"The peer's answer has more than {LARGEST:,} bytes; it was not read to its end.")
        if time.monotonic() > until:
            raise NotReached("The peer took too long to answer.")
    return Answer(answer.status, told, bytes(body))


def _resolved(where: Place) -> list[str]:
    if _is_literal(where.host):
        return [where.host]
    try:
        found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        raise NotReached("The name of the peer's host is not known.") from None
    return list(dict.fromkeys(str(each[4][0]).partition("%")[0] for each in found))


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_own(host: str) -> bool:
    return host == "localhost" or (_is_literal(host) and ipaddress.ip_address(host).is_loopback)


def _is_allowed(address: _Address, internal: bool) -> bool:
    plain = _unwrapped(address)
    if any(plain in each for each in (*_NEVER, *_WRAPPED) if each.version == plain.version):
        return False
    return internal or (plain.is_global and not plain.is_multicast)


def _unwrapped(address: _Address) -> _Address:
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _host(where: Place) -> bytes:
    name = f"[{where.host}]" if ":" in where.host else where.host
    return (name if where.port == _PORTS[where.scheme] else f"{name}:{where.port}").encode("ascii")


def _url(where: Place, path: str) -> httpcore.URL:
    return httpcore.URL(
        scheme=where.scheme.encode(), host=where.host.encode(), port=where.port, target=path.encode("ascii")
    )


def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


class _Way(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, and to nothing else, until a moment."""

    def __init__(self, addresses: list[str], until: float) -> None:
        self._addresses, self._until = addresses, until
        self._net = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """Connect to the first address that answers; the name is not resolved again."""
        last: Exception = httpcore.ConnectError("no address")
        for each in self._addresses:
            try:
                return _Bounded(self._net.connect_tcp(each, port, _left(self._until, timeout)), self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as wrong:
                last = wrong
        raise last


class _Bounded(httpcore.NetworkStream):
    """A stream on which nothing lasts longer than the whole request may."""

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self._inner, self._until = inner, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._inner.read(min(max_bytes, _PIECE), _left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write it all."""
        self._inner.write(buffer, _left(self._until, timeout))

    def close(self) -> None:
        """End it."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on under TLS, with the name that was asked for."""
        inner = self._inner.start_tls(ssl_context, server_hostname, _left(self._until, timeout))
        return _Bounded(inner, self._until)

    def get_extra_info(self, info: str) -> Any:
        """Tell what is known of the stream."""
        return self._inner.get_extra_info(info)


def _left(until: float, timeout: float | None) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("over")
    return min(left, timeout) if timeout is not None else left
