"""``python -m bench.replay DIR``: every proof on the real public sets unpacked in DIR, printed as counts.

Each set goes through the acts of ``bowstreet ingest`` on a fresh node of its own folder. Counts alone are printed.
"""

import csv
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import doubled, exchanged, expected, node, page_days
from bench.node import Node

if TYPE_CHECKING:
    from bowstreet.casework.intake.answers import IntakeView


@dataclass(frozen=True)
class Set:
    """A set to be read: where it lies in DIR, and how many rows it is known to have."""

    title: str
    where: str
    rows: int


SETS = (
    Set("Dream, sellers of 2016", "dream-2016-sellers/sellers.csv", 657),
    Set("Agora, vendors of 199 days", "vendorsCSVs/*.csv", 121_158),
    Set("vendor spans of 17 markets", "vendor-spans-17-markets/vendor_spans.csv", 13_992),
    Set("Agora, listings of 83 weeks", "cat_csv/*.csv", 1_269_116),
    Set("Agora, feedback of 2014", "agora-2014-feedback/data/arules/*.csv", 12_751),
    Set("Agora, hours up and down", "agora-2014-feedback/data/agoraDNS.csv", 340),
    Set("Agartha, one collector", "cryptomarketstudy/agartha.csv", 1_395),
    Set("Agartha, another collector", "anita-2020/**/OUTPUT_PHASE_3/agartha/**/*.txt", 630 + 35 + 2_554),
    Set("Cannahome and Darkmarket, nested", "anita-2020/**/OUTPUT_PHASE_3/[cd]*/**/*.txt", 32),
    Set("Cryptonia, listings", "cryptomarketstudy/cryptonia.csv", 452),
    Set("Tochka, listings", "cryptomarketstudy/tochka.csv", 82),
    Set("Silk Road 2, vendors by number", "silkroad2-2014-09/*.csv", 3_579),
    Set("Grams exports of two markets", "grams-dnstats-sr2meta/grams/data/*.csv", 83 + 275),
    Set("AlphaBay, listings of 2015", "alphabay-grams/Alpha.csv", 2_812),
    Set("sites up and down by day", "grams-dnstats-sr2meta/dnstats/q3/q3_complete.txt", 14_763),
    Set("lives of markets", "dnm-survival/data/darknet_markets.csv", 82),
)


@dataclass(frozen=True)
class Sent:
    """A file as a door hands it over."""

    name: str
    path: str
    size: int


def main(folder: Path) -> int:
    """Run every proof whose set is there; 1 when one does not hold or no set is there."""
    present = [(each, sorted(folder.glob(each.where))) for each in SETS]
    if not any(files for _, files in present):
        print(f"None of the sets lies in {folder}.", file=sys.stderr)
        return 1
    held = []
    with node.fresh("bowstreet.project.settings") as on:
        for each, files in present:
            held.append(_prove(on, each, files) if files else _missing(each))
        held.append(_taken_back(on, present[-1][1]))
        held += [_say(*each) for each in page_days.prove(on, folder, take_in)]
        held += [_same_again(on, present[0][1]), _shared(on), _collected_twice(folder), _numbers_meet_nobody()]
        held += [_say(*each) for each in expected.prove(folder)]
        held += [_say(*each) for each in exchanged.prove(folder)]
        held += [_say(*each) for each in doubled.prove(folder, take_in)]
        held.append(_unbroken(on))
    return int(not all(held))


def take_in(on: Node, files: Iterable[Path], title: str) -> "tuple[IntakeView, float]":
    """Take files in as ``bowstreet ingest`` does and return how the intake stands and the seconds it took."""
    from bowstreet.casework.intake import bringing, reading, watching

    began = time.perf_counter()
    sent = [Sent(str(each), str(each), each.stat().st_size) for each in files]
    made = bringing.bring(reader=on.reader, now=datetime.now(UTC), files=sent, title=title)
    reading.read(made.id)
    seconds = time.perf_counter() - began
    return watching.intake(reader=on.reader, now=datetime.now(UTC), id=made.id), seconds


