"""Timing two doings beside each other: interleaved pairs, the median of their ratios; and waits as percentiles."""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Wait = tuple[float, float]
"""Seconds by the clock, and of this process' work alone: neighbours on the machine lengthen the first."""


@dataclass(frozen=True)
class Line:
    """One line of the table. ``ratio`` and ``goal`` are texts as people read them; ``reached`` says whether it is."""

    what: str
    ours: str
    peer: str
    ratio: str
    goal: str
    reached: bool


@dataclass(frozen=True)
class Pairs:
    """Seconds of both sides, pair by pair: by the clock, and of this process' work alone."""

    ours: tuple[float, ...]
    peer: tuple[float, ...]
    work: tuple[tuple[float, float], ...]

    @property
    def ratio(self) -> float:
        """Return how many times as fast ours is, the median of the pairs."""
        return statistics.median(peer / ours for ours, peer in zip(self.ours, self.peer, strict=True))

    @property
    def shown(self) -> str:
        """Return the ratio as text, with that of the work alone, which neighbours on the machine disturb less."""
        return f"{self.ratio:.2f} (work {statistics.median(peer / ours for ours, peer in self.work):.2f})"


def pairs(ours: Callable[[int], None], peer: Callable[[int], None], times: int = 5) -> Pairs:
    """Do both in turn, A B A B, each given the number of the pair; both are done once more before, unmeasured."""
    timed = [(wait(ours, number), wait(peer, number)) for number in range(times + 1)][1:]
    return Pairs(
        tuple(mine[0] for mine, _ in timed),
        tuple(other[0] for _, other in timed),
        tuple((mine[1], other[1]) for mine, other in timed),
    )


def seconds(do: Callable[[], object]) -> float:
    """Return the seconds that a doing takes."""
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def wait(do: Callable[[Any], object], what: Any) -> Wait:
    """Return how long a doing takes."""
    clock, work = time.perf_counter(), time.process_time()
    do(what)
    return time.perf_counter() - clock, time.process_time() - work


def percentile(waits: Iterable[float], part: float) -> float:
    """Return the wait below which a part of all lies, such as 0.99."""
    ordered = sorted(waits)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def rate(count: int, times: Sequence[float]) -> str:
    """Return a rate as text, from the median time."""
    return f"{count / statistics.median(times):,.0f}/s"


def compared(what: str, count: int, both: Pairs, goal: float) -> Line:
    """Return the line of a comparison with a peer."""
    return Line(what, rate(count, both.ours), rate(count, both.peer), both.shown, f">= {goal}", both.ratio >= goal)


def within(what: str, waits: Sequence[Wait], part: float, most: float) -> Line:
    """Return the line of waits that shall stay below a number of milliseconds."""
    at, work = (percentile(each, part) * 1000 for each in zip(*waits, strict=True))
    return Line(what, f"p{part * 100:.0f} {at:.1f} ms (work {work:.1f})", "", "", f"<= {most:g} ms", at <= most)


def tell(lines: Iterable[Line]) -> None:
    """Print lines as JSON for ``bench.run``, which makes the table."""
    json.dump([asdict(line) for line in lines], sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")
