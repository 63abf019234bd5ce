"""Which things of a document are older than what the agency holds of them, by the times their source gives versions.

The rows that are held say it: each has the id and the time of its version, as its source wrote them. A row that is
taken back says nothing any more. Loads DuckDB, so only the reading process may import it.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from bowstreet.formats.exchange.pieces import Piece


def older(pieces: Iterable[Piece], held: Sequence[Path], memory: str) -> set[int]:
    """Return the numbers of the things of which the rows in ``held`` (Parquet) have a later version.

    A thing without an id or a time is older than nothing.
    """
    dated = {each.number: (each.id, at) for each in pieces if each.id and (at := _moment(each.modified))}
    if not dated or not held:
        return set()
    latest: dict[str, datetime] = {}
    with duckdb.connect(":memory:", config={"memory_limit": memory}) as engine:
        question = "SELECT DISTINCT id, modified FROM read_parquet(?) WHERE list_contains(?, id)"
        ids = sorted({own for own, _ in dated.values()})
        for own, modified in engine.execute(question, [[str(each) for each in held], ids]).fetchall():
            at = _moment(modified)
            if at:
                latest[own] = max(at, latest.get(own, at))
    return {number for number, (own, at) in dated.items() if own in latest and at < latest[own]}


def _moment(said: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(said or "")
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
