"""Giving the agency's whole ledger to somebody outside, as a file that is checked without the node."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from bowstreet.holdings.ledger import bundle, entries, keys, lookups, reading, recording, sealing, tree
from bowstreet.holdings.ledger.answers import Bundle
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.ledger.models import Head, Leaf
from bowstreet.holdings.ledger.recording import STORE as ACTS
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden, Refusal, Sort

STEP = 2000


class NotVouched(Refusal):
    """The node would sign no checkpoint on top of its last one, so it signs no bundle either."""

    sort = Sort.UNAVAILABLE

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("The ledger is not what the node's last checkpoint signed, so nothing is given: verify first.")


def export(*, reader: Reader, now: datetime) -> Bundle:
    """Return the ledger of the reader's agency for a file; it is entered as a disclosure before its first line.

    The tree given is the one that the last checkpoint signed, under a note of its own: the way to the node's root
    would show when others' trees grow. Raise ``Hidden`` for an officer who does not oversee, ``NotVouched``.
    """
    reading.allow(reader)
    if reader.role not in reading.WHOLE_AGENCY:
        raise Hidden()
    trees = sealing.last_signed()
    if trees is None or sealing.obstacle() is not None:
        raise NotVouched()
    size, root = trees.get(reader.agency, (0, tree.EMPTY.hex()))
    with transaction.atomic():
        recording.record_act(actor=reader, event=Event.DISCLOSURE, action="ledger.export", now=now, count=size,
                             bulk_root=root)  # fmt: skip
    key, heads = keys.checkpoint_key(), _heads(reader.agency)
    head = {
        "agency": reader.agency,
        "exported_at": entries.stamp(now),
        "size": size,
        "root": root,
        "entered": {store: [number, chain] for store, (number, chain) in heads.items()},
    }
    upto = {store: number for store, (number, _) in heads.items()}
    return Bundle(
        agency=reader.agency,
        entries=sum(upto.values()),
        sealed=size,
        root=root,
        key=bytes(key.verify_key).hex(),
        lines=_lines(bundle.head_line(head, key), reader.agency, size, upto),
    )


def _heads(agency: str) -> dict[str, tuple[int, str]]:
    """Return of each store the last number and the running hash after it."""
    acts = Head.objects.filter(agency=agency).values_list("number", "chain").first()
    with lookups.reading() as store:
        looks = lookups.head(store, agency)
    found = {ACTS: acts or (0, entries.FIRST_CHAIN), lookups.STORE: looks}
    return {name: (number, bytes(chain).hex()) for name, (number, chain) in found.items()}


def _lines(head: bytes, agency: str, size: int, upto: dict[str, int]) -> Iterator[bytes]:
    yield head
    done, chain = dict.fromkeys(upto, 0), dict.fromkeys(upto, entries.FIRST_CHAIN)
    for leaves in _steps(agency, size):
        kept = {(name, each.number): each for name in upto for each in _some(agency, name, done[name])}
        for leaf in leaves:
            entry, sealed = kept.get((leaf.store, leaf.number)), bytes(leaf.hash)
            chain[leaf.store] = entry.chain if entry else entries.next_chain(chain.get(leaf.store, b""), sealed)
            done[leaf.store] = leaf.number
            yield bundle.entry_line(leaf.place, (leaf.store, leaf.number), sealed, chain[leaf.store], entry)
    for name, last in upto.items():
        while done[name] < last and (some := _some(agency, name, done[name])):
            for each in (each for each in some if each.number <= last):
                yield bundle.entry_line(None, (name, each.number), each.leaf, each.chain, each)
            done[name] = some[-1].number


def _steps(agency: str, size: int) -> Iterator[list[Leaf]]:
    after = 0
    while some := list(Leaf.objects.filter(agency=agency, place__gt=after, place__lte=size).order_by("place")[:STEP]):
        yield some
        after = some[-1].place


def _some(agency: str, name: str, after: int) -> list[entries.Entry]:
    if name == ACTS:
        return sealing.acts_of(agency, after, STEP)
    with lookups.reading() as store:
        return lookups.entries_of(store, agency, after, STEP)
