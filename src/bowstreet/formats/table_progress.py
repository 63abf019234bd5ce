"""How far the reading of tables has come, told at the end of each step and about every second within it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import duckdb

Tell = Callable[[float], None]
"""Takes the share that is done, from 0 to 1; it is called from a thread of its own."""

EVERY = 1.0
"""Seconds between two looks at the engine."""


class Progress:
    """The steps of one reading; ``tell`` never hears less than it heard before."""

    def __init__(self, steps: int, tell: Tell | None) -> None:
        """Begin with none of the steps done."""
        self._steps, self._tell = steps, tell
        self._done, self._told = 0, 0.0
        self._lock = threading.Lock()

    def step(self) -> None:
        """Say that one more step is done."""
        self._done += 1
        self._say(0.0)

    @contextmanager
    def follow(self, connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Tell how far the engine has come within a step, as long as the block lasts."""
        if self._tell is None:
            yield
            return
        over = threading.Event()
        thread = threading.Thread(target=self._look, args=(connection, over), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _look(self, connection: duckdb.DuckDBPyConnection, over: threading.Event) -> None:
        while not over.wait(EVERY):
            self._say(max(0.0, connection.query_progress()) / 100)

    def _say(self, within: float) -> None:
        """Tell the share done; the engine begins at nothing with every statement, and that is not told."""
        if self._tell is None:
            return
        with self._lock:
            share = min(1.0, (self._done + within) / self._steps)
            if share > self._told:
                self._told = share
                self._tell(share)
