"""Tables end to end: quarantined, recognised, read, distilled and admitted, beside DuckDB copying them to Parquet."""

import csv
import itertools
import random
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench import invented, node
from bench.measure import Line, pairs, rate, seconds, tell
from bench.node import Node

DAYS, A_DAY, KEYS = 40, 609, 2_170
"""A fifth of the vendor tables' 199 days, with as many rows a day and as many rows with a key as those have."""

WEEKS, A_WEEK = 83, 15_290
"""As many weeks as the listing tables have, with as many rows a week."""

VENDOR_GOAL, LISTING_GOAL = 10_000, 0.3
_CATEGORIES = ("Drugs/Cannabis/Weed", "Drugs/Stimulants/Cocaine", "Drugs/Ecstasy/MDMA", "Forgeries", "Services/Hacking")
_PLACES = ("", "Worldwide", "NL", "UK", "Germany", "USA", "EU only")


@dataclass(frozen=True)
class Sent:
    """A file as a door hands it over."""

    name: str
    path: str
    size: int


def lines() -> Iterator[Line]:
    """Measure vendor tables against a rate, and listings against DuckDB."""
    with node.fresh("bowstreet.project.settings") as on, tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        times = [_vendors(on, place, number) for number in range(4)][1:]
        count = DAYS * A_DAY
        reached = count / statistics.median(times) >= VENDOR_GOAL
        yield Line("vendor tables with keys, end to end", rate(count, times), "", "", f">= {VENDOR_GOAL:,}/s", reached)
        weeks = [list(_write_listings(place / f"listings{number}", number)) for number in range(3)]
        both = pairs(
            lambda n: take_in(on, weeks[n], WEEKS * A_WEEK), lambda n: _copied(weeks[n], place / f"{n}.parquet"), 2
        )
        count = WEEKS * A_WEEK
        yield Line(
            "weekly listings, end to end; peer: DuckDB to Parquet", rate(count, both.ours), rate(count, both.peer),
            both.shown, f">= {LISTING_GOAL}", both.ratio >= LISTING_GOAL,
        )  # fmt: skip


def take_in(on: Node, files: list[Path], count: int) -> None:
    """Take files in as ``bowstreet ingest`` does; raise unless every row was observed."""
    from bowstreet.casework.intake import bringing, reading, watching

    sent = [Sent(each.name, str(each), each.stat().st_size) for each in files]
    made = bringing.bring(reader=on.reader, now=datetime.now(UTC), files=sent)
    reading.read(made.id)
    seen = watching.intake(reader=on.reader, now=datetime.now(UTC), id=made.id)
    if seen.state != "done" or seen.totals.observed != count or seen.totals.already_held:
        raise AssertionError(f"{seen.state}: {seen.totals}")


def _vendors(on: Node, place: Path, number: int) -> float:
    files = list(_write_vendors(place / f"vendors{number}", number))
    return seconds(lambda: take_in(on, files, DAYS * A_DAY))


def _write_vendors(place: Path, number: int) -> Iterator[Path]:
    """Write one table a day; of the sellers seen some show a key, whose armour has lost its line breaks."""
    from bowstreet.interfaces.demonstration import keys

    place.mkdir()
    made = datetime(2023, 1, 1, tzinfo=UTC)
    armour = [keys.armoured(f"{number}/{seller}", f"seller{seller}", made)[0] for seller in range(300)]
    with_key = itertools.count()
    for day in range(DAYS):
        seen_on = (date(2016, 1, 1) + timedelta(days=number * DAYS + day)).isoformat()
        path = place / f"vendor{seen_on}.csv"
        with path.open("w", newline="") as out:
            table = csv.writer(out, lineterminator="\n")
            table.writerow(["", "name", "rating", "lastSeen", "publicKey", "#products", "#Deals", "parsingDate"])
            for row in range(A_DAY):
                seller = (row + day * 7) % 900
                shows = row % 11 == 0 and next(with_key) < KEYS
                key = armour[seller % 300].replace("\n", "") if shows else ""
                table.writerow(
                    [row, invented.handle(seller, f"t{number}"), 5, "", key, row % 40, "35~50", seen_on]
                )  # fmt: skip
        yield path


def _write_listings(place: Path, number: int) -> Iterator[Path]:
    place.mkdir()
    chance = random.Random(number)
    words = invented.Words(random.Random("words"))
    titles = [" ".join(words.some(chance, 6)) for _ in range(3_000)]
    for week in range(WEEKS):
        seen_on = (date(2016, 1, 1) + timedelta(weeks=number * WEEKS + week)).isoformat()
        path = place / f"{seen_on}_catProducts.csv"
        with path.open("w", newline="") as out:
            table = csv.writer(out, lineterminator="\n")
            table.writerow(["", "name", "price", "from", "to", "vendor", "cat_hash", "cat", "date"])
            for row in range(A_WEEK):
                kind = chance.randrange(len(_CATEGORIES))
                seller = invented.handle(row % 900, f"l{number}")
                table.writerow(
                    [row, f"{titles[row % 3000]} {row}", f"{chance.random():.8f}", chance.choice(_PLACES),
                     chance.choice(_PLACES), seller, f"hash{kind}", _CATEGORIES[kind], seen_on]
                )  # fmt: skip
        yield path


def _copied(files: list[Path], out: Path) -> None:
    import duckdb

    with duckdb.connect(":memory:") as engine:
        engine.execute(
            f"COPY (SELECT * FROM read_csv({[str(each) for each in files]!r}, header = true))"
            f" TO '{out}' (FORMAT parquet, COMPRESSION zstd)"
        )
        count = engine.execute(f"SELECT count(*) FROM '{out}'").fetchall()[0][0]
    if count != WEEKS * A_WEEK:
        raise AssertionError(f"DuckDB read {count} rows.")


if __name__ == "__main__":
    tell(lines())
