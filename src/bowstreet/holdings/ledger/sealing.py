"""Checkpoints: each agency's new entries become leaves, and the node signs one note over all trees.

The note has the form of C2SP signed-note and tlog-checkpoint: origin, size, root, then a signature line.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DataError, connection, transaction
from django.db.models import Max, TextField
from django.db.models.functions import Cast

from bowstreet.holdings.ledger import entries, keys, lookups, notes, tree
from bowstreet.holdings.ledger.models import Act, Checkpoint, Head, Leaf, Tree
from bowstreet.holdings.ledger.recording import STORE as ACTS
from bowstreet.holdings.ledger.stores import Store
from bowstreet.vocabulary.refusals import Refusal, Sort

AGE = timedelta(seconds=60)
ENTRIES = 1000
STEP = 10_000
ORIGIN = "bowstreet"
UNREADABLE = (ValueError, TypeError, AttributeError, IndexError, OverflowError, DataError)
"""What reading a row raises whose columns hold what no column of that type holds, as SQLite lets them."""


@dataclass(frozen=True)
class Sealed:
    """What a checkpoint committed to."""

    number: int
    root: str
    trees: dict[str, tuple[int, str]]


class NotSealed(Refusal):
    """What was sealed is not what the last checkpoint signed; one more would hide that for good."""

    sort = Sort.UNAVAILABLE

    def __init__(self, why: str) -> None:
        """Say what stands in the way."""
        super().__init__(
            f"The ledger is sealed no further: {why}. What is done is still entered; 'bowstreet ledger verify' names"
            " what is broken."
        )


def due(*, now: datetime) -> bool:
    """Say whether there is something to seal and it is time: 60 s since the last checkpoint, or 1,000 entries."""
    waiting = _waiting()
    last = Checkpoint.objects.order_by("-number").first()
    return waiting > 0 and (waiting >= ENTRIES or last is None or now - last.at >= AGE)


def seal(*, now: datetime) -> Sealed | None:
    """Seal what is new and return the checkpoint; None when nothing is. The same entries are never sealed twice.

    Leaves follow the order act store, look-up store, own number. Everything it writes lies in the main database in one
    transaction, so a node that dies meanwhile seals the same entries at the next turn. Raise ``NotSealed`` when
    something stands in the way.
    """
    made = None
    while (one := _seal_some(now)) is not None:
        made = one
    return made


def _seal_some(now: datetime) -> Sealed | None:
    """Seal up to ``STEP`` entries of each store and agency, so that other acts need not wait long."""
    with lookups.reading() as store, transaction.atomic():
        if (why := obstacle()) is not None:
            raise NotSealed(why)
        grown = [agency for agency in _agencies(store) if _grow(agency, store, now)]
        if not grown:
            return None
        trees = {row.agency: (row.size, bytes(row.root).hex()) for row in Tree.objects.order_by("agency")}
        last = Checkpoint.objects.order_by("-number").first()
        edge = tree.Edge(last.number, split(last.peaks)) if last else tree.Edge()
        edge.append(log_leaf(trees))
        Checkpoint.objects.create(
            number=edge.size, at=now, note=sign(edge.size, edge.root(), now), trees=written(trees),
            peaks=b"".join(edge.peaks),
        )  # fmt: skip
    return Sealed(edge.size, edge.root().hex(), trees)


def obstacle() -> str | None:
    """Say why nothing can be sealed on top of the last checkpoint; one made meanwhile shows that something could."""
    before = _last_number()
    try:
        found = _obstacle(before)
    except UNREADABLE:
        return "a tree or a checkpoint cannot be read"
    return found if before == _last_number() else None


def _obstacle(last: int) -> str | None:
    if Checkpoint.objects.count() != last:
        return "a checkpoint is missing"
    signed, trees = last_signed(), list(Tree.objects.all())
    if signed is None:
        return "the last checkpoint does not bear the node's signature"
    if {each.agency: (each.size, bytes(each.root).hex()) for each in trees} != signed:
        return "the trees are not those that the last checkpoint signed"
    acted = dict(Head.objects.values_list("agency", "number"))
    with lookups.reading() as store:
        without = set(_agencies(store)) - signed.keys()
        if any(lookups.head(store, row.agency)[0] < row.lookups for row in trees):
            return "look-ups that were sealed are missing"
    if any(acted.get(row.agency, 0) < row.acts for row in trees):
        return "acts that were sealed are missing"
    if not all(map(_ends_well, [*trees, *(Tree(agency=each, root=tree.EMPTY, peaks=b"") for each in without)])):
        return "a tree does not end with the leaves that it counts"
    return None


def _last_number() -> int:
    return Checkpoint.objects.aggregate(last=Max("number"))["last"] or 0


def _ends_well(row: Tree) -> bool:
    """Say whether a tree goes on from its last leaf: its size, the numbers it took from each store, and its edge."""
    leaves = Leaf.objects.filter(agency=row.agency)
    ends = (
        leaves.aggregate(last=Max("place")),
        *(leaves.filter(store=store).aggregate(last=Max("number")) for store in (ACTS, lookups.STORE)),
    )
    size, acts, looks = (each["last"] or 0 for each in ends)
    edge = tree.Edge(row.size, split(row.peaks))
    return (size, acts, looks) == (row.size, row.acts, row.lookups) and edge.root() == bytes(row.root)


def node_root(trees: dict[str, tuple[int, str]]) -> bytes:
    """Return the root over the (agency, size, root) lines of all agencies, in order of their names."""
    lines = (f"{agency}\n{size}\n{root}\n".encode() for agency, (size, root) in sorted(trees.items()))
    return tree.root([tree.hash_leaf(b"", line) for line in lines])


def log_leaf(trees: dict[str, tuple[int, str]]) -> bytes:
    """Return a checkpoint's leaf in the node's log: a tree that only grows, so that witnesses can follow it."""
    return tree.hash_leaf(b"", node_root(trees))


def split(peaks: bytes | memoryview) -> list[bytes]:
    """Return the hashes of a right edge as it is stored."""
    whole = bytes(peaks)
    return [whole[start : start + 32] for start in range(0, len(whole), 32)]


def sign(size: int, root: bytes, at: datetime) -> str:
    """Return a signed note over a size, a root and a moment."""
    return notes.sign(keys.checkpoint_key(), notes.checkpoint(ORIGIN, size, root, entries.stamp(at)))


def is_signed(checkpoint: Checkpoint, root: bytes) -> bool:
    """Say whether a checkpoint is this node's, over this root and of this moment.

    Notes of an earlier version say no moment, and none can be taken out of a note that says one.
    """
    lines, key = notes.checkpoint(ORIGIN, checkpoint.number, root), keys.checkpoint_key().verify_key
    dated = (*lines, entries.stamp(checkpoint.at))
    return notes.is_signed(checkpoint.note, dated, key) or notes.is_signed(checkpoint.note, lines, key)


def written(trees: Mapping[str, tuple[int, str]]) -> str:
    """Return the trees of a checkpoint as they are stored."""
    return json.dumps(trees, sort_keys=True)


def read(trees: str) -> dict[str, tuple[int, str]]:
    """Return the trees of a checkpoint by agency; raise one of ``UNREADABLE`` for what was not written so."""
    found = {str(name): (int(size), str(root)) for name, (size, root) in json.loads(trees).items()}
    if written(found) != trees:
        raise ValueError("The trees of a checkpoint are written in one way.")
    return found


def last_signed() -> dict[str, tuple[int, str]] | None:
    """Return size and root of each agency's tree as the last checkpoint signed them; None if it did not."""
    stored = list(Checkpoint.objects.order_by("-number")[:2])
    if not stored:
        return {}
    last, before = stored[0], stored[1] if len(stored) > 1 else Checkpoint(number=0, peaks=b"")
    try:
        trees = read(last.trees)
        edge = tree.Edge(before.number, split(before.peaks))
        edge.append(log_leaf(trees))
    except UNREADABLE:
        return None
    whole = edge.peaks == split(last.peaks) and edge.size == last.number and is_signed(last, edge.root())
    return trees if whole else None


