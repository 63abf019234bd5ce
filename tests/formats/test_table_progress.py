"""How far the reading of a table has come is told, never backwards, and to its end."""

import threading
from pathlib import Path

import pytest

from bowstreet.formats import mapping, table_progress, tables
from bowstreet.formats.table_progress import Progress

SHOPS = mapping.parse("""
name = "shops"
title = "Shops"
sort = "accounts"
market = "Tulip"
match = ["name"]
[columns]
name = { field = "handle", required = true }
seen = { field = "seen", type = "day", formats = ["%Y-%m-%d"] }
""")


class Engine:
    """Says of itself what it is told to, look by look, and then waits for the end."""

    def __init__(self, *shares: float) -> None:
        self.shares = list(shares)
        self.asked = threading.Semaphore(0)

    def query_progress(self) -> float:
        self.asked.release()
        return self.shares.pop(0) if self.shares else 0.0


def followed(monkeypatch: pytest.MonkeyPatch, *shares: float) -> list[float]:
    monkeypatch.setattr(table_progress, "EVERY", 0.001)
    told: list[float] = []
    engine, progress = Engine(*shares), Progress(4, told.append)
    progress.step()
    with progress.follow(engine):  # type: ignore[arg-type]
        for _ in range(len(shares) + 1):
            assert engine.asked.acquire(timeout=30)
    return told


def test_within_a_step_the_engine_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert followed(monkeypatch, -1.0, 20.0, 60.0) == [0.25, 0.3, 0.4]


def test_nothing_is_told_backwards_or_past_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert followed(monkeypatch, 80.0, 10.0, 90.0, 400.0) == [0.25, 0.45, 0.475, 1.0]


def test_nobody_who_listens_costs_no_thread() -> None:
    before = threading.active_count()
    progress = Progress(2, None)
    with progress.follow(Engine()):  # type: ignore[arg-type]
        progress.step()
        assert threading.active_count() == before


def test_the_reading_of_a_table_is_told_step_for_step(tmp_path: Path) -> None:
    told: list[float] = []
    table = tmp_path / "shops.csv"
    table.write_text("name,seen\n" + "".join(f"shop {number},2031-02-01\n" for number in range(100)))
    tables.read_many([tables.Source(table, "i1")], mapping=SHOPS, out=tmp_path / "out", dataset="d", tell=told.append)
    assert {(step + 1) / tables.STEPS for step in range(tables.STEPS)} <= set(told) and told == sorted(told)
