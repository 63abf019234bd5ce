"""Crawled pages of the public sets, taken in by the acts of ``bowstreet ingest``; counts alone are printed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.node import Node
    from bowstreet.casework.intake.answers import IntakeView

Take = Callable[["Node", Iterable[Path], str], tuple["IntakeView", float]]


@dataclass(frozen=True)
class Crawl:
    """A crawl to be read: where it lies, and how many pages of it a reader must at least take rows from."""

    title: str
    where: str
    pages: int


CRAWLS = (
    Crawl("Agora, a day of seller pages", "agora/*/vendor/*", 796),
    Crawl("Agora, a day of listing and category pages", "agora/*/[pc]*/**/*", 10_780),
    Crawl("Agora's forum, a day of boards", "agora-forum/**/*", 206),
    Crawl("Dream, Cryptonia and a mirror list, 2019", "html-markets-2019/**/html_files/**/*", 60),
)
WITH_A_KEY, STAFF_VERIFIED = 743, 186


def prove(on: "Node", folder: Path, take_in: Take) -> Iterator[tuple[bool, str]]:
    """Yield of each crawl that is there whether what is claimed of it holds, and the claim."""
    for crawl in CRAWLS:
        files = sorted(each for each in folder.glob(crawl.where) if each.is_file())
        if not files:
            print(f"{crawl.title}: not there ({crawl.where})")
            continue
        seen, seconds = take_in(on, files, crawl.title)
        yield _counts(on, crawl, seen, seconds)
        yield _same_again(on, crawl, files, take_in)
    if list(folder.glob(CRAWLS[0].where)):
        yield _sellers(on)


def _counts(on: "Node", crawl: Crawl, seen: "IntakeView", seconds: float) -> tuple[bool, str]:
    from bowstreet.casework.intake import watching

    totals = seen.totals
    sources = watching.report(reader=on.reader, now=datetime.now(UTC), id=seen.id)["sources"]
    print(f"{crawl.title}: {len(sources):,} files, rows read {totals.read:,} = observed {totals.observed:,} "
          f"+ rejected {totals.rejected:,}; already held {totals.already_held:,}; records new "
          f"{totals.records_new:,}, known {totals.records_known:,}; {seconds:.1f} s, "
          f"{len(sources) / seconds:,.0f} pages/s; {seen.state}")  # fmt: skip
    for reader, count in sorted(Counter(each["reader"] or "no reader" for each in sources).items()):
        print(f"  {count:>7,}  {reader}")
    for group in seen.rejects:
        print(f"  {'rejected' if group.whole_rows else 'noted   '} {group.count:>9,}  {group.reason}")
    fruitful = sum(bool(each["observed"]) for each in sources)
    reconciled = seen.state == "done" and all(each["read"] == each["observed"] + each["rejected"] for each in sources)
    return (
        reconciled and fruitful >= crawl.pages,
        f"every file adds up, and {fruitful:,} gave rows (at least {crawl.pages:,})",
    )


def _same_again(on: "Node", crawl: Crawl, files: list[Path], take_in: Take) -> tuple[bool, str]:
    seen, _ = take_in(on, files, f"{crawl.title}, again")
    totals = seen.totals
    return (
        totals.already_held == totals.observed and totals.records_new == 0,
        f"the same pages again: {totals.already_held:,} of {totals.observed:,} rows already held, "
        f"{totals.records_new} new records",
    )


def _sellers(on: "Node") -> tuple[bool, str]:
    """Count in the rows that were laid down the sellers of Agora whose key is read, and those that staff verified."""
    import duckdb

    from bowstreet.formats.pgp import reading

    @cache
    def has_key(text: str) -> bool:
        try:
            return bool(reading.read_keys(text))
        except reading.UnreadableKey:
            return False

    files = [str(each) for each in on.state.glob("observations/*/*/*.parquet") if _holds_sellers(each)]
    rows = duckdb.execute(
        "SELECT handle, any_value(public_key), bool_or(verified IS NOT NULL) FROM read_parquet(?, union_by_name=true)"
        " WHERE market = 'Agora' GROUP BY handle", [files]
    ).fetchall()  # fmt: skip
    keyed = sum(has_key(key) for _, key, _ in rows if key and "PGP PUBLIC KEY" in key)
    verified = sum(bool(each) for _, _, each in rows)
    return (
        (keyed, verified) == (WITH_A_KEY, STAFF_VERIFIED),
        f"{keyed:,} of {len(rows):,} Agora accounts with a key ({WITH_A_KEY}); {verified:,} with a line that staff "
        f"verified ({STAFF_VERIFIED})",
    )


def _holds_sellers(parquet: Path) -> bool:
    import pyarrow.parquet

    return {"handle", "verified", "places"} <= set(pyarrow.parquet.read_schema(parquet).names)
