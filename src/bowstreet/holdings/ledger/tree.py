"""Merkle trees as in RFC 6962 section 2: hashes, roots and inclusion proofs. Pure.

Leaves are 32-byte leaf hashes already; ``hash_leaf`` makes one out of an entry and its salt.
"""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def hash_leaf(salt: bytes, entry: bytes) -> bytes:
    """Return SHA-256 of a zero byte, the salt and the entry."""
    return hashlib.sha256(b"\x00" + salt + entry).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """Return SHA-256 of a one byte and two hashes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Edge:
    """The right edge of a growing tree: the roots of its full subtrees, largest first.

    Appending costs one hash on average, and the root at most one a level, so a checkpoint costs what is new.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """Go on from a size and its peaks."""
        self.size = size
        self.peaks = list(peaks)

    def append(self, leaf: bytes) -> None:
        """Add one leaf."""
        size, node = self.size, leaf
        while size & 1:
            node = hash_node(self.peaks.pop(), node)
            size >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Return the root of all leaves so far."""
        if not self.peaks:
            return EMPTY
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = hash_node(peak, node)
        return node


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    edge = Edge()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


def inclusion(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the sibling hashes from a leaf (counted from 0) up to the root; raise ``IndexError`` outside the tree."""
    if not 0 <= index < len(leaves):
        raise IndexError("There is no such leaf.")
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*inclusion(leaves[:split], index), root(leaves[split:]))
    return (*inclusion(leaves[split:], index - split), root(leaves[:split]))


def is_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """Say whether a path leads from a leaf to the expected root of a tree of a size (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    first, last, node = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if first & 1 or first == last:
            node = hash_node(sibling, node)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            node = hash_node(node, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and node == expected


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1
