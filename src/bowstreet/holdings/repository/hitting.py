"""Which other agencies hold identifiers: hit or no hit, whatever their scope, TLP and handling.

It is read from the counts that stand for each value and terms, so that it needs no index of its own: a value in half a
million records of one agency under one marking is one row. What the answer is made of is an agency, never a record.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.ledger import keys
from bowstreet.vocabulary.readers import Reader

Pair = tuple[str, str]
"""The type and the normal form of an identifier."""

STEP = 1_000
"""So many identifiers are asked for in one statement."""

COMMON = 10
"""An identifier that more other agencies hold than this is common: it tells nothing, and no ticket is opened on it."""

_LETTERS, _DIGITS = 12, 20
_NOT_SOUGHT = "+f.terms_id"
"""The column so that an engine looks up a value once and sees its terms, not once for each of the terms asked for."""


@dataclass(frozen=True)
class CheckHit:
    """An agency that holds an identifier, whom to ask there, and by which reference."""

    agency: str
    contact: str
    reference: str


@dataclass(frozen=True)
class Held:
    """The other agencies that hold an identifier: those that the asker is told of, and those told alone.

    ``covert`` are those of the first that hold it in no record; ``covered``: it stands for what is no record, of
    whichever agency.
    """

    open: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    covert: tuple[str, ...] = ()
    covered: bool = False

    @property
    def common(self) -> bool:
        """Say whether so many hold it that it tells nothing; counted over what the asker is told."""
        return len(self.open) > COMMON


NOBODY = Held()

Covers = Callable[[Sequence[Pair]], Mapping[Pair, frozenset[str]]]
"""What a room above holds beside records: the agencies that answer for each of some identifiers."""


def nothing_beside(pairs: Sequence[Pair]) -> Mapping[Pair, frozenset[str]]:
    """Return that nothing is held beside records."""
    return {}


def held(pairs: Iterable[Pair], reader: Reader, now: datetime, covers: Covers = nothing_beside) -> dict[Pair, Held]:
    """Return which other agencies hold each of some identifiers; those that nobody holds are left out.

    The same statements are run whether they are held openly, in silence, beside records, or not at all.
    """
    told, asked = gate.hits(reader, now), sorted(set(pairs))
    rows, covered = _rows(asked, told.open | told.silent), covers(asked)
    owners = {id: each.owner for id, each in terms.terms_of({id for _, id, _ in rows}).items()}
    found: dict[Pair, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for pair, id, _ in rows:
        open, silent = found[pair]
        (open if id in told.open else silent).add(owners[id])
    made = {}
    for pair in sorted({*found, *covered}):
        open, silent = found[pair]
        covert = {each for each in covered.get(pair, ()) if gate.tells(reader, each, now)}
        made[pair] = Held(
            tuple(sorted(open | covert)), tuple(sorted(silent - open)), tuple(sorted(covert - open)), pair in covered
        )
    return made


def reference(pair: Pair, one: str, other: str) -> str:
    """Return by which reference two agencies speak of an identifier: the same for both, and of nothing else.

    It is a keyed hash (BLAKE2b) of who they are and of the value alone, so that it stands before any ticket does and
    tells nothing: not whether two values are of one record, and not to a third agency that it is the same value.
    """
    said = keys.vouch("reference", *sorted((one, other)), *pair)
    letters = base64.b32encode(bytes.fromhex(said[:_DIGITS])).decode()[:_LETTERS]
    return "-".join(letters[at : at + 4] for at in range(0, _LETTERS, 4))


class Met(NamedTuple):
    """An identifier that came in under some terms, and others under which it stands too."""

    type: str
    value: str
    mine: int
    theirs: int


def last() -> int:
    """Return the place of the selector that came in last."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM repository_selector")
        return int(cursor.fetchone()[0])