def _prove(on: Node, each: Set, files: list[Path]) -> bool:
    seen, seconds = take_in(on, files, each.title)
    totals = seen.totals
    reconciled = totals.read == totals.observed + totals.rejected and seen.state == "done"
    print(f"{each.title}: {len(files)} files, read {totals.read:,} = observed {totals.observed:,} "
          f"+ rejected {totals.rejected:,}; already held {totals.already_held:,}; records new "
          f"{totals.records_new:,}, known {totals.records_known:,}; {seconds:.1f} s, "
          f"{totals.read / seconds:,.0f} rows/s; {seen.state}")  # fmt: skip
    for group in seen.rejects:
        print(f"  {'rejected' if group.whole_rows else 'noted   '} {group.count:>9,}  {group.reason}")
    _tell_keys(files)
    return _say(reconciled and totals.read == each.rows, f"every one of {each.rows:,} rows observed or rejected")


def _tell_keys(files: Iterable[Path]) -> None:
    """Print how many cells of the tables hold an armoured key, and in how many of them one is read."""
    from bowstreet.formats.pgp import reading

    @cache
    def fingerprints(text: str) -> frozenset[str]:
        try:
            return frozenset(key.fingerprint for key in reading.read_keys(text))
        except reading.UnreadableKey:
            return frozenset()

    cells = [fingerprints(cell) for cell in _cells(files) if "BEGIN PGP PUBLIC KEY" in cell]
    if cells:
        print(f"  PGP: {sum(map(bool, cells)):,} of {len(cells):,} cells with a key are read, "
              f"{len(frozenset().union(*cells)):,} fingerprints")  # fmt: skip


def _cells(files: Iterable[Path]) -> Iterator[str]:
    csv.field_size_limit(1 << 24)
    for file in files:
        with file.open(newline="", encoding="utf-8", errors="replace") as opened:
            for row in csv.reader(opened):
                yield from row


def _missing(each: Set) -> bool:
    print(f"{each.title}: not there ({each.where})")
    return True


def _same_again(on: Node, files: list[Path]) -> bool:
    if not files:
        return True
    before = _counts()
    seen, _ = take_in(on, files, "the same again")
    totals = seen.totals
    return _say(
        _counts() == before and totals.already_held == totals.observed and totals.records_new == 0,
        f"the same file again: {totals.already_held:,} rows already held, {totals.records_new} new records",
    )


def _shared(on: Node) -> bool:
    """Prove that each fingerprint of two markets, typed into the search, finds the accounts of both."""
    agora, dream = _fingerprints("agora"), _fingerprints("dream-market")
    both = sorted(set(agora) & set(dream))
    accounts = {id for each in both for id in dream[each]}
    print(f"fingerprints: {len(agora):,} of Agora accounts, {len(dream):,} of Dream accounts, {len(both):,} of both; "
          f"{len(accounts):,} Dream accounts share one with an Agora seller")  # fmt: skip
    found = sum(_finds(on, each, agora[each] | dream[each]) for each in both)
    return _say(found == len(both), f"a search for each of them finds both accounts: {found:,} of {len(both):,}")


def _collected_twice(folder: Path) -> bool:
    """Prove that the vendors of Agartha whom two collectors saw are one record each."""
    from django.db import connection

    one = {row["vendor"].strip() for row in _table(folder / "cryptomarketstudy/agartha.csv")}
    pages = [each["page_data"] for each in _documents(folder.glob(SETS[7].where))]
    other = {(each["vendor"] if "vendor" in each else each["name"]).strip() for each in pages}
    question = "SELECT uid, uid FROM repository_record WHERE kind = 'vendor_account' AND market = %s"
    records = len(list(_rows(connection, question, "agartha")))
    return _say(
        records == len(one | other),
        f"vendors of Agartha that two collectors saw are one record each: {len(one)} and {len(other)} vendors, "
        f"{records} records, {len(one) + len(other) - records} in common",
    )


