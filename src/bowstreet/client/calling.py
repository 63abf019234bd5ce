"""How a call reaches a node: over TLS, with token and purpose, again only where asking twice does no harm."""

import contextlib
import ipaddress
import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from bowstreet.client import reading, refusing
from bowstreet.client.downloading import Download
from bowstreet.client.sending import File, Sent

T = TypeVar("T")
API = "/api/v1"
AGAIN = frozenset({429, 502, 503, 504})
LONGEST_PAUSE = 30.0


@dataclass(frozen=True)
class Saying:
    """What a call says of itself: its purpose, and the case or the reason where one is wanted."""

    purpose: str | None = None
    case: str | None = None
    reason: str | None = None

    def headers(self) -> dict[str, str]:
        """Return what is said in headers; raise ``ValueError`` for what cannot stand in one."""
        said = {"X-Purpose": self.purpose, "X-Case": self.case}
        for name, each in said.items():
            if each is not None and not (each.isascii() and each.isprintable()):
                raise ValueError(f"{name} goes in a header, which holds plain letters, digits and signs alone.")
        return {name: each for name, each in said.items() if each}


class Bearer(httpx.Auth):
    """A token, which nothing prints."""

    def __init__(self, token: str) -> None:
        """Keep it; raise ``ValueError`` for one that cannot stand in a header."""
        if not (token and token.isascii() and token.isprintable() and " " not in token):
            raise ValueError("That is no token.")
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:  # type: ignore[override]
        """Add it to a request."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request

    def __repr__(self) -> str:
        return "Bearer(...)"


def is_loopback(address: httpx.URL) -> bool:
    """Say whether an address leads to this machine alone.

    >>> is_loopback(httpx.URL("http://127.0.0.1:8000")), is_loopback(httpx.URL("http://node.example"))
    (True, False)
    """
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(address.host).is_loopback
    return address.host == "localhost"


def checked(address: str) -> httpx.URL:
    """Return the address of a node; raise ``ValueError`` unless what is sent there is safe on its way."""
    url = httpx.URL(address.rstrip("/"))
    if not url.host or url.userinfo or url.query or url.fragment:
        raise ValueError("The address of a node is like https://node.example.")
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url)):
        raise ValueError("A token goes over https alone, or to this machine.")
    return url


@dataclass(frozen=True)
class Connection:
    """A node, the token for it, and how often an answer is asked for again; ``saying`` goes with each call."""

    http: httpx.Client
    saying: Saying
    tries: int
    pause: Callable[[float], None]

    def said(self, **more: str | None) -> "Connection":
        """Return the same connection with something else said."""
        saying = replace(self.saying, **{name: each for name, each in more.items() if each is not None})
        saying.headers()
        return replace(self, saying=saying)

    def answer(self, request: httpx.Request, *, stream: bool = False) -> httpx.Response:
        """Return the answer to a request; raise ``Refusal`` or ``Unreachable``. Only a GET is asked again."""
        tries = self.tries if request.method == "GET" else 1
        for attempt in range(tries):
            last = attempt + 1 == tries
            try:
                answer = self.http.send(request, stream=stream)
            except httpx.RequestError as wrong:
                if last:
                    host = request.url.host
                    raise refusing.Unreachable(f"The node at {host} did not answer: {_why(wrong)}.") from None
                self.pause(_pause(attempt, ""))
                continue
            if answer.status_code in AGAIN and not last:
                answer.close()
                self.pause(_pause(attempt, answer.headers.get("Retry-After", "")))
                continue
            return _taken(answer, stream)
        raise AssertionError("there is one try at least")

    def request(self, method: str, path: str, **content: Any) -> httpx.Request:
        """Return a request that says what it is for."""
        headers = self.saying.headers() | content.pop("headers", {})
        return self.http.build_request(method, path, headers=headers, **content)


def connected(
    address: str, token: str, saying: Saying, *, timeout: float, tries: int, trust: ssl.SSLContext | None,
    transport: httpx.BaseTransport | None = None, pause: Callable[[float], None] = time.sleep,
) -> Connection:  # fmt: skip
    """Return a connection to a node. No redirect is followed, and what is for this machine goes by no proxy."""
    url = checked(address)
    saying.headers()
    http = httpx.Client(
        base_url=url, auth=Bearer(token), timeout=timeout, verify=trust or True, transport=transport,
        trust_env=not is_loopback(url), follow_redirects=False, headers={"User-Agent": "bowstreet-client/1"},
    )  # fmt: skip
    return Connection(http, saying, max(1, tries), pause)


def _taken(answer: httpx.Response, stream: bool) -> httpx.Response:
    if answer.is_success:
        return answer
    if stream:
        with contextlib.suppress(httpx.HTTPError):
            answer.read()
        answer.close()
    raise refusing.refusal_of(answer)


def _pause(attempt: int, asked: str) -> float:
    """Return how many seconds to wait: as long as was asked, or twice as long as before.

    >>> _pause(0, ""), _pause(2, ""), _pause(0, "7"), _pause(0, "86400")
    (0.5, 2.0, 7.0, 30.0)
    """
    return min(float(asked) if asked.isdigit() else 0.5 * 2**attempt, LONGEST_PAUSE)


def _why(wrong: httpx.RequestError) -> str:
    if isinstance(wrong, httpx.TimeoutException):
        return "the time was over"
    return str(wrong).strip().rstrip(".") or type(wrong).__name__


def quoted(part: object) -> str:
    """Return a part of an address.

    >>> quoted("a/b ä")
    'a%2Fb%20%C3%A4'
    """
    if not str(part):
        raise ValueError("An id is needed.")
    return quote(str(part), safe="")


class Calling:
    """What the operations call with: each has its method, its path and its fields; None is not sent."""

    def __init__(self, connection: Connection) -> None:
        """Keep the connection."""
        self._connection = connection

    def _call(self, answer: type[T], method: str, path: str, fields: Mapping[str, Any]) -> T:
        return reading.read(answer, _document(self._asked(method, path, fields)))

    def _listed(self, answer: type[T], method: str, path: str, fields: Mapping[str, Any]) -> tuple[T, ...]:
        return reading.read(tuple[answer, ...], _document(self._asked(method, path, fields)))  # type: ignore[valid-type]

    def _text(self, path: str, fields: Mapping[str, Any]) -> str:
        return self._asked("GET", path, fields).text

    def _carried(self, path: str, fields: Mapping[str, Any]) -> Download:
        return Download(lambda: self._connection.answer(self._query(path, fields), stream=True))

    def _handed_in(self, answer: type[T], path: str, fields: Mapping[str, Any], files: Sequence[File]) -> T:
        with Sent(files) as opened:
            told = {name: _in_form(each) for name, each in self._said(fields).items()}
            request = self._connection.request("POST", API + path, data=told, files=opened)
            return reading.read(answer, _document(self._connection.answer(request)))

    def _asked(self, method: str, path: str, fields: Mapping[str, Any]) -> httpx.Response:
        if method == "GET":
            return self._connection.answer(self._query(path, fields))
        return self._connection.answer(self._connection.request(method, API + path, json=self._said(fields)))

    def _query(self, path: str, fields: Mapping[str, Any]) -> httpx.Request:
        told = {name: _in_query(each) for name, each in self._said(fields).items()}
        return self._connection.request("GET", API + path, params=told)

    def _said(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is sent; an operation that takes a reason gets the one that the client gives for all."""
        told = dict(fields)
        if "reason" in told and told["reason"] is None:
            told["reason"] = self._connection.saying.reason
        return {name: reading.sendable(each) for name, each in told.items() if each is not None}


def _in_query(value: Any) -> Any:
    return [_in_form(each) for each in value] if isinstance(value, list) else _in_form(value)


def _in_form(value: Any) -> str:
    """Return a value as text, an object as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, (dict, list)) else str(value)


def _document(answer: httpx.Response) -> Any:
    try:
        return answer.json()
    except (ValueError, RecursionError):
        raise refusing.Unreadable("The answer is no JSON. Does the address lead to a node?") from None
