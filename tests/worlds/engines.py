"""What a test does to the stores of either engine that nobody else can: empty them, and take their triggers away."""

import hashlib
import secrets
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import OperationalError, connection, transaction

Execute = Callable[..., Any]

_COPY = "INTO ledger_act SELECT id, agency, number, at, event, officer, '{}', salt, chain FROM ledger_act"


def is_postgres() -> bool:
    return connection.vendor == "postgresql"


REPLACING = (
    f"INSERT {_COPY} ON CONFLICT (id) DO UPDATE SET body = excluded.body" if is_postgres()
    else f"INSERT OR REPLACE {_COPY}"
)  # fmt: skip
"""What puts other rows in the place of those that are there."""


OF_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}
"""Tables that Django fills when it migrates, and no test ever."""


def blob(digits: str) -> str:
    """Return bytes as a statement says them."""
    return f"'\\x{digits}'::bytea" if is_postgres() else f"x'{digits}'"


@contextmanager
def without_triggers(execute: Execute, names: str = "%", of: Collection[str] | None = None) -> Iterator[None]:
    """Work as somebody who owns the disk, on all tables or on some; afterwards the triggers are back."""
    if is_postgres():
        execute("SET session_replication_role = replica")
        yield
        execute("SET session_replication_role = origin")
        return
    said = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE%' AND name LIKE ?"
    triggers = [each for each in execute(said, [names]).fetchall() if of is None or each[1] in of]
    for name, _, _ in triggers:
        execute(f"DROP TRIGGER {name}")
    yield
    for _, _, made in triggers:
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
    with transaction.atomic(), connection.cursor() as cursor:
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

    if not is_postgres():
        return _words_agree()
    with connection.cursor() as cursor:
        read = "coalesce(read_title, title), coalesce(read_body, body), words, cut_title, cut_body, parts"
        cursor.execute(f"SELECT {read} FROM repository_text UNION ALL SELECT {read} FROM repository_pasttext")
        for title, body, words, in_title, in_body, parts in cursor.fetchall():
            cut = cutting.cut(title), cutting.cut(body)
            assert (in_title, in_body) == tuple(map(cutting.spaced, cut))
            assert words == sorted({*cut[0], *cut[1]})
            assert parts == cutting.folded(f"{title}\n{body}")


def _words_agree() -> None:
    """Compare the indexes with the texts they read as written, once those that are spelled otherwise went out."""
    with transaction.atomic(), connection.cursor() as cursor:
        for texts, index in (("text", ""), ("pasttext", "past_")):
            cursor.execute(f"DELETE FROM repository_{texts} WHERE read_title IS NOT NULL OR read_body IS NOT NULL")
            for name, as_written in (("words", 1), ("parts", 1), ("signs", 0)):
                table = f"repository_{index}{name}"
                cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', %s)", [as_written])
        transaction.set_rollback(True)


def indexed(word: str, *, past: bool = False) -> int:
    """Return how often a word leads to a text in the indexes, visible or not."""
    texts, index = ("repository_pasttext", "repository_past") if past else ("repository_text", "repository")
    asked = (
        f"SELECT count(*) FROM {texts} WHERE words @> ARRAY[%s]" if is_postgres()
        else f"SELECT count(*) FROM {index}_words f WHERE f.{index}_words MATCH %s"
    )  # fmt: skip
    inside = (
        f"SELECT count(*) FROM {texts} WHERE strpos(parts, %s) > 0" if is_postgres()
        else f"SELECT count(*) FROM {index}_parts f WHERE f.{index}_parts MATCH %s"
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(asked, [word])
        whole = int(cursor.fetchone()[0])
        cursor.execute(inside, [word])
        return max(whole, int(cursor.fetchone()[0]))


def plan(statement: str, values: Sequence[object], index: str) -> str:
    """Return how a statement is run; on PostgreSQL, which goes by how much it counted, as if there were one index."""
    with transaction.atomic(), connection.cursor() as cursor:
        if is_postgres():
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid <> %s::regclass"
                " AND indrelid::regclass::text LIKE 'repository%%'",
                [index],
            )
        cursor.execute(f"EXPLAIN {'' if is_postgres() else 'QUERY PLAN '}{statement}", values)
        steps = [str(row[-1]) for row in cursor.fetchall()]
        transaction.set_rollback(True)
    return "\n".join(steps)