def _table(file: Path) -> Iterator[dict[str, str]]:
    if file.is_file():
        with file.open(newline="", encoding="iso-8859-1") as opened:
            yield from csv.DictReader(opened)


def _documents(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    for file in files:
        yield from json.loads(file.read_text()).values()


def _numbers_meet_nobody() -> bool:
    """Prove that no handle of a vendor known by a number stands on another record."""
    from django.db import connection

    shared = list(
        _rows(
            connection,
            "SELECT s.value, o.value FROM repository_selector s JOIN repository_selector o ON o.type = s.type"
            " AND o.value = s.value AND o.record_id != s.record_id WHERE s.type = 'handle' AND s.value LIKE %s",
            "silk-road-2%no. % of silkroad2_2014_09%",
        )
    )
    return _say(not shared, f"vendors by number share their handle with {len(shared)} other records")


def _taken_back(on: Node, files: list[Path]) -> bool:
    """Prove that the last set, taken back and brought in again, is there as it was; pages would rest on it later."""
    from bowstreet.casework.intake import reading, undoing, watching

    if not files:
        return True
    now = datetime.now(UTC)
    last = watching.intakes(reader=on.reader, now=now, limit=200).intakes
    found = next(each for each in last if each.title == SETS[-1].title)
    before = _visible(on)
    told = undoing.weigh(reader=on.reader, now=now, id=found.id)
    undoing.undo(reader=on.reader, now=now, id=found.id)
    reading.read(found.id)
    between = _visible(on)
    seen, _ = take_in(on, files, "brought in again")
    return _say(
        _visible(on) == before and between == before - told.records and seen.totals.observed == told.rows,
        f"taken back: {told.records} records, {told.rows} observations, {told.amended} changed back; brought in again:"
        f" {seen.totals.records_new} records, {seen.totals.observed} observations",
    )


def _visible(on: Node) -> int:
    from bowstreet.holdings.governance import gate
    from bowstreet.holdings.repository.models import Record

    seen = gate.visible(on.reader, datetime.now(UTC)).meta
    return sum(Record.objects.filter(terms_id=each).count() for each in seen)


def _finds(on: Node, fingerprint: str, wanted: set[str]) -> bool:
    from bowstreet.holdings.repository import finding

    page = finding.find(reader=on.reader, now=datetime.now(UTC), q=fingerprint, limit=200)
    return wanted <= {hit.id for hit in page.hits}


def _unbroken(on: Node) -> bool:
    from bowstreet.holdings.ledger import verifying

    verdict = verifying.verify_agency(on.reader.agency, now=datetime.now(UTC))
    return _say(verdict.unbroken, verdict.sentence)


def _counts() -> list[int]:
    from django.db import connection

    with connection.cursor() as cursor:
        return [
            cursor.execute(f"SELECT count(*) FROM repository_{table}").fetchone()[0]
            for table in ("record", "version", "selector", "link", "text")
        ]


def _fingerprints(market: str) -> dict[str, set[str]]:
    from django.db import connection

    found: dict[str, set[str]] = {}
    for value, uid in _rows(
        connection,
        "SELECT s.value, r.uid FROM repository_selector s JOIN repository_record r ON r.id = s.record_id"
        " WHERE s.type = 'pgp_fingerprint' AND r.kind = 'vendor_account' AND r.market = %s",
        market,
    ):
        found.setdefault(value, set()).add(uid)
    return found


def _rows(connection: Any, statement: str, value: str) -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        yield from cursor.fetchall()


def _say(holds: bool, what: str) -> bool:
    print(f"  {'holds' if holds else 'DOES NOT HOLD'}: {what}", flush=True)
    return holds


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Name the folder in which the sets are unpacked.")
    sys.exit(main(Path(sys.argv[1])))
