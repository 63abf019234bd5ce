"""The proof of double effort: two agencies load a collection each of one market, and meet without anybody asking.

They work in private: owner only, no focus, no check. What both hold comes up by the matching on arrival. Counts alone.
"""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import node
from bench.node import Node

if TYPE_CHECKING:
    from bowstreet.casework.operations.answers import DoubledAgency

ONE, OTHER = "cryptomarketstudy/agartha.csv", "anita-2020/**/OUTPUT_PHASE_3/agartha/**/*.txt"

TakeIn = Callable[[Node, list[Path], str], Any]


def prove(folder: Path, take_in: TakeIn) -> Iterator[tuple[bool, str]]:
    """Yield whether two agencies are told of all sellers that both collections hold, and of nobody else.

    A seller is in both by the identity of handles: NFKC, case folded, inner spaces single.
    """
    table, documents = folder / ONE, sorted(folder.glob(OTHER))
    if not table.is_file() or not documents:
        return
    both = len(_sellers(table) & _sellers_told(documents))
    for slug, files in (("east", [table]), ("west", documents)):
        take_in(Node(folder, node.found(slug)), files, f"Agartha, as {slug} collected it")
    found = {slug: _report(slug, other) for slug, other in (("east", "west"), ("west", "east"))}
    handles = {slug: next((each.n for each in told.types if each.type == "handle"), 0) for slug, told in found.items()}
    types = ", ".join(f"{each.n} {each.type}" for each in found["east"].types)
    yield (
        handles == {"east": both, "west": both} and both > 0,
        f"two agencies with a collection of Agartha each are told of {handles['east']} and {handles['west']} sellers"
        f" in common, of {both} that both hold ({types})",
    )
    yield set(found["east"].references) == set(found["west"].references), "both sides have the same references"


def _report(slug: str, other: str) -> "DoubledAgency":
    from bowstreet.casework.deconfliction import arriving
    from bowstreet.casework.operations import doubling

    now = datetime.now(UTC)
    while arriving.keep_up(now):
        pass
    told = doubling.report(reader=node.reader(slug), now=now).agencies
    return next(each for each in told if each.agency == other)


def _sellers(table: Path) -> set[str]:
    from bowstreet.vocabulary import selectors

    with table.open(newline="", encoding="iso-8859-1") as opened:
        return {selectors.handle("agartha", row["vendor"]).value for row in csv.DictReader(opened)}


def _sellers_told(documents: list[Path]) -> set[str]:
    from bowstreet.vocabulary import selectors

    pages = [each["page_data"] for file in documents for each in json.loads(file.read_text()).values()]
    names = [each["vendor"] if "vendor" in each else each["name"] for each in pages]
    return {selectors.handle("agartha", name).value for name in names}
