"""What holds for every tree, against a second, naive reading of RFC 6962 and the known CT vectors."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bowstreet.holdings.ledger import tree

CT = [bytes.fromhex(each) for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                       "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
CT_LEAVES = [tree.hash_leaf(b"", each) for each in CT]


def naive(leaves: list[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + naive(leaves[:split]) + naive(leaves[split:])).digest()


def digests(smallest: int) -> st.SearchStrategy[list[bytes]]:
    return st.lists(st.binary(min_size=32, max_size=32), min_size=smallest, max_size=70)


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots(size: int) -> None:
    assert tree.root(CT_LEAVES[:size]).hex() == ROOTS[size]


def test_known_proofs() -> None:
    assert [each.hex()[:8] for each in tree.inclusion(CT_LEAVES, 0)] == ["96a296d2", "5f083f0a", "6b47aaf2"]
    assert [each.hex()[:8] for each in tree.inclusion(CT_LEAVES, 5)] == ["bc1a0643", "ca854ea1", "d37ee418"]


@given(digests(0))
def test_the_root_is_the_naive_one(leaves: list[bytes]) -> None:
    assert tree.root(leaves) == naive(leaves)


@given(digests(0), digests(0))
def test_a_kept_edge_goes_on_as_if_never_stopped(before: list[bytes], after: list[bytes]) -> None:
    first = tree.Edge()
    for leaf in before:
        first.append(leaf)
    second = tree.Edge(first.size, first.peaks)
    for leaf in after:
        second.append(leaf)
    assert second.root() == naive(before + after)


@given(digests(1), st.data())
def test_every_leaf_is_proved_and_nothing_else(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    root, path, leaf, size = naive(leaves), tree.inclusion(leaves, index), leaves[index], len(leaves)
    assert tree.is_included(leaf, index, size, path, root)
    assert not tree.is_included(bytes(32) if leaf != bytes(32) else b"\x01" * 32, index, size, path, root)
    assert not tree.is_included(leaf, index, size, (*path, bytes(32)), root)
    assert not tree.is_included(leaf, size, size, path, root)
    assert not tree.is_included(leaf, -1, size, path, root)
    if path:
        assert not tree.is_included(leaf, index, size, path[:-1], root)
        wrong = data.draw(st.integers(0, len(path) - 1))
        bent = [bytes([each[0] ^ 1]) + each[1:] if place == wrong else each for place, each in enumerate(path)]
        assert not tree.is_included(leaf, index, size, bent, root)


def test_outside_the_tree_there_is_no_proof() -> None:
    with pytest.raises(IndexError):
        tree.inclusion(CT_LEAVES, 8)
