"""A million handles, asked with two errors each, beside pg_trgm with a GIN index; and a thousand identifiers pasted.

``python -m bench.near [COUNT [FOLDER]]``; a FOLDER keeps what was built, so that it can be measured again.
"""

import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench import cluster, crowd, invented, named, node
from bench.measure import Line, Wait, percentile, tell, wait, within
from bench.node import NOW, Node

COUNT, ASKED, PASTES, MOST = 1_000_000, 400, 20, 300
RECALL, MEDIAN, TAIL = 0.99, 10, 3
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_PEER = "SELECT handle FROM held WHERE handle % %s ORDER BY similarity(handle, %s) DESC, handle LIMIT 10"


def lines(count: int, folder: Path | None) -> Iterator[Line]:
    """Build the accounts, ask both sides the same, and check that ours finds what comparing with each name finds."""
    with node.at(folder) if folder else node.fresh() as on:
        names = named.build(on, count)
        _follow()
        yield from _pasted(on, names)
        seen = [name for number, name in enumerate(names) if _is_seen(number)]
        chance = random.Random("asked")
        pairs = [(name, twice_wrong(chance, name)) for name in chance.sample(seen, ASKED)]
        _check(on, seen, [asked for _, asked in pairs[:3]])
        with _Peer(names) as peer:
            yield from _compared(count, pairs, lambda text: _ours(on, text), peer)


def twice_wrong(chance: random.Random, name: str) -> str:
    """Return a name with two typing errors: a sign too many, too few, another one, or two that changed places."""
    from bowstreet.vocabulary import likeness

    wrong = name
    while likeness.errors(name, wrong) != likeness.MOST:
        wrong = _wrong(chance, name)
    return wrong


def _wrong(chance: random.Random, name: str) -> str:
    signs = list(name)
    for _ in range(2):
        at = chance.randrange(len(signs) - 1)
        match chance.randrange(4):
            case 0:
                signs[at] = chance.choice(_LETTERS)
            case 1:
                signs.insert(at, chance.choice(_LETTERS))
            case 2:
                del signs[at]
            case _:
                signs[at], signs[at + 1] = signs[at + 1], signs[at]
    return "".join(signs)


def _follow() -> None:
    from bowstreet.holdings.repository import guises

    while guises.keep_up():
        pass


def _is_seen(number: int) -> bool:
    """Say whether the handle of an account opens to north: its own, and what another agency gave to it by name."""
    sort = number // 5_000 % named.SORTS
    return sort % len(crowd.AGENCIES) == 0 or sort % 3 == 1


def _ours(on: Node, text: str) -> list[str]:
    """Return the ten names most like a text, found, asked of the gate and put in order, as a page has them."""
    from bowstreet.holdings.repository import asking, matching, near
    from bowstreet.holdings.repository.reach import reach_of

    found = near.Search(near.alike((text,)), reach_of(on.reader, NOW), matching).visible(asking.Filters())
    return [each.alike.written for each in found[:10]]


def _check(on: Node, seen: Sequence[str], asked: Sequence[str]) -> None:
    """Raise unless all names within two errors are found, and no other but those that disguises lead to."""
    from bowstreet.holdings.repository import asking, matching, near
    from bowstreet.holdings.repository.reach import reach_of
    from bowstreet.vocabulary import likeness

    for text in asked:
        found = near.Search(near.alike((text,)), reach_of(on.reader, NOW), matching).visible(asking.Filters())
        got = {each.alike.written for each in found}
        close = {name for name in seen if likeness.errors(text, name) is not None}
        alike = {name for name in got - close if likeness.likeness(text, name) is None}
        if close - got - {text} or alike:
            raise AssertionError(f"{text}: missed {close - got}, too many {alike}")


