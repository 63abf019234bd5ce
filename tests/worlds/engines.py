"""What a test does to the stores of either engine that nobody else can: empty them, and take their triggers away."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

Execute = Callable[[str], Any]

_COPY = "INTO ledger_act SELECT id, agency, number, at, event, officer, '{}', salt, chain FROM ledger_act"


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


REPLACING = (
    f"INSERT {_COPY} ON CONFLICT (id) DO UPDATE SET body = excluded.body" if is_postgres()
    else f"INSERT OR REPLACE {_COPY}"
)  # fmt: skip
"""What puts other rows in the place of those that are there."""


IF_NEW = "IF NOT EXISTS " if is_postgres() else ""
"""Before a column that is added: on PostgreSQL the tables of one test are those of the next."""


def blob(digits: str) -> str:
    """Return bytes as a statement says them."""
    return f"'\\x{digits}'::bytea" if is_postgres() else f"x'{digits}'"


@contextmanager
def without_triggers(execute: Execute, names: str = "%") -> Iterator[None]:
    """Work as somebody who owns the disk; afterwards the triggers are back."""
    if is_postgres():
        execute("SET session_replication_role = replica")
        yield
        execute("SET session_replication_role = origin")
        return
    said = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE%' AND name LIKE '{names}'"
    triggers = execute(said).fetchall()
    for name, _ in triggers:
        execute(f"DROP TRIGGER {name}")
    yield
    for _, made in triggers:
        execute(made)


def lookups_gone() -> None:
    """Empty the look-up store; on SQLite the next look makes it anew."""
    from bowstreet.holdings.ledger import lookups

    lookups.close()
    if is_postgres():
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('lookups.head')")
            if cursor.fetchone()[0] is None:
                cursor.execute("DROP SCHEMA IF EXISTS lookups CASCADE")
            else:
                _delete_all(["lookups.entry", "lookups.head", "lookups.touched"])
                cursor.execute("SELECT setval('lookups.entry_id_seq', 1, false)")
        return
    for each in Path(settings.STATE).glob("lookups.*"):
        each.rmdir() if each.is_dir() else each.unlink()


def acts_gone() -> None:
    """Empty the act store; on SQLite make it anew, with its triggers."""
    from bowstreet.holdings.ledger.stores import tables

    if is_postgres():
        _delete_all(tables.TABLES)
        return
    with connection.cursor() as cursor:
        for table in tables.TABLES:
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in tables.ACT_STORE:
            cursor.execute(statement)


def lookups_cannot_be_written() -> None:
    """Spoil the look-up store."""
    from bowstreet.holdings.ledger import lookups, sqlite_lookups

    if is_postgres():
        lookups.connect().close()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE lookups.head RENAME TO gone")
        return
    sqlite_lookups.path().unlink(missing_ok=True)
    sqlite_lookups.path().mkdir()


def indexes_agree() -> None:
    """Fail where the index over texts holds another word than the texts do."""
    from bowstreet.holdings.repository import cutting

    with connection.cursor() as cursor:
        if not is_postgres():
            for table in ("words", "parts"):
                told = f"INSERT INTO repository_{table} (repository_{table}, rank) VALUES ('integrity-check', 1)"
                cursor.execute(told)
            return
        cursor.execute("SELECT title, body, words, cut_title, cut_body, parts FROM repository_text")
        for title, body, words, in_title, in_body, parts in cursor.fetchall():
            cut = cutting.cut(title), cutting.cut(body)
            assert (in_title, in_body) == tuple(map(cutting.spaced, cut))
            assert words == sorted({*cut[0], *cut[1]})
            assert parts == cutting.folded(f"{title}\n{body}")


def indexed(word: str) -> int:
    """Return in how many texts a word stands, visible or not."""
    asked = (
        "SELECT count(*) FROM repository_text WHERE words @> ARRAY[%s]" if is_postgres()
        else "SELECT count(*) FROM repository_words WHERE repository_words MATCH %s"
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(asked, [word])
        return int(cursor.fetchone()[0])


def emptied(flush: Callable[..., None]) -> Callable[..., None]:
    """Return what empties a test's tables past the triggers that refuse it, and on PostgreSQL the look-ups too."""

    def empty(self: Any, sql_list: list[str]) -> None:
        if is_postgres():
            names = self.connection.introspection.django_table_names(only_existing=True, include_views=False)
            _delete_all(set(names) - {"django_migrations"})
            lookups_gone()
            return
        with self.connection.cursor(), without_triggers(self.connection.connection.execute):
            flush(self, sql_list)

    return empty


def _delete_all(tables: Iterable[str]) -> None:
    """Empty tables, which takes PostgreSQL a hundredth of the time that it takes to truncate them."""
    with connection.cursor() as cursor, without_triggers(cursor.execute):
        cursor.execute(";".join(f"DELETE FROM {each}" for each in tables))
