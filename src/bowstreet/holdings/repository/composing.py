"""What one body becomes before it is written: its key, its selectors, its texts, what facets count it under.

Pure: no database.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from bowstreet.vocabulary import products
from bowstreet.vocabulary.kinds import ahead, catalogue
from bowstreet.vocabulary.kinds.kind import Depth, Kind, WrongBody
from bowstreet.vocabulary.refusals import Invalid

OPEN, IDENTIFYING, ONLY_OPEN = 0, 1, 2
"""The depths of text rows and selectors as they are stored; ONLY_OPEN: open where there is nothing deeper."""


class UnknownKind(Invalid):
    """A kind that does not exist."""


class WrongRecord(Invalid):
    """A body that its kind does not take; the sentence says why."""


class Composed(NamedTuple):
    """All that is written of one body. ``first_on`` and ``last_on`` are empty where no source states a day."""

    body: str
    market: str | None
    products: str
    first_on: str
    last_on: str
    selectors: tuple[tuple[str, str, int], ...]
    texts: tuple[tuple[int, str, str], ...]


class Kept(NamedTuple):
    """What is kept of a body that is not the last: its text, and the days on which it had been seen."""

    body: str
    first_on: str
    last_on: str


def kind_of(code: str) -> Kind:
    """Return the kind of a code; raise ``UnknownKind`` with a sentence."""
    try:
        return catalogue.kind(code)
    except KeyError:
        raise UnknownKind(f"There is no kind of record called '{code[:60]}'.") from None


def checked(kind: Kind, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body as its kind keeps it; raise ``WrongRecord`` with a sentence."""
    try:
        return kind.check(body)
    except WrongBody as wrong:
        raise WrongRecord(str(wrong)) from None


def happened(kind: Kind, body: dict[str, Any], now: datetime) -> dict[str, Any]:
    """Return a checked body; raise ``WrongRecord`` where what can only have happened lies ahead in it."""
    for _, sentence in ahead.ahead(kind, body, now):
        raise WrongRecord(sentence)
    return body


def compose(kind: Kind, body: Mapping[str, Any], seen: Iterable[date | None] = ()) -> Composed:
    """Return what a checked body becomes. ``seen`` are days that its sources state beside those in the body."""
    text, first_on, last_on = kept(kind, body, seen)
    return Composed(
        text,
        kind.market(body),
        _with_wider(kind.products(body)),
        first_on,
        last_on,
        _selectors(kind, body),
        _texts(kind, body),
    )


def kept(kind: Kind, body: Mapping[str, Any], seen: Iterable[date | None] = ()) -> Kept:
    """Return what is kept of a checked body in every version of it."""
    days = {each.isoformat() for each in seen if each} | _days(kind, body)
    text = orjson.dumps(body, option=orjson.OPT_SORT_KEYS).decode()
    return Kept(text, min(days, default=""), max(days, default=""))


def key_hash(agency: str, kind: str, key: str, digest: str) -> str:
    """Return the hash under which a thing is found again: agency, kind, natural key and value of the terms."""
    return hashlib.sha256("\x00".join((agency, kind, key, digest)).encode()).hexdigest()


def _selectors(kind: Kind, body: Mapping[str, Any]) -> tuple[tuple[str, str, int], ...]:
    found: dict[tuple[str, str], int] = {}
    for each in kind.selectors(body):
        key = (str(each.selector.type), each.selector.value)
        depth = IDENTIFYING if each.depth is Depth.IDENTIFYING else OPEN
        found[key] = min(depth, found.get(key, IDENTIFYING))
    return tuple((type, value, depth) for (type, value), depth in found.items())


def _texts(kind: Kind, body: Mapping[str, Any]) -> tuple[tuple[int, str, str], ...]:
    """Return (depth, title, body) rows; the title is the first line of what the kind gives."""
    texts = kind.texts(body)
    shallow, deep = _split(texts[Depth.OPEN]), _split(texts[Depth.IDENTIFYING])
    if deep == shallow:
        return ((ONLY_OPEN, *shallow),)
    return ((OPEN, *shallow), (IDENTIFYING, *deep))


def _split(text: str) -> tuple[str, str]:
    title, _, rest = _clean(text).partition("\n")
    return title, rest


def _clean(text: str) -> str:
    """Return a text without the two signs that mark what a search found."""
    return text.replace("\x02", " ").replace("\x03", " ").replace("\x00", " ")


@lru_cache(maxsize=1024)
def _with_wider(codes: tuple[str, ...]) -> str:
    wider = sorted({each for code in codes for each in products.with_wider(code)})
    return f" {' '.join(wider)} " if wider else ""


def _days(kind: Kind, body: Mapping[str, Any]) -> set[str]:
    said = [each for name, value in body.items() if kind.by_name[name].many for each in value]
    return ({each.get("first_seen") for each in said} | {each.get("last_seen") for each in said}) - {None, ""}
