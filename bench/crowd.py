"""A repository of many records of four agencies under many terms, built through the repository's own imports."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench import invented, node
from bench.node import Node

IMPORT = 5_000
AGENCIES = ("north", "south", "east", "west")
SEED = "c"
_OTHER_PURPOSES = ("cross_checking", "strategic_thematic_analysis", "information_exchange", "prosecution")


def build(on: Node, count: int) -> None:
    """Bring in so many records, five thousand an import, each import under terms of its own."""
    from bowstreet.holdings.repository import importing

    readers = {slug: on.reader if slug == on.reader.agency else reader_of(slug) for slug in AGENCIES}
    for number in range(count // IMPORT):
        own = replace(on, reader=readers[AGENCIES[number % len(AGENCIES)]])
        act = f"crowd-{number}"
        if importing.is_admitted(act):
            continue
        import_ = importing.begin(reader=own.reader, envelope=own.envelope(**terms(number)), act=act, now=node.NOW)
        importing.add(import_, list(invented.short_sellers(IMPORT, SEED, number * IMPORT)))
        importing.finish(import_, now=node.NOW, count=IMPORT)


def terms(number: int) -> dict[str, Any]:
    """Return the envelope of an import: a third open to all police, a third given to north, a third kept."""
    purposes = ["operational_analysis", *(each for bit, each in enumerate(_OTHER_PURPOSES) if number >> bit & 1)]
    share: dict[str, Any] = [
        {"scope": "LEA", "tlp": "GREEN", "handling": ["H0"]},
        {"scope": "NAMED", "recipients": ["north"], "tlp": "GREEN", "handling": ["H0"]},
        {},
    ][number % 3]
    return {"purposes": purposes, "pap": ("GREEN", "AMBER")[number >> 4 & 1], **share}


def reader_of(slug: str) -> Any:
    """Return the reader of an agency, founded when it is new."""
    from bowstreet.holdings.agencies import queries

    return node.reader(slug) if slug in queries.cards() else node.found(slug)


def main(arguments: list[str]) -> None:
    """Build a crowd of so many records in a folder, to be measured more than once."""
    count, folder = int(arguments[0]), Path(arguments[1])
    with node.at(folder) as on:
        build(on, count)


def visible(count: int) -> Iterator[int]:
    """Yield the numbers of the records whose identifiers north may see: its own, and what was given to it by name."""
    for number in range(count // IMPORT):
        if number % len(AGENCIES) == 0 or number % 3 == 1:
            yield from range(number * IMPORT, (number + 1) * IMPORT)


if __name__ == "__main__":
    main(sys.argv[1:])
