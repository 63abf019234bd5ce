"""What a page says as rows of tables, one a dataset, for the mappings ``page_*`` and what comes after any other table.

So a seller from a page and one from a table of the same market are read, distilled and keyed by the same code. Every
row says its page, how it was read, the bytes where each field stood, and the line on which it begins.
"""

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from bowstreet.formats.pages.page import ReadBy, ReadPage, Row, Value

COLUMNS: dict[str, Sequence[str]] = {
    "sellers": (
        *("market", "handle", "seen_on", "rating", "deals", "last_seen", "listings", "verified", "ships_from"),
        *("ships_to", "xmpp", "joined_on", "description", "terms", "public_key"),
    ),
    "listings": (
        *("market", "vendor", "title", "seen_on", "listing_code", "category", "price", "price_currency"),
        *("price_btc", "ships_from", "ships_to", "description"),
    ),
    "feedback": ("market", "vendor", "listing", "seen_on", "posted_on", "age", "stars", "mark", "buyer", "feedback"),
    "verifications": ("market", "handle", "seen_on", "verified_on", "deals", "since", "text"),
    "topics": (
        *("forum", "board", "topic", "starter", "seen_on", "replies", "views", "last_post_on", "last_post_at"),
        *("last_poster", "url"),
    ),
    "mirrors": ("site", "address", "state", "last_online", "seen_on", "list"),
    "guesses": ("title", "sort", "value", "basis", "grade", "seen_on"),
}
"""The columns of each dataset's table; what else a page said of a row stands in ``more`` as JSON."""

_SAME = {"member_since": "joined_on", "last_active": "last_seen"}
_NAMES = ("handle", "title", "topic", "feedback", "address", "value")
"""By which a row is looked for in a page of which its places are not known."""

_GUESS = {"basis": "machine_inference", "grade": "X4"}


class Line(NamedTuple):
    """One row as the text of its cells, and the line of the page on which it begins."""

    line: int
    cells: Mapping[str, str | None]


def tabled(name: str, raw: bytes, page: ReadPage) -> dict[str, list[Line]]:
    """Return the rows of a page by dataset, with all columns of each; ``name`` is what the page is cited by.

    ``raw`` are its bytes: a row of a page that had to be mended is looked for in them by its name.
    """
    ends = [at for at, byte in enumerate(raw) if byte == 10] if page.rows else []
    made: dict[str, list[Line]] = {}
    for row in page.rows:
        begins = _begins(raw, page, row)
        cells = {key: _text(value) for key, value in flat(name, page, row).items()}
        made.setdefault(row.dataset, []).append(Line(bisect_left(ends, begins) + 1, cells))
    return made


def flat(name: str, page: ReadPage, row: Row) -> dict[str, Any]:
    """Return a row with its dataset's columns, all of them, and its place; a guess says that it is one."""
    said = {_SAME.get(key, key): value for key, value in row.values.items()}
    if page.read_by is ReadBy.GUESS:
        said |= _GUESS
    columns = COLUMNS[row.dataset]
    more = {key: value for key, value in said.items() if key not in columns and value is not None}
    spans = row.spans
    place = {
        "page": name,
        "read_by": page.read_by.value,
        "places": json.dumps(spans) if spans else None,
        "more": json.dumps(more, default=str, ensure_ascii=False) if more else None,
    }
    return {key: said.get(key) for key in columns} | place


def _begins(raw: bytes, page: ReadPage, row: Row) -> int:
    if page.read_by is ReadBy.BYTES:
        return min((begins for hit in row.places for begins, _ in hit.spans if begins >= 0), default=0)
    sought = next((str(row.values[name]) for name in _NAMES if row.values.get(name)), "")
    return max(0, raw.find(sought.encode())) if sought else 0


def _text(value: Value) -> str | None:
    if isinstance(value, float):
        return f"{value:.12f}".rstrip("0").rstrip(".")
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)
