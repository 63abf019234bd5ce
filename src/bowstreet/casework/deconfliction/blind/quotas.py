"""How much each agency and officer has asked for in a day, type by type, and what the owner was told of.

Kept in a file of its own, one writer at a time, so that two processes and many threads spend from one purse and a
restart gives nothing back. What is spent stays spent, whatever becomes of the answer.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from bowstreet.vocabulary import guessability
from bowstreet.vocabulary.refusals import Refusal, Sort
from bowstreet.vocabulary.selector_types import SelectorType

KEPT_DAYS = 400
REMEMBERED_DAYS = 3
"""So long is remembered which requests came; one that is older is refused for its age."""

_TABLES = """
CREATE TABLE IF NOT EXISTS spent (
    what TEXT, agency TEXT, officer TEXT, type TEXT, day TEXT, count INTEGER NOT NULL,
    PRIMARY KEY (what, agency, officer, type, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS came (request TEXT PRIMARY KEY, day TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS told (at TEXT, agency TEXT, officer TEXT, purpose TEXT, case_mark TEXT, reference TEXT);
CREATE TABLE IF NOT EXISTS hit (agency TEXT, day TEXT, count INTEGER NOT NULL, PRIMARY KEY (agency, day)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alarm (
    day TEXT, agency TEXT, kind TEXT, type TEXT, PRIMARY KEY (day, agency, kind, type)
) WITHOUT ROWID;
"""


class QuotaSpent(Refusal):
    """More of a type was asked for than may be in a day."""

    sort = Sort.TOO_MUCH

    def __init__(self, type: str) -> None:
        """Name the type and its quota."""
        super().__init__(
            f"This would be more of type {type} than the {guessability.a_day(SelectorType(type)):,} that an agency and "
            f"its officers may ask for in a day. Nothing of it was answered."
        )
        self.type = type


class AskedBefore(Refusal):
    """A request that came before."""

    sort = Sort.CONFLICT


@dataclass(frozen=True)
class Asker:
    """Who asks: an agency, the mark of its officer, what for, and the mark of the case."""

    agency: str
    officer: str
    purpose: str
    case: str


@dataclass(frozen=True)
class Told:
    """That somebody asked for something that this agency holds."""

    at: str
    agency: str
    officer: str
    purpose: str
    case: str
    reference: str


@dataclass(frozen=True)
class Alarm:
    """What looks as if an agency were counting up what others hold."""

    day: str
    agency: str
    kind: str
    type: str


class Purse:
    """The file in which is counted."""

    def __init__(self, path: Path) -> None:
        """Open it, and make it where there is none."""
        self._path = path
        with self._writing() as connection:
            connection.executescript(_TABLES)
        path.chmod(0o600)

    def spend(self, what: str, asker: Asker, request: str, wanted: Mapping[str, int], now: datetime) -> None:
        """Count what is wanted of each type against the day's quotas, all of it or nothing.

        ``what`` is what is done with it, each with a purse of its own. Raise ``QuotaSpent``, or ``AskedBefore`` for a
        request that came before.
        """
        day = now.date()
        with self._writing() as connection:
            connection.execute("DELETE FROM came WHERE day < ?", [_before(day, REMEMBERED_DAYS)])
            if not connection.execute("INSERT OR IGNORE INTO came VALUES (?, ?)", [request, str(day)]).rowcount:
                raise AskedBefore("This request came before; it is not answered again.")
            for type, count in wanted.items():
                if self._of_day(connection, what, asker.agency, type, day) + count > _a_day(type):
                    raise QuotaSpent(type)
                connection.execute(
                    "INSERT INTO spent VALUES (?, ?, ?, ?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET count = spent.count + excluded.count",
                    [what, asker.agency, asker.officer, type, str(day), count],
                )

    def spent(self, what: str, agency: str, type: str, day: date) -> int:
        """Return how many of a type an agency asked for on a day."""
        with closing(self._connected()) as connection:
            return self._of_day(connection, what, agency, type, day)

    def tell(self, asker: Asker, references: Sequence[str], now: datetime) -> None:
        """Keep for the owner what of its own was asked for; as much is written for none as for one."""
        with self._writing() as connection:
            connection.execute("DELETE FROM told WHERE at < ?", [_before(now.date(), KEPT_DAYS)])
            connection.execute(
                "INSERT INTO hit VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET count = hit.count + excluded.count",
                [asker.agency, str(now.date()), len(references)],
            )
            connection.executemany(
                "INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)",
                [[now.isoformat(), asker.agency, asker.officer, asker.purpose, asker.case, each]
                 for each in references],
            )  # fmt: skip

    def told(self) -> list[Told]:
        """Return who asked for what this agency holds, the newest first."""
        with closing(self._connected()) as connection:
            rows = connection.execute("SELECT * FROM told ORDER BY at DESC, rowid DESC").fetchall()
        return [Told(*each) for each in rows]

    def asked_and_hit(self, agency: str, until: date, days: int) -> tuple[int, int]:
        """Return how many tags an agency asked to be matched in so many days up to one, and how many of them were."""
        since = _before(until, days - 1)
        with closing(self._connected()) as connection:
            asked = connection.execute(
                "SELECT coalesce(sum(count), 0) FROM spent WHERE what = 'match' AND agency = ? AND day >= ?",
                [agency, since],
            ).fetchone()
            hit = connection.execute(
                "SELECT coalesce(sum(count), 0) FROM hit WHERE agency = ? AND day >= ?", [agency, since]
            ).fetchone()
        return int(asked[0]), int(hit[0])

    def raise_alarm(self, alarm: Alarm) -> bool:
        """Keep an alarm; False where the same was raised that day."""
        with self._writing() as connection:
            done = connection.execute(
                "INSERT OR IGNORE INTO alarm VALUES (?, ?, ?, ?)", [alarm.day, alarm.agency, alarm.kind, alarm.type]
            )
            return bool(done.rowcount)

    def alarms(self) -> list[Alarm]:
        """Return the alarms, the newest first."""
        with closing(self._connected()) as connection:
            rows = connection.execute("SELECT * FROM alarm ORDER BY day DESC, agency, kind, type").fetchall()
        return [Alarm(*each) for each in rows]

    def _connected(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=20, isolation_level=None)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connected()) as connection:
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            if connection.in_transaction:
                connection.execute("COMMIT")

    @staticmethod
    def _of_day(connection: sqlite3.Connection, what: str, agency: str, type: str, day: date) -> int:
        found = connection.execute(
            "SELECT coalesce(sum(count), 0) FROM spent WHERE what = ? AND agency = ? AND type = ? AND day = ?",
            [what, agency, type, str(day)],
        ).fetchone()
        return int(found[0])


def _a_day(type: str) -> int:
    return guessability.a_day(SelectorType(type))


def _before(day: date, days: int) -> str:
    return str(day - timedelta(days=days))
