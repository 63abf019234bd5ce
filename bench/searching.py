"""A million records of four agencies under many terms: exact selectors and first pages of word searches.

``python -m bench.searching [COUNT [FOLDER]]``; a FOLDER keeps what was built, so that it can be measured again.
"""

import random
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench import crowd, invented, node
from bench.measure import Line, Wait, tell, wait, within
from bench.node import NOW, Node

COUNT = 1_000_000
SELECTOR_MOST, WORD_MOST = 10, 100


def lines(count: int, folder: Path | None) -> Iterator[Line]:
    """Build the crowd, ask it, and check that what is found is what was put in."""
    with node.at(folder) if folder else node.fresh() as on:
        crowd.build(on, count)
        from bowstreet.holdings.governance import gate
        from bowstreet.project import wsgi  # noqa: F401 - a serving process collects cycles as this says

        terms = gate.visible(on.reader, NOW)
        title = f"{count:,} records, reader of {len(terms.body)} terms"
        seen = list(crowd.visible(count))
        chance = random.Random("asked")
        words = invented.Words(random.Random("words")).all
        _check(on, seen[len(seen) // 2])
        keys = [invented.fingerprint(number // 2, crowd.SEED) for number in chance.sample(seen, 300)]
        yield within(f"{title}: exact selector", waits(on, keys, selectors=True), 0.99, SELECTOR_MOST)
        yield within(f"{title}: selector typed into find", waits(on, keys), 0.99, SELECTOR_MOST)
        rare = [invented.handle(number, crowd.SEED) for number in chance.sample(seen, 100)] + words[5_000:5_100]
        yield within(f"{title}: rare words", waits(on, rare), 0.99, WORD_MOST)
        yield within(f"{title}: middling words", waits(on, words[100:200]), 0.99, WORD_MOST)
        common = [invented.COMMON, *words[:20]] * 5
        yield within(f"{title}: common words", waits(on, common), 0.99, WORD_MOST)
        yield within(f"{title}: newest of all", waits(on, [""] * 50), 0.99, WORD_MOST)


def waits(on: Node, asked: Sequence[str], *, selectors: bool = False) -> list[Wait]:
    """Return how long each question took, the first few unmeasured."""
    ask = _by_selector if selectors else _find
    for each in asked[:5]:
        ask(on, each)
    return [wait(partial(ask, on), each) for each in asked]


def _find(on: Node, text: str) -> Any:
    from bowstreet.holdings.repository import finding

    return finding.find(reader=on.reader, now=NOW, q=text)


def _by_selector(on: Node, text: str) -> Any:
    """Look a selector up as a search does, the page and its entry in the ledger left out."""
    from bowstreet.holdings.repository import asking, matching
    from bowstreet.holdings.repository.reach import reach_of

    none = asking.Filters()
    return matching.selectors(asking.read(text, none), reach_of(on.reader, NOW), none, None, matching.MOST + 1)


def _check(on: Node, number: int) -> None:
    """Raise unless a record is found by its key, by its handle, and by the word that all have."""
    key, name = invented.fingerprint(number // 2, crowd.SEED), invented.handle(number, crowd.SEED)
    hits = [_find(on, text).hits for text in (key, name, invented.COMMON)]
    titles = ["".join(segment.text for segment in hit.title) for hit in (*hits[0], *hits[1])]
    if not any(name in title for title in titles) or len(hits[2]) != 50:
        raise AssertionError(f"{name} is not found: {titles}")


def main(arguments: Sequence[str]) -> None:
    """Measure."""
    count, folder = [*arguments, None, None][:2]
    tell(lines(int(count or COUNT), Path(folder) if folder else None))


if __name__ == "__main__":
    main(sys.argv[1:])
