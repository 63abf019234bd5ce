"""DuckDB as the tables use it: in memory, bounded, and shut in the folders and files that it was handed."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from bowstreet.formats.table_quoting import quoted
from bowstreet.formats.table_shape import WrongTable

THREADS = 2


class _WithoutFrames(MetaPathFinder):
    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("This process reads tables without it.", name=fullname)


def refuse_frames() -> None:
    """Keep pandas out of this process: the engine and Arrow load it to ask whether they were handed a frame of it.

    Measured: 0.2 s and 35 MB in each process that reads a table, 1.5 s where Python keeps no compiled files.
    """
    sys.meta_path.insert(0, _WithoutFrames())


@contextmanager
def engine(files: Sequence[Path], out: Path, memory: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Hand out a connection that sees the given files and the folder ``out`` alone, and spills into that folder.

    Raise ``WrongTable`` with a sentence when the disk is full or the memory does not do.
    """
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="spill-", dir=out) as spill:
        settings = {
            "threads": THREADS,
            "memory_limit": memory,
            "temp_directory": spill,
            "autoload_known_extensions": False,
        }
        connection = duckdb.connect(":memory:", config=settings)
        try:
            paths = ", ".join(quoted(str(each.resolve())) for each in files)
            connection.execute(f"SET allowed_paths = [{paths}]")
            connection.execute(f"SET allowed_directories = [{quoted(str(out.resolve()) + '/')}]")
            connection.execute("SET enable_external_access = false")
            connection.execute("SET TimeZone = 'UTC'")
            connection.execute("SET enable_progress_bar = true")
            connection.execute("SET enable_progress_bar_print = false")
            connection.execute("SET lock_configuration = true")
            yield connection
        except duckdb.OutOfMemoryException:
            raise WrongTable("There was no room left, in memory or on the disk, to read the table.") from None
        except duckdb.IOException as wrong:
            raise WrongTable(f"The disk did not do what was asked of it: {str(wrong).splitlines()[0][:200]}") from None
        finally:
            connection.close()
