"""A collection over TAXII beside medallion with its backend in memory: first page, handing in, and a long collection.

Both are asked in this process, by the test client of their framework, with HTTP Basic. Ours asks the gate for every
object and enters each page in the ledger on disk before it answers; medallion does neither. What a long collection
holds behind its first objects are copies of them under other ids, so that tables and indexes have that size.
Handing in is measured until the answer 202: our objects are then in quarantine and wait for an officer's word.
"""

import base64
import json
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from bench import invented, node
from bench.measure import Line, Pairs, Wait, compared, pairs, percentile, tell, wait
from bench.node import NOW, Node

OBJECTS = int(os.environ.get("TAXII_OBJECTS", "1000"))
SHORT, LONG = 10_000, int(os.environ.get("TAXII_LONG", "1000000"))
SENT = 1_000
TAXII = "application/taxii+json;version=2.1"
_ASKED = 60
_ROOT = "/peer/collections/91a7b528-80eb-42ed-a74d-c6fbd5a26116/"


class Side:
    """One server as a program meets it."""

    def __init__(self, ask: Callable[..., tuple[int, bytes]], place: str) -> None:
        """Keep how it is asked, and where its collection is."""
        self.ask, self.place = ask, place

    def first_page(self, _: int = 0) -> int:
        """Read the first page and return how many objects came."""
        status, body = self.ask("GET", f"{self.place}objects/?limit={OBJECTS}")
        if status != 200:
            raise AssertionError(f"The first page answers {status}: {body[:200]!r}")
        return len(json.loads(body).get("objects", ()))

    def send(self, objects: list[dict[str, Any]]) -> None:
        """Hand objects in."""
        status, body = self.ask("POST", f"{self.place}objects/", json.dumps({"objects": objects}).encode())
        if status != 202:
            raise AssertionError(f"Handing in answers {status}: {body[:200]!r}")


