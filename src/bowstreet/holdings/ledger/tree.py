"""Merkle trees as in RFC 6962 section 2: hashes, roots, inclusion and consistency proofs. Pure.

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


def consistency(leaves: Sequence[bytes], earlier: int) -> tuple[bytes, ...]:
    """Return the hashes that show a tree of ``earlier`` leaves to be the beginning of this one."""
    if not 0 < earlier <= len(leaves):
        raise IndexError("There was no such tree.")
    return _consistency(leaves, earlier, True)


def _consistency(leaves: Sequence[bytes], earlier: int, whole: bool) -> tuple[bytes, ...]:
    if earlier == len(leaves):
        return () if whole else (root(leaves),)
    split = _split(len(leaves))
    if earlier <= split:
        return (*_consistency(leaves[:split], earlier, whole), root(leaves[split:]))
    return (*_consistency(leaves[split:], earlier - split, False), root(leaves[:split]))


def _split(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def is_consistent(earlier: int, size: int, old: bytes, new: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether a proof shows the tree of ``earlier`` leaves to begin that of ``size`` (RFC 9162 section 2.1.4.2)."""
    if not 0 < earlier <= size:
        return False
    if earlier == size:
        return not proof and old == new
    path = [old, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    if not path:
        return False
    first, last = earlier - 1, size - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    left = right = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            left, right = hash_node(sibling, left), hash_node(sibling, right)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            right = hash_node(right, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and left == old and right == new
