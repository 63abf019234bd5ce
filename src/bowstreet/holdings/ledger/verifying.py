"""Checking that an agency's ledger is unbroken, and naming the first entry that is not.

Others write meanwhile. What only grows is therefore read from the end: first how far it has come, then what lies
before that; what came later is left to the next check.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.ledger import entries, lookups, sealing, tree
from bowstreet.holdings.ledger.answers import Verified
from bowstreet.holdings.ledger.models import Check, Checkpoint, Head, Leaf, Tree
from bowstreet.holdings.ledger.recording import STORE as ACTS
from bowstreet.holdings.ledger.stores import Store

_BEYOND = (
    "SELECT MIN(number) FROM ledger_act WHERE agency = %s"
    " AND number > COALESCE((SELECT number FROM ledger_head WHERE agency = %s), 0)"
)
_MISFILED = (
    "SELECT MIN(number) FROM ledger_act WHERE agency = %s AND number <= %s"  # noqa: S608
    f" AND (officer <> {dialect.field('body', 'actor')} OR event <> {dialect.field('body', 'event')})"
)


@dataclass
class _Walk:
    """One pass over an agency's entries in one store: their leaves, and the first that is wrong."""

    name: str
    count: int = 0
    leaves: dict[int, bytes] = field(default_factory=dict)
    broken: str | None = None


@dataclass(frozen=True)
class _Head:
    """How far a store says that it has come."""

    number: int
    chain: bytes


@dataclass(frozen=True)
class _Sealed:
    """What was sealed before the check began."""

    checkpoints: int
    size: int
    row: Tree | None
    leaves: list[Leaf]


def verify_agency(agency: str, *, now: datetime) -> Verified:
    """Recompute everything of an agency and return what was found; the result is kept for the ledger page.

    Checked, in this order: of each store the numbers without gaps, each entry's place, time and running hash, up to
    its head (so an unsealed tail too); each sealed leaf against its entry; the tree's root against its leaves; every
    checkpoint's signature and what it committed to for this agency.
    """
    sealed = _sealed(agency)
    with lookups.reading() as store:
        walks = [_walk(agency, name, store, sealed) for name in (ACTS, lookups.STORE)]
    broken = next((each.broken for each in walks if each.broken), None)
    broken = broken or _wrong_leaf(sealed, walks) or _wrong_tree(sealed) or _wrong_checkpoint(agency, sealed)
    Check.objects.update_or_create(
        agency=agency, defaults={"at": now, "unbroken": broken is None, "first_broken": broken or ""}
    )
    count = sum(each.count for each in walks)
    root = tree.root([bytes(each.hash) for each in sealed.leaves]).hex()
    whole = f"Unbroken: {count:,} entries, {sealed.size:,} of them sealed."
    sentence = whole if broken is None else f"Broken: {broken}"
    seals = sealed.row.seals if sealed.row else 0
    return Verified(agency, count, seals, broken is None, broken, sentence, root)


def _sealed(agency: str) -> _Sealed:
    checkpoints = Checkpoint.objects.order_by("-number").values_list("number", flat=True).first() or 0
    row = Tree.objects.filter(agency=agency).first()
    size = row.size if row else 0
    return _Sealed(checkpoints, size, row, list(Leaf.objects.filter(agency=agency, place__lte=size).order_by("place")))


def _walk(agency: str, name: str, store: Store, sealed: _Sealed) -> _Walk:
    head = _head(agency, name, store)
    walk = _Walk(name)
    leaves = {leaf.number: bytes(leaf.hash) for leaf in sealed.leaves if leaf.store == name}
    chain, number = entries.FIRST_CHAIN, 0
    for entry in _entries(agency, name, store, head):
        if entry.number != number + 1:
            break
        number += 1
        chain = entries.next_chain(chain, entry.leaf)
        walk.broken = _wrong_entry(entry) if chain == entry.chain else _wrong_chain(entry, walk, leaves)
        if walk.broken:
            return walk
        walk.leaves[number], walk.count = entry.leaf, walk.count + 1
    if number != head.number:
        walk.broken = f"{entries.NAMES[name]} {number + 1} is missing: {head.number:,} were entered."
    elif chain != head.chain:
        walk.broken = f"{entries.NAMES[name]} {number} is not the last that was entered."
    elif (misfiled := _least(_MISFILED, (agency, number), name, store)) is not None:
        walk.broken = f"{entries.NAMES[name]} {misfiled} is filed under another officer or event than was entered."
    elif (beyond := _least(_BEYOND, (agency, agency), name, store)) is not None:
        walk.broken = f"{entries.NAMES[name]} {beyond} stands after the last that was entered."
    return walk


def _wrong_chain(entry: entries.Entry, walk: _Walk, sealed: dict[int, bytes]) -> str:
    """Name the entry that does not follow, or the one before it when that was rewritten with its running hash.

    A seal convicts whoever differs from it. It acquits nobody: it may have been made after the rewriting.
    """
    name, number, before = entries.NAMES[entry.store], entry.number, entry.number - 1
    if before in sealed and sealed[before] != walk.leaves[before]:
        return f"{name} {before} is not what was entered."
    said = _said(entry)
    certain = before == 0 or said or sealed.get(number, entry.leaf) != entry.leaf
    return (
        f"{name} {number} is not what was entered{said}{'' if certain else f', or {name} {before} before it is not'}."
    )


