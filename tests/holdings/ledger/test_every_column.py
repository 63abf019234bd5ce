"""Whatever column of whatever table of the ledger somebody changes who owns the disk, a check names it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.worlds import engines
from tests.worlds.ledger import NOW, look, some, tampering

from bowstreet.holdings.ledger import following, sealing, verifying

MEANS_NOTHING = {("ledger_leaf", "id"): "a leaf is known by its agency and place; nobody reads its id"}
"""Columns in which nothing can be falsified, each with why."""

TABLES = 12
_SERVER = (
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '{}' AND table_name LIKE '{}'"
    " ORDER BY table_name, ordinal_position"
)
_FILE = (
    "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
    " WHERE m.type = 'table' AND m.name {} ORDER BY m.name, c.cid"
)


def schema() -> dict[tuple[str, str], list[str]]:
    """Return the columns by store and table, as the databases themselves tell them; the first is the key."""
    if engines.is_postgres():
        asked = _SERVER.format("public", "ledger_%"), _SERVER.format("lookups", "%")
    else:
        asked = _FILE.format("LIKE 'ledger_%'"), _FILE.format("NOT LIKE 'sqlite_%'")
    found: dict[tuple[str, str], list[str]] = {}
    for store, statement in zip(("acts", "lookups"), asked, strict=True):
        for table, column in run(store, statement):
            found.setdefault((store, table), []).append(column)
    return found


def run(store: str, statement: str, *values: Any) -> list[Any]:
    """Run a statement as somebody who owns the disk."""
    with tampering(store) as cursor:
        asked = statement if store == "lookups" else statement.replace("?", "%s")
        done = cursor.execute(asked, values or None) if store == "acts" else cursor.execute(asked, values)
        rows = cursor if store == "acts" else done
        return list(rows.fetchall()) if statement.startswith("SELECT") else []


def another(value: Any, *, last: bool) -> Any:
    """Return a value of the same type that is not this one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return -1 - value if last else value + 1_000_000
    if isinstance(value, datetime):
        return datetime(2001, 1, 1, tzinfo=UTC)
    if isinstance(value, str):
        return ("y" if value.startswith("x") else "x") + value[1:]
    return b"Z" * 32


def changes() -> Iterator[tuple[str, str, str, Any, Any, Any]]:
    """Yield store, table, column, key, value and another value: of every column, in the first row and the last."""
    for (store, table), names in schema().items():
        mine = " WHERE agency = 'north'" if "agency" in names else ""
        places = [row[0] for row in run(store, f"SELECT {names[0]} FROM {table}{mine} ORDER BY {names[0]}")]
        assert places, f"no row of {table} to change"
        for place in dict.fromkeys((places[0], places[-1])):
            for name in names:
                ((value,),) = run(store, f"SELECT {name} FROM {table} WHERE {names[0]} = ?", place)
                yield store, table, name, place, value, another(value, last=place != places[0])
                if name != names[0] and not engines.is_postgres():
                    yield store, table, name, place, value, "what no such column holds"


def world() -> None:
    """Sealed and unsealed entries of two agencies, something that waits for followers, a bookmark, and a check."""
    some(2), some(2, "south")
    sealing.seal(now=NOW)
    look(query="x", touched=[("r-1", "south")], spends={"phone": (1, 500)})
    following.pass_on(now=NOW)
    some(2)
    sealing.seal(now=NOW + timedelta(hours=1))
    look(query="x")
    look(query="x", touched=[("r-1", "south")])
    some(1)


def test_whatever_column_is_changed_is_named(node: Path) -> None:
    world()
    assert verifying.verify_agency("north", now=NOW).unbroken
    assert len(schema()) == TABLES
    missed = []
    for store, table, name, place, value, other in changes():
        key = schema()[store, table][0]
        run(store, f"UPDATE {table} SET {name} = ? WHERE {key} = ?", other, place)
        if verifying.verify_agency("north", now=NOW).unbroken and (table, name) not in MEANS_NOTHING:
            missed.append(f"{table}.{name} of {place}: {value!r} -> {other!r}")
        if table == "ledger_check":
            run(store, "DELETE FROM ledger_check")
        else:
            run(store, f"UPDATE {table} SET {name} = ? WHERE {key} = ?", value, other if name == key else place)
        assert verifying.verify_agency("north", now=NOW).unbroken, (table, name)
    assert not missed
