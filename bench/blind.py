"""Blind matching: an evaluator's work beside openmined-psi and beside libsodium alone; a thousand asked of a million.

``python -m bench.blind [COUNT]``. Each side multiplies as many elements that came over a wire by one secret scalar.
openmined-psi does so on P-256 and reads and writes its own messages; libsodium alone gets bytes and proves nothing.
"""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from ctypes import create_string_buffer
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bench import node
from bench.measure import Line, Pairs, compared, pairs, tell, wait, within

if TYPE_CHECKING:
    from tests.worlds.blind import Circle

COUNT, HELD, ASKED, HITS = 2_000, 1_000_000, 1_000, 100
PSI, BARE, ONLINE = 1.5, 0.9, 1_000


def lines(count: int) -> Iterator[Line]:
    """Multiply as many elements on each side, in turn; then with the proof, and what an asker does."""
    from private_set_intersection import python as psi

    from bowstreet.casework.deconfliction.blind import sodium, tags

    secret = sodium.random_scalar()
    public = sodium.generate(secret)
    elements = [sodium.from_uniform(secrets.token_bytes(64)) for _ in range(count)]
    texts = [f"value {each}" for each in range(count)]
    client, server = psi.client.CreateWithNewKey(True), psi.server.CreateWithNewKey(True)
    request = client.CreateRequest(texts)
    call, out = sodium._library().crypto_scalarmult_ristretto255, create_string_buffer(32)

    def bare(_: int) -> None:
        for each in elements:
            call(out, secret, each)

    def ours(_: int) -> None:
        sodium.multiply_all(secret, elements)

    def peer(_: int) -> None:
        server.ProcessRequest(request)

    call(out, secret, elements[0])
    assert sodium.multiply(secret, elements[0]) == out.raw
    assert len(server.ProcessRequest(request).encrypted_elements) == count
    yield compared("blind: elements evaluated; peer openmined-psi", count, pairs(ours, peer), PSI)
    yield compared("blind: elements evaluated; peer libsodium alone", count, pairs(ours, bare), BARE)
    yield _without_goal("blind: libsodium alone, no work of ours; peer openmined-psi", count, pairs(bare, peer))
    both = pairs(lambda _: tags.evaluate(secret, public, elements), peer)
    yield _without_goal("blind: evaluated and proved; peer openmined-psi, which proves nothing", count, both)
    inputs = [each.encode() for each in texts]
    both = pairs(lambda _: tags.blind(inputs), lambda _: client.CreateRequest(texts))
    yield _without_goal("blind: blinded by the asker; peer openmined-psi", count, both)


def _without_goal(what: str, count: int, both: Pairs) -> Line:
    return replace(compared(what, count, both, 0), goal="")


def online(held: int) -> Iterator[Line]:
    """Ask for a thousand of a million: two members evaluate and prove, one looks up, all in this one process."""
    with tempfile.TemporaryDirectory(prefix="bowstreet-bench-") as place, node.fresh():
        from tests.worlds import blind

        from bowstreet.casework.deconfliction.blind import index

        circle = blind.circle(Path(place), types=("sha256",))
        asked = [("sha256", secrets.token_hex(32)) for _ in range(ASKED)]
        tagged = circle.asks("east").tagged(asked[:HITS])
        made = {tag: index.new(*pair, silent=False) for pair, tag in tagged.items()}
        made |= {os.urandom(16): index.new("sha256", "", silent=False) for _ in range(held - HITS)}
        index.write(circle.members["east"].folder, 1, made)
        waits = [wait(lambda pairs: _found(circle, pairs), asked) for _ in range(6)][1:]
        yield within(f"blind: {ASKED:,} asked of {held:,}: three parties in one process", waits, 0.5, ONLINE)


def _found(circle: "Circle", asked: list[tuple[str, str]]) -> None:
    hits = circle.asks("north").matched(asked).hits
    assert len(hits) == HITS, len(hits)


if __name__ == "__main__":
    tell([*lines(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT), *online(HELD)])
