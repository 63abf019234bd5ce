"""Which other agencies hold identifiers: hit or no hit, whatever their scope, TLP and handling.

It is read from the counts that stand for each value and terms, so that it needs no index of its own: a value in half a
million records of one agency under one marking is one row. What the answer is made of is an agency, never a record.
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

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

_LETTERS = 12


@dataclass(frozen=True)
class CheckHit:
    """An agency that holds an identifier, whom to ask there, and by which reference."""

    agency: str
    contact: str
    reference: str


@dataclass(frozen=True)
class Held:
    """The other agencies that hold an identifier: those that the asker is told of, and those told alone."""

    open: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()

    @property
    def common(self) -> bool:
        """Say whether so many hold it that it tells nothing; counted over what the asker is told."""
        return len(self.open) > COMMON


NOBODY = Held()


def held(pairs: Iterable[Pair], reader: Reader, now: datetime) -> dict[Pair, Held]:
    """Return which other agencies hold each of some identifiers; those that nobody holds are left out.

    The same statements are run whether they are held openly, in silence, or not at all.
    """
    told = gate.hits(reader, now)
    rows = _rows(sorted(set(pairs)), told.open | told.silent)
    owners = {id: each.owner for id, each in terms.terms_of({id for _, id in rows}).items()}
    found: dict[Pair, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for pair, id in rows:
        open, silent = found[pair]
        (open if id in told.open else silent).add(owners[id])
    return {
        pair: Held(tuple(sorted(open)), tuple(sorted(silent - open))) for pair, (open, silent) in sorted(found.items())
    }


def reference(pair: Pair, one: str, other: str) -> str:
    """Return by which reference two agencies speak of an identifier: the same for both, and of nothing else.

    It is a keyed hash (BLAKE2b) of who they are and of the value alone, so that it stands before any ticket does and
    tells nothing: not whether two values are of one record, and not to a third agency that it is the same value.
    """
    said = keys.vouch("reference", *sorted((one, other)), *pair)
    letters = base64.b32encode(bytes.fromhex(said)).decode()[:_LETTERS]
    return "-".join(letters[at : at + 4] for at in range(0, _LETTERS, 4))


def _rows(pairs: Sequence[Pair], among: frozenset[int]) -> list[tuple[Pair, int]]:
    allowed, allowed_with = gate.within("f.terms_id", among)
    found: list[tuple[Pair, int]] = []
    with connection.cursor() as cursor:
        for start in range(0, len(pairs), STEP):
            cursor.execute(
                f"SELECT f.type, f.value, f.terms_id FROM {dialect.LISTED} CROSS JOIN repository_frequency f"  # noqa: S608
                f" WHERE f.type = {dialect.item(0)} AND f.value = {dialect.item(1)} AND {allowed} AND f.n > 0",
                [json.dumps(pairs[start : start + STEP]), *allowed_with],
            )
            found += (((type, value), id) for type, value, id in cursor.fetchall())
    return found