class _Peer:
    """The same names in a table of PostgreSQL under a GIN index of trigrams."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.cluster = cluster.fresh()

    def __enter__(self) -> Callable[[str], list[str]]:
        import psycopg

        self.connection = psycopg.connect(self.cluster.__enter__(), autocommit=True)
        self.connection.execute("CREATE EXTENSION pg_trgm")
        self.connection.execute("CREATE TABLE held (handle text NOT NULL)")
        with self.connection.cursor().copy("COPY held FROM STDIN") as copy:
            for name in self.names:
                copy.write_row((name,))
        self.connection.execute("CREATE INDEX ON held USING gin (handle gin_trgm_ops)")
        self.connection.execute("VACUUM ANALYZE held")
        return lambda text: [name for (name,) in self.connection.execute(_PEER.replace("% %s", "%% %s"), (text, text))]

    def __exit__(self, *wrong: Any) -> None:
        self.connection.close()
        self.cluster.__exit__(*wrong)


def _compared(
    count: int, pairs: Sequence[tuple[str, str]], ours: Callable[[str], list[str]], peer: Callable[[str], list[str]]
) -> Iterator[Line]:
    """Ask both sides in turn; the first questions are not counted."""
    sides = {"ours": ours, "peer": peer}
    hits, waits = dict.fromkeys(sides, 0), {side: list[Wait]() for side in sides}
    for number, (name, asked) in enumerate(pairs):
        for side, ask in sides.items():
            got: list[list[str]] = []
            took = wait(lambda text, ask=ask, got=got: got.append(ask(text)), asked)  # type: ignore[misc]
            if number >= len(pairs) // 10:
                waits[side].append(took)
                hits[side] += name in got[0]
    recall = {side: hits[side] / len(waits[side]) for side in sides}
    what = f"{count:,} handles, two errors: "
    yield Line(f"{what}recall@10", f"{recall['ours']:.3f}", f"{recall['peer']:.3f}", "", f">= {RECALL}",
               recall["ours"] >= RECALL)  # fmt: skip
    for part, goal in ((0.5, MEDIAN), (0.99, TAIL)):
        mine, other = (percentile((clock for clock, _ in waits[side]), part) * 1000 for side in sides)
        work = percentile((each for _, each in waits["ours"]), part) * 1000
        yield Line(f"{what}p{part * 100:.0f}", f"{mine:.2f} ms (work {work:.2f})", f"{other:.2f} ms",
                   f"{other / mine:.1f}", f">= {goal}", other / mine >= goal)  # fmt: skip


def _pasted(on: Node, names: Sequence[str]) -> Iterator[Line]:
    """Paste a thousand identifiers: keys and handles that are held, others that nobody holds, some defanged."""
    from bowstreet.holdings.repository import checking

    chance = random.Random("pasted")
    texts = [_paste(chance, names) for _ in range(PASTES + 2)]
    page = checking.check(reader=on.reader, now=NOW, text=texts[0]).page
    held = page.counts["known"] + page.counts["hit"]
    if len(page.results) != checking.MOST or not 150 < held < 700:
        raise AssertionError(f"{len(page.results)} results, {page.counts}")
    waits = [wait(lambda text: checking.check(reader=on.reader, now=NOW, text=text), each) for each in texts][2:]
    yield within(f"{len(names):,} records: 1,000 identifiers pasted, median", waits, 0.5, MOST)


def _paste(chance: random.Random, names: Sequence[str]) -> str:
    made = []
    for at in range(1_000):
        number = chance.randrange(len(names))
        market = named.market(number // 5_000 % named.SORTS)
        made.append(
            (
                invented.fingerprint(number, crowd.SEED),
                f"handle:{market}:{names[number]}",
                invented.fingerprint(number, "nobody"),
                f"hxxps://{invented.handle(number, 'x').replace('_', '-')}[.]example[.]org/login",
                f"{invented.handle(number, 'x')}[at]mail[.]example[.]org",
            )[at % 5]
        )
    return "\n".join(made)


def main(arguments: Sequence[str]) -> None:
    """Measure."""
    count, folder = [*arguments, None, None][:2]
    tell(lines(int(count or COUNT), Path(folder) if folder else None))


if __name__ == "__main__":
    main(sys.argv[1:])