def arrived_under(after: int, until: int) -> list[int]:
    """Return the terms of what came in after one place up to another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT terms_id FROM repository_selector WHERE id > %s AND id <= %s", [after, until])
        return [int(id) for (id,) in cursor.fetchall()]


def came(after: int, until: int, among: Iterable[int]) -> list[tuple[Pair, int]]:
    """Return what came in after one place up to another under some terms, each with its terms."""
    return _came("repository_selector s", "s.id > %s AND s.id <= %s", [after, until], frozenset(among))


def met(after: int, until: int, among: Iterable[int]) -> list[Met]:
    """Return where what came in after one place up to another meets what stands under some terms."""
    return _met("repository_selector s", "s.id > %s AND s.id <= %s", [after, until], frozenset(among))


class Admitted(NamedTuple):
    """What came in under terms that were pending, and what of it meets other terms.

    ``last`` is the number of the last of its records; None: there are no more.
    """

    came: list[tuple[Pair, int]]
    met: list[Met]
    last: int | None


def admitted(terms_id: int, after: int, records: int, among: Iterable[int]) -> Admitted:
    """Return the same of what came in under terms that were pending, of so many records after a number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM repository_record WHERE terms_id = %s AND id > %s ORDER BY id LIMIT %s",
            [terms_id, after, records],
        )
        ids = [int(id) for (id,) in cursor.fetchall()]
    listed = f"{dialect.LISTED} CROSS JOIN repository_selector s"
    which, values, allowed = f"s.record_id = {dialect.NUMBER}", [json.dumps(ids)], frozenset(among)
    return Admitted(
        _came(listed, which, values, allowed), _met(listed, which, values, allowed), ids[-1] if ids else None
    )


def _came(source: str, arriving: str, values: Sequence[int | str], among: frozenset[int]) -> list[tuple[Pair, int]]:
    mine, mine_with = gate.within("+s.terms_id", among)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT s.type, s.value, s.terms_id FROM {source} WHERE {arriving} AND {mine}",  # noqa: S608
            [*values, *mine_with],
        )
        return [((type, value), id) for type, value, id in cursor.fetchall()]


def _met(source: str, arriving: str, values: Sequence[int | str], among: frozenset[int]) -> list[Met]:
    mine, mine_with = gate.within("+s.terms_id", among)
    theirs, theirs_with = gate.within(_NOT_SOUGHT, among)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT s.type, s.value, s.terms_id, f.terms_id FROM {source} CROSS JOIN repository_frequency f"  # noqa: S608
            f" WHERE {arriving} AND {mine} AND f.type = s.type AND f.value = s.value AND f.terms_id <> s.terms_id"
            f" AND f.n > 0 AND {theirs}",
            [*values, *mine_with, *theirs_with],
        )
        return [Met(*row) for row in cursor.fetchall()]


def holding(pairs: Iterable[Pair], among: Iterable[int]) -> dict[Pair, list[tuple[int, int]]]:
    """Return under which of some terms each identifier stands, with the depth: for followers and the room above."""
    found: dict[Pair, list[tuple[int, int]]] = defaultdict(list)
    for pair, id, depth in _rows(sorted(set(pairs)), frozenset(among)):
        found[pair].append((id, depth))
    return found


def records(pair: Pair, among: Iterable[int], most: int) -> list[int]:
    """Return the numbers of the newest records that have an identifier under some terms."""
    allowed, allowed_with = gate.within("s.terms_id", frozenset(among))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT s.record_id FROM repository_selector s WHERE s.type = %s AND s.value = %s AND {allowed}"  # noqa: S608
            " ORDER BY s.record_id DESC LIMIT %s",
            [*pair, *allowed_with, most],
        )
        return [int(id) for (id,) in cursor.fetchall()]


def _rows(pairs: Sequence[Pair], among: frozenset[int]) -> list[tuple[Pair, int, int]]:
    allowed, allowed_with = gate.within(_NOT_SOUGHT, among)
    found: list[tuple[Pair, int, int]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(pairs), STEP):
            cursor.execute(
                f"SELECT f.type, f.value, f.terms_id, f.depth FROM {dialect.LISTED} CROSS JOIN repository_frequency f"  # noqa: S608
                f" WHERE f.type = {dialect.item(0)} AND f.value = {dialect.item(1)} AND {allowed} AND f.n > 0",
                [json.dumps(pairs[start : start + STEP]), *allowed_with],
            )
            found += (((type, value), id, depth) for type, value, id, depth in cursor.fetchall())
    return found
