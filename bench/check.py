"""A hundred thousand identifiers checked against what 200 agencies hold, and arrivals matched beside a bare join.

``python -m bench.check [COUNT [ASKED]]``: COUNT identifiers are held (10,000,000), ASKED are checked (100,000). They
are put into the tables as an import leaves them, without records: nothing that is measured reads one.
"""

import hashlib
import resource
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bench import node
from bench.measure import Line, pairs, seconds, tell
from bench.node import NOW, Node

COUNT, ASKED, AGENCIES, HOT = 10_000_000, 100_000, 200, 500_000
BATCH = 4_000
_SELECTOR = (
    "INSERT INTO repository_selector (type, value, record_id, terms_id, depth, agency) VALUES (?, ?, ?, ?, 1, ?)"
)
_FREQUENCY = "INSERT INTO repository_frequency (type, value, terms_id, depth, n) VALUES ('pgp_fingerprint', ?, ?, 1, ?)"
_BARE = (
    "SELECT s.value, f.terms_id FROM repository_selector s CROSS JOIN repository_frequency f"
    " WHERE s.id > %s AND s.id <= %s AND f.type = s.type AND f.value = s.value AND f.n > 0"
)


def lines(count: int, asked: int) -> Iterator[Line]:
    """Fill the tables, check, and match."""
    with node.fresh() as on:
        terms = _agencies(on)
        held, index = _fill(count, terms)
        yield Line("index beside the selectors it is of", f"{index / held:.2f}", "1", "", "<= 1", index <= held)
        yield from _checked(on, count, asked)
        yield from _matched(count, terms)


def value(number: int, of: str = "held") -> str:
    """Return the fingerprint of a number."""
    return hashlib.sha1(f"{of} {number}".encode(), usedforsecurity=False).hexdigest().upper()


def _agencies(on: Node) -> list[tuple[int, str]]:
    """Make the other agencies and one value of terms each; return (terms, agency)."""
    from bowstreet.holdings.agencies import queries
    from bowstreet.holdings.agencies.models import Agency
    from bowstreet.holdings.governance import terms

    first = Agency.objects.get(slug="north")
    slugs = [f"agency-{number}" for number in range(AGENCIES)]
    Agency.objects.bulk_create(
        Agency(slug=slug, name=slug, country="NL", sort=first.sort, contact="desk", standing=first.standing,
               sealing_key=first.sealing_key, made_at=NOW)
        for slug in slugs
    )  # fmt: skip
    queries.card("north")
    own = on.envelope().terms
    return [(terms.intern(replace(own, owner=slug), now=NOW), slug) for slug in slugs]


def _fill(count: int, terms: list[tuple[int, str]]) -> tuple[int, int]:
    """Write selectors and then their counts; return the bytes of both."""
    begun = _bytes()
    _write(_SELECTOR, (
        ("pgp_fingerprint", value(number), number + 1, *terms[number % AGENCIES]) for number in range(count)
    ))  # fmt: skip
    middle = _bytes()
    _write(_FREQUENCY, ((value(number), terms[number % AGENCIES][0], 1) for number in range(count)))
    return middle - begun, _bytes() - middle


def _write(statement: str, rows: Iterator[tuple[object, ...]]) -> None:
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.cursor.connection.executemany(statement, rows)


def _bytes() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(connection.settings_dict["NAME"]).stat().st_size


def _checked(on: Node, count: int, asked: int) -> Iterator[Line]:
    """Check as identifiers are kept, with their type, and bare; every second one is held."""
    step = max(1, count // asked)
    asks = [value(number * step % count, ("held", "nobody")[number % 2]) for number in range(asked)]
    for days, said, type in ((1, "with their types", "pgp_fingerprint:"), (2, "bare", "")):
        text = "\n".join(type + each for each in asks)
        yield from _asked(
            on, NOW + timedelta(days=days), text, asked, f"{said}, against {count:,} of {AGENCIES} agencies"
        )


def _asked(on: Node, now: datetime, text: str, asked: int, said: str) -> Iterator[Line]:
    from bowstreet.casework.deconfliction import asking

    asking.check(reader=on.reader, now=NOW, text=text[:4_000])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found: list[int] = []

    def ask() -> None:
        page = asking.check(reader=on.reader, now=now, text=text, limit=asked)
        found.append(page.counts["hit"])

    took = seconds(ask)
    if found != [(asked + 1) // 2]:
        raise AssertionError(f"{found} hits of {asked:,} asked for")
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    yield Line(f"{asked:,} checked, {said}", f"{took:.2f} s", "", "", "< 5 s", took < 5)
    yield Line("memory that it took", f"{grown:,.0f} MB", "", "", "< 400 MB", grown < 400)


def _matched(count: int, terms: list[tuple[int, str]]) -> Iterator[Line]:
    """Match batches of arrivals, of which one in a hundred meets; then batches with a hot value among them."""
    from django.db import connection, transaction

    from bowstreet.casework.deconfliction import arriving
    from bowstreet.holdings.governance import gate
    from bowstreet.holdings.repository import hitting

    hot = value(0, "hot")
    _write(_FREQUENCY, iter([(hot, terms[1][0], HOT)]))
    places = []
    for batch in range(12):
        some = [value(number * 101 + 1, "held") if number % 100 == 0 else value(number + batch * BATCH, "new")
                for number in range(BATCH)]  # fmt: skip
        if batch >= 6:
            some[::4] = [hot] * len(some[::4])
        begun = hitting.last()
        _write(_SELECTOR, (("pgp_fingerprint", each, count + 1, *terms[0]) for each in some))
        places.append((begun, hitting.last()))

    def ours(batch: int) -> None:
        answering = gate.answering()
        with transaction.atomic():
            arriving._match(hitting.met(*places[batch], answering), [], answering, NOW)

    def bare(batch: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_BARE, places[batch])
            cursor.fetchall()

    cold = pairs(ours, bare)
    yield Line(f"{BATCH:,} arrivals matched, beside the bare join", "", "", cold.shown, ">= 0.8", cold.ratio >= 0.8)
    beside = pairs(lambda batch: ours(batch + 6), ours)
    slower = 1 / beside.ratio - 1
    yield Line(f"the same with a value that stands {HOT:,} times", f"{slower:+.1%}", "", "", "<= +5 %", slower <= 0.05)


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    tell(lines(*(given + [COUNT, ASKED][len(given) :])))