def _wrong_entry(entry: entries.Entry) -> str | None:
    named = f"{entries.NAMES[entry.store]} {entry.number}"
    try:
        moment = datetime.fromisoformat(entry.fields["at"])
    except (ValueError, KeyError, TypeError):
        return f"{named} cannot be read."
    return None if moment == entry.at else f"{named} was given another time than was entered."


def _said(entry: entries.Entry) -> str:
    """Say where an entry came from, when it names another place than the one it stands in."""
    try:
        agency, name, number = (entry.fields[each] for each in ("agency", "store", "number"))
    except (ValueError, KeyError, TypeError):
        return ""
    if (agency, name, number) == (entry.agency, entry.store, entry.number):
        return ""
    return f": it was entered as {entries.NAMES.get(name, name)} {number}" + (
        f" of {agency}" if agency != entry.agency else ""
    )


def _entries(agency: str, name: str, store: Store, head: _Head) -> Iterator[entries.Entry]:
    after, step = 0, 5000
    while after < head.number:
        some = sealing.acts_of(agency, after, step) if name == ACTS else lookups.entries_of(store, agency, after, step)
        yield from (entry for entry in some if entry.number <= head.number)
        if len(some) < step:
            return
        after = some[-1].number


def _head(agency: str, name: str, store: Store) -> _Head:
    if name == ACTS:
        row = Head.objects.filter(agency=agency).values_list("number", "chain").first()
        return _Head(row[0], bytes(row[1])) if row else _Head(0, entries.FIRST_CHAIN)
    return _Head(*lookups.head(store, agency))


def _least(wanted: str, values: tuple[str | int, ...], name: str, store: Store) -> int | None:
    if name == ACTS:
        with connection.cursor() as cursor:
            cursor.execute(wanted, values)
            found = cursor.fetchone()[0]
    else:
        wanted = wanted.replace("ledger_act", "entry").replace("ledger_head", "head").replace("%s", "?")
        found = store.execute(wanted, values).fetchone()[0]
    return None if found is None else int(found)


def _wrong_leaf(sealed: _Sealed, walks: list[_Walk]) -> str | None:
    by_name = {each.name: each for each in walks}
    for place, leaf in enumerate(sealed.leaves, start=1):
        if leaf.place != place:
            return f"entry {place} is missing from the tree."
        walk = by_name.get(leaf.store)
        if walk is None:
            return f"entry {place} is of no store."
        named = f"{entries.NAMES[leaf.store]} {leaf.number} (entry {place})"
        if leaf.number not in walk.leaves:
            return f"{named} was sealed and is missing."
        if walk.leaves[leaf.number] != bytes(leaf.hash):
            return f"{named} is not what was sealed."
    return None


def _wrong_tree(sealed: _Sealed) -> str | None:
    row = sealed.row
    if row is None:
        return None
    if len(sealed.leaves) != row.size or row.acts + row.lookups != row.size:
        return f"entry {min(len(sealed.leaves), row.size) + 1} is missing from the tree."
    edge = tree.Edge()
    for leaf in sealed.leaves:
        edge.append(bytes(leaf.hash))
    if bytes(row.root) != edge.root() or bytes(row.peaks) != b"".join(edge.peaks):
        return "the root of the tree is not that of its leaves."
    return None


def _wrong_checkpoint(agency: str, sealed: _Sealed) -> str | None:
    edge, log, done = tree.Edge(), tree.Edge(), 0
    stored = Checkpoint.objects.filter(number__lte=sealed.checkpoints).order_by("number")
    for number, checkpoint in enumerate(stored.iterator(), start=1):
        if checkpoint.number != number:
            return f"checkpoint {number} is missing."
        try:
            trees = {name: (int(size), str(root)) for name, (size, root) in json.loads(checkpoint.trees).items()}
        except (ValueError, TypeError, AttributeError):
            return f"checkpoint {number} cannot be read."
        log.append(sealing.log_leaf(trees))
        if not sealing.is_signed(checkpoint.note, number, log.root()):
            return f"checkpoint {number} does not bear this node's signature."
        size, root = trees.get(agency, (0, tree.EMPTY.hex()))
        if size < done or size > len(sealed.leaves):
            return f"checkpoint {number} speaks of {size:,} entries; there are {len(sealed.leaves):,}."
        for leaf in sealed.leaves[done:size]:
            edge.append(bytes(leaf.hash))
        if edge.root().hex() != root:
            return f"an entry from {done + 1:,} to {size:,} is not what checkpoint {number} signed."
        done = size
    return _after_last(agency, sealed, done)


def _after_last(agency: str, sealed: _Sealed, done: int) -> str | None:
    """Say what is wrong when the tree holds more than the checkpoints signed, unless one was made meanwhile."""
    if done == sealed.size or Checkpoint.objects.filter(number__gt=sealed.checkpoints).exists():
        return None
    return f"checkpoint {sealed.checkpoints + 1} is missing: entry {done + 1} of {agency} is in none."
