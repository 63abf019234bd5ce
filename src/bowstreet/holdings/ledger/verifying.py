"""Checking that an agency's ledger is unbroken, and naming the first entry that is not.

Others write meanwhile. What only grows is therefore read from the end: first how far it has come, then what lies
before that; what came later is left to the next check.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from bowstreet.holdings.engines.chosen import dialect
from bowstreet.holdings.ledger import entries, following, keys, lookups, quotas, sealing, touching, tree
from bowstreet.holdings.ledger.answers import Verified
from bowstreet.holdings.ledger.models import Bookmark, Check, Checkpoint, Head, Leaf, SealingKey, Tree
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
_DISPLACED = (
    "SELECT MIN(number) FROM (SELECT number, id, LAG(id, 1, 0) OVER (ORDER BY number) AS earlier FROM ledger_act"
    " WHERE agency = %s AND number <= %s) AS ordered WHERE id <= earlier"
)
_UNREAD = "a tree, a leaf or a checkpoint cannot be read."


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


@dataclass
class _Log:
    """How far the log of checkpoints was followed for one agency: its leaves, how often they grew, and when last."""

    done: int = 0
    grown: int = 0
    at: datetime | None = None


def verify_agency(agency: str, *, now: datetime) -> Verified:
    """Recompute everything of an agency and return what was found; the result is kept for the ledger page.

    Checked, in this order: of each store the numbers without gaps, each entry's place, time and running hash, up to
    its head (so an unsealed tail too), and what waits there for followers; each sealed leaf against its entry; the
    tree against its leaves; every checkpoint's signature, edge and time, and what it committed to for this agency;
    the rows for which the node vouches; and whatever keeps the node from sealing more, in whichever tree it lies.
    """
    log = _Log()
    try:
        sealed = _sealed(agency)
        walks, broken = _walked(agency, sealed)
        broken = broken or _wrong_leaf(sealed, walks) or _wrong_tree(sealed) or _wrong_checkpoint(agency, sealed, log)
    except sealing.UNREADABLE:
        sealed = _Sealed(0, 0, None, [])
        walks, broken = _walked(agency, sealed)
        broken = broken or _UNREAD
    broken = broken or _not_vouched() or _unsealable()
    _keep(agency, now, broken)
    count = sum(each.count for each in walks)
    root = tree.root([bytes(each.hash) for each in sealed.leaves]).hex()
    whole = f"Unbroken: {count:,} entries, {sealed.size:,} of them sealed."
    sentence = whole if broken is None else f"Broken: {broken}"
    return Verified(agency, count, log.grown, broken is None, broken, sentence, root)


def last_check(agency: str) -> Check | None:
    """Return what the last check of an agency found; None before the first, or when it is not what was found."""
    row = Check.objects.filter(agency=agency).first()
    return row if row and row.vouched == _vouch(row) else None


def _keep(agency: str, now: datetime, broken: str | None) -> None:
    row = Check(agency=agency, at=now, unbroken=broken is None, first_broken=broken or "")
    row.vouched = _vouch(row)
    row.save()


def _vouch(row: Check) -> str:
    return keys.vouch("check", row.agency, entries.stamp(row.at), row.unbroken, row.first_broken)


def _not_vouched() -> str | None:
    """Name the first of the rows that change by right and do not say what the node wrote."""
    try:
        return _unlike_vouched()
    except sealing.UNREADABLE:
        return "a sealing key, a bookmark or the kept result of a check cannot be read."


def _unlike_vouched() -> str | None:
    for key in SealingKey.objects.order_by("agency"):
        if key.vouched != keys.vouch("sealing key", key.agency, key.public):
            return "a sealing key is not the one that the node was given."
    for mark in Bookmark.objects.order_by("name"):
        if mark.vouched != keys.vouch("bookmark", mark.name, mark.place):
            return f"the bookmark '{mark.name}' is not where its follower left it."
    for check in Check.objects.order_by("agency"):
        if check.vouched != _vouch(check):
            return "the kept result of a check is not what the check found."
    return None


def _unsealable() -> str | None:
    why = sealing.obstacle()
    return f"nothing more can be sealed on this node: {why}." if why else None


def _walked(agency: str, sealed: _Sealed) -> tuple[list[_Walk], str | None]:
    with lookups.reading() as store:
        walks = [_walk_if_readable(agency, name, store, sealed) for name in (ACTS, lookups.STORE)]
        broken = next((each.broken for each in walks if each.broken), None)
        broken = broken or touching.wrong(store, agency, following.bookmark(following.FOLLOWER))
        return walks, broken or quotas.wrong(store)


def _walk_if_readable(agency: str, name: str, store: Store, sealed: _Sealed) -> _Walk:
    try:
        return _walk(agency, name, store, sealed)
    except sealing.UNREADABLE:
        return _Walk(name, broken=f"{entries.NAMES[name]}s or how many were entered cannot be read.")


def _sealed(agency: str) -> _Sealed:
    checkpoints = Checkpoint.objects.order_by("-number").values_list("number", flat=True).first() or 0
    row = Tree.objects.filter(agency=agency).first()
    size = row.size if row else 0
    leaves = list(Leaf.objects.filter(agency=agency, place__lte=size).order_by("place"))
    for each in leaves:
        each.hash = bytes(each.hash)
    return _Sealed(checkpoints, size, row, leaves)


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
    elif (displaced := _least(_DISPLACED, (agency, number), name, store)) is not None:
        walk.broken = f"{entries.NAMES[name]} {displaced} stands before one that was entered earlier."
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
    if len(sealed.leaves) != row.size:
        return f"entry {min(len(sealed.leaves), row.size) + 1} is missing from the tree."
    for name, counted in ((ACTS, row.acts), (lookups.STORE, row.lookups)):
        if counted != (last := max((each.number for each in sealed.leaves if each.store == name), default=0)):
            return f"the tree counts {counted:,} of the {entries.NAMES[name]}s; its last leaf is {last:,}."
    edge = tree.Edge()
    for leaf in sealed.leaves:
        edge.append(bytes(leaf.hash))
    if bytes(row.root) != edge.root() or bytes(row.peaks) != b"".join(edge.peaks):
        return "the root of the tree is not that of its leaves."
    return None


def _wrong_checkpoint(agency: str, sealed: _Sealed, log: _Log) -> str | None:
    edge, node = tree.Edge(), tree.Edge()
    stored = Checkpoint.objects.filter(number__lte=sealed.checkpoints).order_by("number")
    for number, checkpoint in enumerate(stored.iterator(), start=1):
        if checkpoint.number != number:
            return f"checkpoint {number} is missing."
        try:
            trees = sealing.read(checkpoint.trees)
        except sealing.UNREADABLE:
            return f"checkpoint {number} cannot be read."
        node.append(sealing.log_leaf(trees))
        if not sealing.is_signed(checkpoint, node.root()):
            return f"checkpoint {number} does not bear this node's signature."
        if bytes(checkpoint.peaks) != b"".join(node.peaks):
            return f"checkpoint {number} does not end with the checkpoints before it."
        size, root = trees.get(agency, (0, tree.EMPTY.hex()))
        if size < log.done or size > len(sealed.leaves):
            return f"checkpoint {number} speaks of {size:,} entries; there are {len(sealed.leaves):,}."
        for leaf in sealed.leaves[log.done : size]:
            edge.append(bytes(leaf.hash))
        if edge.root().hex() != root:
            return f"an entry from {log.done + 1:,} to {size:,} is not what checkpoint {number} signed."
        if size > log.done:
            log.done, log.grown, log.at = size, log.grown + 1, checkpoint.at
    return _after_last(agency, sealed, log)


def _after_last(agency: str, sealed: _Sealed, log: _Log) -> str | None:
    """Say what is wrong when the tree is not as the last checkpoint left it, unless one was made meanwhile."""
    done = log.done
    if done == sealed.size:
        said = sealed.row.sealed_at if sealed.row else None
        return None if said == log.at else "the tree was sealed at another time than it says."
    if Checkpoint.objects.filter(number__gt=sealed.checkpoints).exists():
        return None
    return f"checkpoint {sealed.checkpoints + 1} is missing: entry {done + 1} of {agency} is in none."