def index_on(table: str, column: str) -> str:
    """Return the name of the index on one column."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, table)
    return next(name for name, said in found.items() if said["columns"] == [column] and said["index"])


def missed_turn() -> OperationalError:
    """Return what is raised where others wrote all the time."""
    wrong = OperationalError("database is locked")
    if is_postgres():
        wrong.__cause__ = psycopg.errors.LockNotAvailable("canceling statement due to lock timeout")
    return wrong


def elsewhere(*statements: str) -> None:
    """Run statements on another connection, as another process would."""
    if is_postgres():
        _on_server(str(connection.settings_dict["NAME"]), *statements)
        return
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as file, file:
        for statement in statements:
            file.execute(statement)


def database_of(folder: Path) -> str:
    """Return the name of the database that belongs to a state folder."""
    if is_postgres():
        return f"world_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    return str(folder / "bowstreet.sqlite")


def begin_database(name: str, template: str = "template0") -> None:
    """Make a database anew, as a copy of another one; on SQLite it is a file of the folder, and came with it."""
    if is_postgres():
        _on_server(
            "postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
            f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8' LOCALE 'C.UTF-8'",
        )  # fmt: skip


def _on_server(database: str, *statements: str) -> None:
    given = {**connection.get_connection_params(), "dbname": database, "autocommit": True}
    for each in ("context", "cursor_factory"):
        given.pop(each, None)
    with psycopg.connect(**given) as server:
        for statement in statements:
            server.execute(statement.encode())


def emptied() -> None:
    """Empty what a test filled, past the triggers that refuse it, and on PostgreSQL the look-ups too."""
    named = connection.introspection.django_table_names(only_existing=True, include_views=False)
    tables = sorted(set(named) - OF_DJANGO)
    if is_postgres():
        _delete_all(tables)
        lookups_gone()
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{each}' WHERE EXISTS (SELECT 1 FROM {each})" for each in tables))
        filled = [name for (name,) in cursor.fetchall()]
        with without_triggers(connection.connection.execute, of=filled):
            for each in filled:
                cursor.execute(f"DELETE FROM {each}")


def put_aside() -> tuple[str, ...]:
    """Copy the rows of all tables that have some beside them, for ``put_back``, and return the names of the tables."""
    from bowstreet.holdings.ledger.stores import tables

    named = connection.introspection.django_table_names(only_existing=True, include_views=False)
    every = sorted(({*named} - OF_DJANGO) | set(tables.TABLES))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{each}' WHERE EXISTS (SELECT 1 FROM {each})" for each in every))
        filled = tuple(name for (name,) in cursor.fetchall())
        for each in filled:
            cursor.execute(f"CREATE TABLE aside_{each} AS SELECT * FROM {each}")
    return filled


def put_back(tables: Iterable[str]) -> None:
    """Fill empty tables with what was put aside; the version counter begins anew, as in every new world."""
    with transaction.atomic(), connection.cursor() as cursor:
        for each in tables:
            cursor.execute(f"INSERT INTO {each} SELECT * FROM aside_{each}")
        cursor.execute("UPDATE agencies_counter SET value = %s", [secrets.randbits(40) + 1])


def _delete_all(tables: Iterable[str]) -> None:
    """Empty tables, which takes PostgreSQL a hundredth of the time that it takes to truncate them."""
    with connection.cursor() as cursor, without_triggers(cursor.execute):
        cursor.execute(";".join(f"DELETE FROM {each}" for each in tables))
