"""Stores of an earlier version, whose heads said up to where they had been pruned, are brought up in place."""

import importlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django.apps
import pytest
from django.db import connection
from tests.worlds.ledger import NOW, look, some

from bowstreet.holdings.ledger import lookups, reading, sealing, sqlite_lookups, verifying
from bowstreet.holdings.ledger.models import SealingKey

every_column = importlib.import_module("bowstreet.holdings.ledger.migrations.0003_every_column_is_checked")
migration = importlib.import_module("bowstreet.holdings.ledger.migrations.0002_nothing_is_pruned")


def of_once(execute: Callable[[str], Any], entry: str, head: str) -> None:
    """Give a store the columns and triggers that it had before."""
    said = "BEGIN SELECT RAISE(ABORT, 'only grows'); END"
    for statement in (
        f"ALTER TABLE {head} ADD COLUMN pruned bigint NOT NULL DEFAULT 0",
        f"ALTER TABLE {head} ADD COLUMN pruned_chain BLOB",
        f"DROP TRIGGER {entry}_remains",
        f"DROP TRIGGER {head}_grows",
        f"CREATE TRIGGER {entry}_remains BEFORE DELETE ON {entry} WHEN NOT (OLD.number <="
        f" (SELECT pruned FROM {head} WHERE agency = OLD.agency)) {said}",
        f"CREATE TRIGGER {head}_grows BEFORE UPDATE ON {head}"
        f" WHEN NEW.number < OLD.number OR NEW.pruned < OLD.pruned {said}",
    ):
        execute(statement)


def made(execute: Callable[[str], Any]) -> dict[str, str]:
    """Return what the tables, indexes and triggers of a store are made by."""
    found = execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").fetchall()
    return {name: " ".join(sql.split()) for name, sql in found}


def test_the_store_of_look_ups_is_brought_up_when_it_is_opened(node: Path) -> None:
    some(3)
    sealing.seal(now=NOW)
    look()
    lookups.close()
    with sqlite3.connect(sqlite_lookups.path(), isolation_level=None) as store:
        new, version = made(store.execute), store.execute("PRAGMA user_version").fetchone()
        of_once(store.execute, "entry", "head")
        store.execute("PRAGMA user_version = 1")
    store.close()
    look()
    with lookups.reading() as opened:
        assert made(opened.execute) == new
        assert opened.execute("PRAGMA user_version").fetchone() == version != (1,)
        with pytest.raises(sqlite3.DatabaseError, match="only grows"):
            opened.execute("DELETE FROM entry")
    found = verifying.verify_agency("north", now=NOW)
    assert (found.unbroken, found.entries) == (True, 8)


def test_the_store_of_acts_is_brought_up_by_the_migration(node: Path) -> None:
    some(3)
    sealing.seal(now=NOW)
    with connection.cursor() as cursor:
        new = made(cursor.execute)
        of_once(cursor.execute, "ledger_act", "ledger_head")
    for _ in ("with the columns", "without"):
        with connection.schema_editor(atomic=False) as editor:
            migration.take_out(None, editor)
    with connection.cursor() as cursor:
        assert made(cursor.execute) == new
        with pytest.raises(Exception, match="only grows"):
            cursor.execute("DELETE FROM ledger_act")
    some(1)
    found = verifying.verify_agency("north", now=NOW)
    assert (found.unbroken, found.entries) == (True, 8)


def test_rows_that_no_node_vouched_for_are_vouched_for_by_the_migration(node: Path) -> None:
    """Only where a table says that it is of an earlier version: what is changed afterwards stays named."""
    some(2)
    sealing.seal(now=NOW)
    verifying.verify_agency("north", now=NOW)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_tree ADD COLUMN seals bigint NOT NULL DEFAULT 0")
        cursor.execute("ALTER TABLE ledger_check DROP COLUMN vouched")
        cursor.execute("UPDATE ledger_sealingkey SET vouched = ''")
    assert SealingKey.objects.filter(vouched="").count() == 2
    for _ in ("with the columns", "without"):
        with connection.schema_editor(atomic=False) as editor:
            every_column.bring_up(django.apps.apps, editor)
    with connection.schema_editor(atomic=False) as editor:
        every_column.vouch(django.apps.apps, editor)
    assert reading.state("north").unbroken is None
    assert verifying.verify_agency("north", now=NOW).unbroken
    assert reading.state("north").unbroken
