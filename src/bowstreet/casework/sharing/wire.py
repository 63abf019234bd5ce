"""What a peer is asked and told over TAXII 2.1, and what its answers mean; every fault is one sentence.

A peer may be broken or hostile: what it says is bounded, and nothing of it is believed beyond this one answer.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from bowstreet.casework.sharing import egress
from bowstreet.casework.sharing.egress import Answer, NotReached, Place

TAXII: Final = "application/taxii+json;version=2.1"
PAGE: Final = 1_000
"""So many objects are asked for at once."""

_Shape = TypeVar("_Shape")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z", re.ASCII)
_ID = re.compile(r"[A-Za-z0-9-]{1,100}", re.ASCII)
_LONGEST_NEXT: Final = 2_000
_MOST_TOLD: Final = 5_000
_SENTENCES: Final = {
    400: "The peer did not understand what it was asked.",
    401: "The peer does not take the token.",
    403: "The peer refuses this: the token does not reach so far.",
    404: "The peer has no such collection, or none for this token.",
    406: "The peer does not answer in TAXII 2.1.",
    413: "The peer takes no body of this size.",
    415: "The peer does not take TAXII 2.1.",
    422: "The peer cannot take these objects as they are.",
    429: "The peer asks to be left in peace for a while.",
    503: "The peer is not available now.",
}  # fmt: skip


class NotUnderstood(NotReached):
    """An answer from which one cannot go on; the sentence says why."""


class Refused(NotUnderstood):
    """Something that the peer understood and does not take."""


class Lost(NotUnderstood):
    """Something of which the peer told, and tells no more."""


@dataclass(frozen=True)
class Line:
    """How a peer is asked: where it is, by which name and token, and which collection is meant."""

    where: Place
    collection: str
    user: str
    token: str
    internal: bool


class Page(NamedTuple):
    """Some objects as they came, the moment at which the last one was added, and where to go on."""

    objects: list[bytes]
    more: bool
    next: str
    last: str


class Told(NamedTuple):
    """What became of objects that were sent: ``failed`` holds the ids of those that were not taken, as far as told."""

    id: str
    is_over: bool
    failures: int
    failed: tuple[str, ...]
    said: str


class _Envelope(msgspec.Struct):
    more: bool = False
    next: str | None = None
    objects: list[msgspec.Raw] = []


class _Of(msgspec.Struct):
    id: str
    message: str = ""


class _Status(msgspec.Struct):
    id: str
    status: str
    failure_count: int = 0
    failures: list[_Of] = []
    successes: list[_Of] = []


def page(line: Line, *, after: str, next: str) -> Page:
    """Return what the collection holds after a moment, or after a place that the peer named; raise ``NotReached``.

    A page with objects has a moment, which ``last`` is.
    """
    asked = {"limit": str(PAGE), **({"added_after": after} if after else {}), **({"next": next} if next else {})}
    answer = _asked(line, "GET", f"{_collection(line)}objects/?{urlencode(asked)}")
    _wants(answer, 200, 206)
    held = _read(answer.body, _Envelope)
    if len(held.objects) > PAGE * 10:
        raise NotUnderstood(f"The peer gave {len(held.objects):,} objects where {PAGE:,} were asked for.")
    last = answer.headers.get("x-taxii-date-added-last", "").strip()
    if held.objects and not _MOMENT.fullmatch(last):
        raise NotUnderstood("The peer did not say when its objects were added, so nothing can go on from there.")
    following = held.next or ""
    if len(following) > _LONGEST_NEXT or not following.isprintable():
        raise NotUnderstood("The peer named a place to go on from that cannot be one.")
    return Page([bytes(each) for each in held.objects], held.more, following, last)


def post(line: Line, objects: Sequence[bytes]) -> Told:
    """Hand objects in to the peer's collection and return the status it gave; raise ``NotReached``."""
    body = b'{"objects":[' + b",".join(objects) + b"]}"
    answer = _asked(line, "POST", f"{_collection(line)}objects/", body)
    _wants(answer, 200, 202)
    return _told(answer)


def status(line: Line, id: str) -> Told:
    """Return what became of objects that were handed in; raise ``NotReached``, ``Lost`` where the peer forgot them."""
    answer = _asked(line, "GET", f"{line.where.path}status/{quote(id, safe='')}/")
    if answer.status == 404:
        raise Lost("The peer no longer tells what became of what was sent.")
    _wants(answer, 200)
    return _told(answer)


def order(moment: str) -> str:
    """Return by what the moments of a peer are put in order, to the last digit that it wrote; empty comes first.

    >>> order("2031-02-03T04:05:06.5Z") > order("2031-02-03T04:05:06.499999999Z") > order("")
    True
    """
    found = _MOMENT.fullmatch(moment)
    return f"{found[1]}.{(found[2] or '').ljust(9, '0')}" if found else ""


def _collection(line: Line) -> str:
    return f"{line.where.path}collections/{quote(line.collection, safe='')}/"


def _asked(line: Line, method: str, path: str, body: bytes = b"") -> Answer:
    basic = base64.b64encode(f"{line.user}:{line.token}".encode()).decode()
    headers = {"Accept": TAXII, "Authorization": f"Basic {basic}"}
    if method == "POST":
        headers["Content-Type"] = TAXII
    return egress.ask(method, line.where, path, headers=headers, internal=line.internal, body=body)


def _wants(answer: Answer, *statuses: int) -> None:
    if 300 <= answer.status < 400:
        raise NotUnderstood("The peer sends its askers elsewhere; that is not followed.")
    if answer.status not in statuses:
        sentence = _SENTENCES.get(answer.status, f"The peer answered with the status {answer.status}.")
        raise (Refused if answer.status in (403, 422) else NotUnderstood)(sentence)
    name, *more = (each.strip().lower() for each in answer.headers.get("content-type", "").split(";"))
    version = next((each.partition("=")[2].strip('" ') for each in more if each.startswith("version")), "2.1")
    if (name, version) != ("application/taxii+json", "2.1"):
        raise NotUnderstood("What the peer answered is not of the media type of TAXII 2.1.")


def _told(answer: Answer) -> Told:
    held = _read(answer.body, _Status)
    if not _ID.fullmatch(held.id) or held.status not in ("complete", "pending"):
        raise NotUnderstood("The status that the peer gave is none of TAXII 2.1.")
    said = next((each.message for each in (*held.failures, *held.successes) if each.message), "")
    failed = tuple(each.id[:300] for each in held.failures[:_MOST_TOLD])
    return Told(held.id, held.status == "complete", max(held.failure_count, len(failed)), failed, said[:200])


def _read(body: bytes, shape: type[_Shape]) -> _Shape:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise NotUnderstood("What the peer answered cannot be read as TAXII 2.1.") from None