def _agencies(store: Store) -> list[str]:
    return sorted(set(lookups.agencies(store)) | set(Head.objects.values_list("agency", flat=True)))


def _waiting() -> int:
    with lookups.reading() as store:
        looked = sum(lookups.head(store, agency)[0] for agency in lookups.agencies(store))
    acted = sum(Head.objects.values_list("number", flat=True))
    sealed = sum(acts + looks for acts, looks in Tree.objects.values_list("acts", "lookups"))
    return looked + acted - sealed


def _grow(agency: str, store: Store, now: datetime) -> bool:
    row = Tree.objects.filter(agency=agency).first() or Tree(agency=agency, root=tree.EMPTY, peaks=b"")
    new = [
        *_without_gap(acts_of(agency, row.acts, STEP), row.acts),
        *_without_gap(lookups.entries_of(store, agency, row.lookups, STEP), row.lookups),
    ]
    if not new:
        return False
    edge = tree.Edge(row.size, split(row.peaks))
    rows = []
    for entry in new:
        edge.append(entry.leaf)
        rows.append((agency, edge.size, entry.store, entry.number, entry.leaf))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO ledger_leaf (agency, place, store, number, hash) VALUES (%s, %s, %s, %s, %s)", rows
        )
    row.size, row.root, row.peaks = edge.size, edge.root(), b"".join(edge.peaks)
    row.sealed_at = now
    row.acts = max((each.number for each in new if each.store == ACTS), default=row.acts)
    row.lookups = max((each.number for each in new if each.store == lookups.STORE), default=row.lookups)
    row.save()
    return True


def _without_gap(some: list[entries.Entry], after: int) -> list[entries.Entry]:
    """Stop before a number that is missing: what follows a gap is not sealed until somebody has looked at it."""
    whole = [entry for place, entry in enumerate(some, start=after + 1) if entry.number == place]
    return whole


def acts_of(agency: str, after: int, limit: int | None = None) -> list[entries.Entry]:
    """Return an agency's entries of the act store after a number, in order."""
    rows = Act.objects.filter(agency=agency, number__gt=after).order_by("number")
    written = rows.values_list("number", Cast("at", TextField()), "body", "salt", "chain")[:limit]
    return [
        entries.Entry(ACTS, agency, number, entries.moment(at), body, bytes(salt), bytes(chain))
        for number, at, body, salt, chain in written
    ]