def lines() -> Iterator[Line]:
    """Measure the first page beside the peer's, handing in beside it, and the first page of a long collection."""
    from bowstreet.interfaces.doors import clock

    with node.fresh("bowstreet.project.settings") as on, clock.held(lambda: NOW):
        agreement, reading, writing = _agreed(on)
        _filled(on, OBJECTS // 2)
        peer = _peer(_texts(agreement)[:OBJECTS])
        if not reading.first_page() == peer.first_page() == OBJECTS:
            raise AssertionError(f"Ours gives {reading.first_page()} objects, the peer {peer.first_page()}.")
        both = pairs(lambda _: _times(reading, 5), peer.first_page, times=3)
        fair = Pairs(tuple(each / 5 for each in both.ours), both.peer, tuple((one / 5, two) for one, two in both.work))
        yield compared(f"TAXII, first page of {OBJECTS:,} objects", OBJECTS, fair, 500)
        empty = _peer([])
        sent = pairs(lambda n: writing.send(_notes(n)), lambda n: empty.send(_notes(n)), times=9)
        yield compared("TAXII, handing in 10 x 1,000 objects, until 202", SENT, _summed(sent), 30)
        short = _long(agreement, reading, SHORT)
        long = _long(agreement, reading, LONG)
        ratio = percentile([each[0] for each in long], 0.99) / percentile([each[0] for each in short], 0.99)
        shown = [f"p99 {percentile([each[0] for each in some], 0.99) * 1000:.1f} ms" for some in (long, short)]
        yield Line(
            f"TAXII, first page of {LONG:,} objects, beside {SHORT:,}", shown[0], shown[1], f"{ratio:.2f}", "<= 1.5",
            ratio <= 1.5,
        )  # fmt: skip


def _times(side: Side, often: int) -> None:
    for _ in range(often):
        side.first_page()


def _summed(made: Pairs) -> Pairs:
    """Return pairs as one: the peer becomes slower with each, so the average of all counts."""
    return Pairs(
        (sum(made.ours) / len(made.ours),), (sum(made.peer) / len(made.peer),),
        ((sum(each[0] for each in made.work), sum(each[1] for each in made.work)),),
    )  # fmt: skip


def _agreed(on: Node) -> tuple[str, Side, Side]:
    """Make an agreement and return it with its collection as the receiver and the giver meet it."""
    from bowstreet.casework.sharing import agreeing, collecting
    from bowstreet.vocabulary.ceilings import Ceiling
    from bowstreet.vocabulary.handling import Tlp
    from bowstreet.vocabulary.lawfulness import Purpose

    south = node.found("south")
    made = agreeing.make(
        reader=on.reader, now=NOW, title="Sellers", receivers=["south"], purposes=[Purpose.OPERATIONAL_ANALYSIS],
        ceiling=Ceiling(tlp=Tlp.GREEN),
    )  # fmt: skip
    place = f"/taxii2/agreements/collections/{collecting.outer_id(made.id)}/"
    return made.id, Side(_ours(south), place), Side(_ours(on.reader), place)


def _ours(reader: Any) -> Callable[..., tuple[int, bytes]]:
    from django.test import Client

    from bowstreet.holdings.agencies import tokens

    secret = tokens.make(reader=reader, now=NOW, label="bench").secret
    basic = base64.b64encode(f"bench:{secret}".encode()).decode()
    client = Client(headers={"Authorization": f"Basic {basic}", "Accept": TAXII, "Host": "localhost"})

    def ask(method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        answer = client.generic(method, path, body, TAXII)
        return answer.status_code, answer.content

    return ask


def _peer(objects: list[dict[str, Any]]) -> Side:
    """Start medallion with a collection that holds objects, and return it."""
    from medallion import application_instance, register_blueprints, set_config

    collection = {
        "id": _ROOT.split("/")[3], "title": "Sellers", "can_read": True, "can_write": True,
        "media_types": ["application/stix+json;version=2.1"], "objects": [], "manifest": [],
    }  # fmt: skip
    held = {
        "/discovery": {"title": "Peer", "default": "/peer/", "api_roots": ["/peer/"]},
        "peer": {"information": {"title": "Peer", "versions": [TAXII], "max_content_length": 1 << 30}, "status": [],
                 "collections": [collection]},
    }  # fmt: skip
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(held, file)
        file.flush()
        config = {"backend": {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend",
                              "filename": file.name},
                  "users": {"bench": "bench"}, "taxii": {"max_page_size": 1_000}}  # fmt: skip
        for name in ("users", "taxii", "backend"):
            set_config(application_instance, name, config)
    if "discovery" not in application_instance.blueprints:
        register_blueprints(application_instance)
    basic = base64.b64encode(b"bench:bench").decode()
    client, backend = application_instance.test_client(), application_instance.medallion_backend

    def ask(method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        application_instance.medallion_backend = backend
        said = {"Authorization": f"Basic {basic}", "Accept": TAXII, "Content-Type": TAXII}
        answer = client.open(path, method=method, data=body, headers=said)
        return answer.status_code, answer.data

    made = Side(ask, _ROOT)
    if objects:
        made.send(objects)
    return made


def _filled(on: Node, records: int) -> None:
    """Record sellers, and keep the objects that they are."""
    from bowstreet.casework.sharing import lining, stowing
    from bowstreet.holdings.repository import importing

    envelope = on.envelope(scope="NAMED", recipients=["south"], tlp="GREEN")
    held = importing.begin(reader=on.reader, envelope=envelope, act="bench", now=NOW)
    importing.add(held, list(invented.sellers(records, "t")))
    importing.finish(held, now=NOW, count=records)
    while lining.keep_up(NOW) or stowing.keep_up(NOW):
        pass


def _texts(agreement: str) -> list[dict[str, Any]]:
    """Return the objects of a collection that medallion can sort: with a time, and without a version beside it."""
    from bowstreet.casework.sharing import models

    texts = models.KeptObject.objects.filter(agreement=agreement).exclude(depth="body").values_list("text", flat=True)
    return [held for held in map(json.loads, texts) if "modified" in held and held["type"] != "extension-definition"]


def _notes(number: int) -> list[dict[str, Any]]:
    """Return new objects of some 600 bytes each."""
    at = "2026-03-02T09:00:00.000Z"
    return [
        {"type": "note", "spec_version": "2.1", "id": f"note--{uuid.uuid5(uuid.NAMESPACE_URL, f'{number}:{each}')}",
         "created": at, "modified": at, "content": f"Seen at the quay, {number}:{each}. " + "harbour " * 40,
         "object_refs": [f"identity--{uuid.uuid5(uuid.NAMESPACE_URL, str(each))}"]}
        for each in range(SENT)
    ]  # fmt: skip


def _long(agreement: str, side: Side, objects: int) -> list[Wait]:
    """Let a collection hold so many objects, and return the waits for its first page."""
    from bowstreet.casework.sharing import models

    kept = models.KeptObject.objects.filter(agreement=agreement)
    pattern = list(kept.exclude(record="").order_by("added_at"))
    last = kept.order_by("-added_at")[0].added_at
    missing = objects - kept.count()
    for first in range(0, missing, 10_000):
        some = []
        for number in range(first, min(first + 10_000, missing)):
            each = pattern[number % len(pattern)]
            own = f"{each.type}--{uuid.uuid5(uuid.NAMESPACE_OID, f'{objects}:{number}')}"
            some.append(models.KeptObject(
                agreement_id=agreement, added_at=last + timedelta(microseconds=number + 1), stix_id=own,
                type=each.type, version=each.version, record=each.record, other=each.other, terms_id=each.terms_id,
                depth=each.depth, digest=f"{objects}:{number}", again=False, first=True, last=True, size=each.size,
                text=each.text,
            ))  # fmt: skip
        models.KeptObject.objects.bulk_create(some, batch_size=2_000)
    side.first_page()
    return [wait(side.first_page, 0) for _ in range(_ASKED)]


if __name__ == "__main__":
    tell(lines())
