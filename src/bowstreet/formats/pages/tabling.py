"""Read pages laid down as tables, one a dataset, for the mappings ``page_*`` and what comes after any other table.

So a seller from a page and one from a table of the same market are read, distilled and keyed by the same code. Every
row says its page, how it was read, and the bytes where each field stood.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bowstreet.formats.pages.page import BARREN, PageKind, ReadBy, ReadPage, Row
from bowstreet.formats.pgp.reading import UnreadableKey, read_keys

_PLACE = ("page", "read_by", "places", "more")
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
    "guesses": ("title", "sort", "value", "seen_on"),
}
"""The columns of each dataset's table; what else a page said of a row stands in ``more`` as JSON."""

_SAME = {"member_since": "joined_on", "last_active": "last_seen"}


@dataclass
class Laid:
    """What was laid down. ``pages`` is the sum of ``read``, ``guessed``, ``barren`` and ``rejected``."""

    tables: dict[str, Path] = field(default_factory=dict)
    rejects: Path | None = None
    pages: int = 0
    read: int = 0
    guessed: int = 0
    barren: int = 0
    rejected: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    with_a_key: int = 0
    staff_verified: int = 0


def lay_down(pages: Iterable[tuple[str, ReadPage]], out: Path) -> Laid:
    """Write the rows of named pages to ``out/page_<dataset>.jsonl`` and the rejected ones to ``out/rejects.jsonl``.

    ``with_a_key`` counts sellers of whose public key the fingerprint can be told, ``staff_verified`` those with a line
    of the market's staff that says where else they sold.
    """
    laid = Laid()
    rows: dict[str, list[str]] = {}
    rejects: list[str] = []
    for name, page in pages:
        _count(laid, page)
        if page.rejected:
            rejects.append(_line({"page": name, "at": page.rejected.at, "why": page.rejected.sentence}))
        for row in page.rows:
            rows.setdefault(row.dataset, []).append(_line(flat(name, page, row)))
            laid.rows[row.dataset] += 1
    for dataset, lines in rows.items():
        laid.tables[dataset] = out / f"page_{dataset}.jsonl"
        laid.tables[dataset].write_text("".join(lines), encoding="utf-8")
    if rejects:
        laid.rejects = out / "rejects.jsonl"
        laid.rejects.write_text("".join(rejects), encoding="utf-8")
    return laid


def flat(name: str, page: ReadPage, row: Row) -> dict[str, Any]:
    """Return a row with its dataset's columns, all of them, and its place."""
    said = {_SAME.get(key, key): value for key, value in row.values.items()}
    columns = COLUMNS[row.dataset]
    more = {key: value for key, value in said.items() if key not in columns and value is not None}
    place = {
        "page": name,
        "read_by": page.read_by.value,
        "places": json.dumps(row.spans) if row.spans else None,
        "more": json.dumps(more, default=str, ensure_ascii=False) if more else None,
    }
    return {key: said.get(key) for key in columns} | place


def _count(laid: Laid, page: ReadPage) -> None:
    laid.pages += 1
    laid.kinds[page.family.value, page.kind.value] += 1
    laid.rejected += page.rejected is not None
    laid.barren += page.rejected is None and page.kind in BARREN and page.read_by is not ReadBy.GUESS
    laid.guessed += page.read_by is ReadBy.GUESS
    laid.read += page.read_by in (ReadBy.BYTES, ReadBy.DOM)
    if page.kind is PageKind.VENDOR:
        for row in page.of("sellers"):
            laid.with_a_key += _has_key(str(row.values.get("public_key") or ""))
            laid.staff_verified += bool(row.values.get("verified"))


def _has_key(text: str) -> bool:
    if "PGP PUBLIC KEY" not in text:
        return False
    try:
        return bool(read_keys(text))
    except UnreadableKey:
        return False


def _line(values: dict[str, Any]) -> str:
    return json.dumps(values, default=str, ensure_ascii=False) + "\n"
