"""Who writes waits for who writes, and who waited too long has begun nothing. Run on PostgreSQL by ``suite``."""

import socket
import threading

import pytest
from django.db import OperationalError, connection, transaction
from tests.worlds import engines
from tests.worlds.ledger import NOW

from bowstreet.casework.intake import room
from bowstreet.holdings.ledger import appender, lookups

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_second_writer_waits_and_one_that_waited_too_long_is_in_no_transaction() -> None:
    holds, let_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            holds.set()
            let_go.wait()
        connection.close()

    first = threading.Thread(target=hold)
    first.start()
    holds.wait()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
            cursor.execute("SELECT 1")
            assert cursor.fetchone() == (1,), "who reads waits for nobody"
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            raise AssertionError("two write at once")
        assert connection.get_autocommit() and not connection.in_atomic_block
    finally:
        let_go.set()
        first.join()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (1,)
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")


def test_a_server_that_ends_a_connection_is_waited_out() -> None:
    connection.ensure_connection()
    engines.elsewhere(f"SELECT pg_terminate_backend({connection.connection.info.backend_pid})")
    done = []
    with room.permitting(), transaction.atomic():
        done.append("on a dead connection")
    with room.permitting(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        done.append("anew")
    assert done == ["anew"]


def test_who_writes_look_ups_connects_anew() -> None:
    mine, others = socket.socketpair()
    item = lookups.Note("north", NOW, {"event": "consultation", "actor": "o-1"})
    store = lookups.connect()
    (pid,) = store.execute("SELECT pg_backend_pid()").fetchone()
    engines.elsewhere(f"SELECT pg_terminate_backend({pid})")
    with mine, others:
        for answer in (b"-", b"+"):
            store = appender._write_group(store, [(item, others)])
            assert mine.recv(1) == answer
    store.close()


def test_an_update_of_either_store_in_bulk_is_refused() -> None:
    for table in ("repository_version", "repository_judgement", "ledger_act", "ledger_leaf", "ledger_checkpoint"):
        with pytest.raises(Exception, match=r"append-only|only grows"), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")


def test_no_text_is_an_error() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["a\x00b"])
        assert cursor.fetchone() == ("a\ufffdb",)
