"""Entering that records left: in the tree of the agency that took them out, and in each owner's what is its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from bowstreet.casework.sharing.answers import LossLine
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.ledger import recording, tree
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import veiling
from bowstreet.vocabulary.readers import Reader

MOST_NAMED = 50
"""So many records stand in an entry by their ids; of more it says how many and their root."""

MOST_LOSSES = 100
"""So many sorts of losses stand in an entry; the rest is summed."""


class Left(NamedTuple):
    """A record that left, in which version, and whose it is."""

    id: str
    version: int
    owner: str


def disclose(
    reader: Reader, now: datetime, action: str, left: Sequence[Left], *, recipients: Sequence[str] = (),
    losses: Sequence[LossLine] = (),
) -> None:  # fmt: skip
    """Enter what left, in the caller's transaction: here all of it, at each other owner what is its own.

    ``recipients`` are agencies by their slugs, or other names, which are sealed with the reason. An owner's entry tells
    neither of other owners' records nor what was lost.
    """
    agencies = queries.cards()
    known = [each for each in recipients if each in agencies]
    others = ", ".join(each for each in recipients if each not in agencies)
    why = "\n".join(filter(None, (reader.reason, f"To {others}" if others else ""))) or None
    through = veiling.groups_of(((each.id, each.owner) for each in left), reader.agency)
    apart = {(each.owner, through.get(each.id, "")) for each in left if each.owner != reader.agency}
    for owner, group in ((reader.agency, ""), *sorted(apart)):
        own = owner == reader.agency
        mine = left if own else [each for each in left if (each.owner, through.get(each.id, "")) == (owner, group)]
        few = mine if len(mine) <= MOST_NAMED else ()
        recording.record_act(
            actor=reader, event=Event.DISCLOSURE, action=action, now=now, agency=owner, recipients=known,
            records=[each.id for each in few], versions=[each.version for each in few], count=len(mine),
            bulk_root=root(mine), reason=why if own else None, losses=_coded(losses) if own else (),
            unnamed={owner: group} if group else {},
        )  # fmt: skip


def root(left: Sequence[Left]) -> str:
    """Return the Merkle root over the (record, version) pairs of what left, in hexadecimal."""
    return tree.root([tree.hash_leaf(b"", f"{each.id}:{each.version}".encode()) for each in left]).hex()


def _coded(losses: Sequence[LossLine]) -> list[str]:
    most = sorted(losses, key=lambda each: (-each.count, each.part, each.why))
    rest = sum(each.count for each in most[MOST_LOSSES:])
    told = [f"{_code(each.part)}:{each.why}:{each.count}" for each in most[:MOST_LOSSES]]
    return [*told, f"others:several:{rest}"] if rest else told


def _code(part: str) -> str:
    """Return the name of a part as it may stand in an entry.

    >>> _code("x-note.a word")
    'x-note.a_word'
    """
    return "".join(sign if sign.isalnum() or sign in "_.*-" else "_" for sign in part[:150])
