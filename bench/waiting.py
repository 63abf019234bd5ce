"""Look-ups while an import runs in another process, as the reading of an intake does."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import crowd, invented, node
from bench.measure import Line, Wait, tell, wait, within
from bench.node import NOW, Node

HELD, BROUGHT = 20_000, 20_000
MOST = 50


def lines() -> Iterator[Line]:
    """Look selectors and rare words up until an import of another process has ended."""
    with node.fresh("bowstreet.project.settings") as on:
        crowd.build(on, HELD)
        importing = [sys.executable, "-m", "bench.waiting", str(on.state)]
        with subprocess.Popen(importing, env={**os.environ}) as child:
            taken = list(_until_ended(child, on))
        if child.returncode or len(taken) < 100:
            raise AssertionError(f"The import ended with {child.returncode} after {len(taken)} look-ups.")
        yield within(f"look-ups while {BROUGHT:,} records are brought in", taken, 0.99, MOST)


def bring(on: Node) -> None:
    """Bring sellers in, slice by slice."""
    from bowstreet.holdings.repository import importing

    import_ = importing.begin(reader=on.reader, envelope=on.envelope(), act="waiting", now=NOW)
    importing.add(import_, list(invented.sellers(BROUGHT, "w")))
    importing.finish(import_, now=NOW, count=BROUGHT)


def _until_ended(child: subprocess.Popen[bytes], on: Node) -> Iterator[Wait]:
    number = 0
    while child.poll() is None:
        number = (number + 2) % crowd.IMPORT
        text = invented.fingerprint(number // 2, crowd.SEED)
        yield wait(lambda q: _found(on, q), text)


def _found(on: Node, text: str) -> None:
    from bowstreet.holdings.repository import finding

    if finding.find(reader=on.reader, now=NOW, q=text).total == 0:
        raise AssertionError(f"{text} is not found.")


def main(arguments: Sequence[str]) -> None:
    """Measure; with a folder, be the import."""
    if not arguments:
        tell(lines())
        return
    os.nice(5)
    with node.at(Path(arguments[0]), "bowstreet.project.settings") as on:
        bring(on)


if __name__ == "__main__":
    main(sys.argv[1:])
