"""The tables of the act store that only grow, as SQLite keeps them; Django never empties or changes them."""

_COLUMNS = """agency varchar(60) NOT NULL, number bigint NOT NULL, at datetime NOT NULL, event varchar(30) NOT NULL,
    officer varchar(60) NOT NULL, body text NOT NULL, salt BLOB NOT NULL, chain BLOB NOT NULL"""


def refuse(table: str) -> list[str]:
    """Return the triggers that refuse to change or delete rows of a table."""
    said = f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_stays BEFORE UPDATE ON {table} {said}",
        f"CREATE TRIGGER IF NOT EXISTS {table}_remains BEFORE DELETE ON {table} {said}",
    ]


def never_replaced(table: str, key: tuple[str, ...]) -> str:
    """Return the trigger that refuses an ``INSERT OR REPLACE``, which deletes without asking the other triggers."""
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_first BEFORE INSERT ON {table}"  # noqa: S608
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"
        f" BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    )


def never_back(table: str) -> list[str]:
    """Return the triggers that keep the heads of a store from going back or away."""
    said = f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_grows BEFORE UPDATE ON {table} WHEN NEW.number < OLD.number {said}",
        f"CREATE TRIGGER IF NOT EXISTS {table}_remains BEFORE DELETE ON {table} {said}",
    ]


def prunes(head: str) -> str:
    """Return the query that finds a store of an earlier version, whose heads said up to where it had been pruned."""
    return f"SELECT 1 FROM pragma_table_info('{head}') WHERE name = 'pruned'"  # noqa: S608


def without_pruning(entry: str, head: str) -> list[str]:
    """Return the statements that take pruning out of such a store: nothing ever pruned, and deletions passed for it."""
    return [
        f"DROP TRIGGER IF EXISTS {entry}_remains",
        f"DROP TRIGGER IF EXISTS {head}_grows",
        f"ALTER TABLE {head} DROP COLUMN pruned",
        f"ALTER TABLE {head} DROP COLUMN pruned_chain",
        *refuse(entry),
        *never_back(head),
    ]


def store(entry: str, head: str) -> list[str]:
    """Return the statements that make a store's entries and heads."""
    return [
        f"CREATE TABLE IF NOT EXISTS {entry} (id integer PRIMARY KEY AUTOINCREMENT, {_COLUMNS},"
        " UNIQUE (agency, number))",
        f"CREATE INDEX IF NOT EXISTS {entry}_newest ON {entry} (agency, at, number)",
        f"CREATE INDEX IF NOT EXISTS {entry}_officer ON {entry} (agency, officer, at, number)",
        f"CREATE TABLE IF NOT EXISTS {head} (agency varchar(60) PRIMARY KEY, number bigint NOT NULL,"
        " chain BLOB NOT NULL)",
        *refuse(entry),
        never_replaced(entry, ("agency", "number")),
        never_replaced(entry, ("id",)).replace(f"{entry}_first", f"{entry}_once"),
        *never_back(head),
    ]


ACT_STORE = [
    *store("ledger_act", "ledger_head"),
    "CREATE TABLE ledger_leaf (id integer PRIMARY KEY AUTOINCREMENT, agency varchar(60) NOT NULL,"
    " place bigint NOT NULL, store varchar(10) NOT NULL, number bigint NOT NULL, hash BLOB NOT NULL,"
    " UNIQUE (agency, place), UNIQUE (agency, store, number))",
    *refuse("ledger_leaf"),
    never_replaced("ledger_leaf", ("agency", "place")),
    "CREATE TABLE ledger_checkpoint (number bigint PRIMARY KEY, at datetime NOT NULL, note text NOT NULL,"
    " trees text NOT NULL, peaks BLOB NOT NULL)",
    *refuse("ledger_checkpoint"),
    never_replaced("ledger_checkpoint", ("number",)),
    "CREATE TABLE ledger_tree (agency varchar(60) PRIMARY KEY, size bigint NOT NULL, root BLOB NOT NULL,"
    " peaks BLOB NOT NULL, acts bigint NOT NULL, lookups bigint NOT NULL, sealed_at datetime)",
    "CREATE TABLE ledger_check (agency varchar(60) PRIMARY KEY, at datetime NOT NULL, unbroken bool NOT NULL,"
    " first_broken text NOT NULL, vouched varchar(64) NOT NULL)",
]
"""What the first migration runs. Managed tables would be emptied by every test that flushes, against the triggers."""

TABLES = ("ledger_act", "ledger_head", "ledger_leaf", "ledger_checkpoint", "ledger_tree", "ledger_check")
